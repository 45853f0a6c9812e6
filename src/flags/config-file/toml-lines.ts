import { type ConfigLines, mostSteps } from './config-text.ts';

/** Quoted texts, the longest quotes first; comments; ends of lines; bare words; marks. */
const tokens =
  /"""(?:\\.|[^\\])*?"{3,5}|'''.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\n|[\w-]+|[[\]{}=]/gs;

/**
 * Notes in which line each table and each key of a TOML text stands, of which the parser does not
 * tell. Keys inside inline tables are left out: they stand where the table begins, as a rule.
 *
 * The text is one that the parser has taken.
 */
export function noteTomlLines(text: string, lines: ConfigLines): void {
  let line = 1;
  let table: readonly string[] = [];
  let key: string[] = [];
  let place: 'key' | 'header' | 'value' = 'key';
  /** Brackets that are open in the value. */
  let open = 0;
  const note = (path: readonly string[]) => {
    const steps = path.slice(0, mostSteps);
    for (const index of steps.keys()) lines.add(steps.slice(0, index + 1), line);
  };
  for (const [token] of text.matchAll(tokens)) {
    if (token === '\n' && open === 0) {
      place = 'key';
      key = [];
    } else if (place === 'value') {
      if (token === '[' || token === '{') open++;
      if (token === ']' || token === '}') open--;
    } else if (token === '[') {
      place = 'header';
    } else if (token === ']' && place === 'header') {
      table = key;
      note(table);
    } else if (token === '=') {
      note([...table, ...key]);
      place = 'value';
    } else if (!token.startsWith('#')) {
      key.push(nameOf(token));
    }
    line += token.split('\n').length - 1;
  }
}

/** The name that a key stands for, without its quotes. */
function nameOf(key: string): string {
  if (key.startsWith("'")) return key.slice(1, -1);
  if (!key.startsWith('"')) return key;
  try {
    return String(JSON.parse(key));
  } catch {
    // An escape that JSON does not have.
    return key.slice(1, -1);
  }
}
