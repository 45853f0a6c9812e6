import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import {
  type ConfigLines,
  type ConfigPath,
  type ConfigProblem,
  type ConfigText,
  createConfigLines,
  duplicate,
  mostNested,
  tooDeep,
} from './config-text.ts';

/** Takes a config file in YAML 1.2 apart. Anchors, aliases and merges (`<<`) are understood. */
export function parseYaml(text: string): ConfigText {
  const lines = createConfigLines();
  const deep = findTooDeep(text);
  if (deep !== undefined) return { data: undefined, lines, problems: [tooDeep(deep)] };
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    // 'silent' would keep a second document a secret.
    logLevel: 'error',
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The parser would compare each key with each.
    uniqueKeys: false,
  });
  const lineAt = (offset: number | undefined) => counter.linePos(offset ?? 0).line;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      data: undefined,
      lines,
      problems: syntaxProblems(faults, lineAt),
    };
  }
  const notes: Notes = { lines, lineAt, duplicates: [], aliases: [] };
  noteLines(document.contents, [], notes);
  const refused = refuseAliases(document, notes);
  if (refused.length > 0) return { data: undefined, lines, problems: refused };
  return { ...toData(document, notes), lines };
}

interface Notes {
  readonly lines: ConfigLines;
  readonly lineAt: (offset: number | undefined) => number;
  readonly duplicates: ConfigProblem[];
  readonly aliases: Alias[];
}

/**
 * The line in which values lie too deep in each other, by a rough count that no text escapes. It has
 * to be known before the parser is called: when its stack is exhausted, node may abort.
 */
function findTooDeep(text: string): number | undefined {
  let brackets = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = line.search(/[^ ]|$/) / 4;
    let indicators = 0;
    for (const [mark] of line.matchAll(/[[\]{}]|[-?:](?=\s|$)/g)) {
      if (mark === '[' || mark === '{') brackets++;
      else if (mark === ']' || mark === '}') brackets = Math.max(0, brackets - 1);
      else indicators++;
      if (brackets + indicators > mostNested) return index + 1;
    }
    if (indent > mostNested) return index + 1;
  }
  return undefined;
}

/** One for each line: others follow from it. */
function syntaxProblems(
  faults: readonly YAMLError[],
  lineAt: Notes['lineAt'],
): readonly ConfigProblem[] {
  const problems = new Map<number, ConfigProblem>();
  for (const fault of faults) {
    const line = lineAt(fault.pos[0]);
    if (!problems.has(line)) problems.set(line, { path: [], line, message: messageOf(fault) });
  }
  return [...problems.values()];
}

/** The parser's words, and ours where they do not say what to do. */
function messageOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'BAD_SCALAR_START': {
      const [, char = ''] = /character (.)$/.exec(message) ?? [];
      return `no text begins with '${char}' in YAML: put it in quotes, such as "${char}prod"`;
    }
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent in YAML: expected spaces';
    case 'MULTIPLE_DOCS':
      return "begins a second document with '---': expected one";
    case 'NON_STRING_KEY':
      return "expected a name before ':', found a list or a map";
    default:
      return message.charAt(0).toLowerCase() + message.slice(1);
  }
}

/** Notes in which line each key and each item of a list stands. */
function noteLines(node: unknown, path: ConfigPath, notes: Notes): void {
  if (isAlias(node)) notes.aliases.push(node);
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const at = [...path, index];
      notes.lines.add(at, notes.lineAt(offsetOf(item)));
      noteLines(item, at, notes);
    }
  }
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const at = [...path, name];
    const line = notes.lineAt(offsetOf(key));
    const earlier = notes.lines.add(at, line);
    // Several things may be merged.
    if (earlier === undefined || name === '<<') noteLines(value, at, notes);
    else notes.duplicates.push(duplicate(at, line, earlier));
  }
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)
    ? node.range?.[0]
    : undefined;
}

const mostAliases = 100;

function refuseAliases(document: Document, { aliases, lineAt }: Notes): readonly ConfigProblem[] {
  const surplus = aliases[mostAliases];
  if (surplus) {
    const message = `has more than ${mostAliases} aliases: expected values in full`;
    return [{ path: [], line: lineAt(surplus.range?.[0]), message }];
  }
  return aliases
    .filter((alias) => alias.resolve(document) === undefined)
    .map(({ source, range }) => ({
      path: [],
      line: lineAt(range?.[0]),
      message: `there is no anchor '&${source}' before the alias '*${source}'`,
    }));
}

/** Counts what aliases stand for, too, so that a few of them cannot stand for millions of values. */
function toData(
  document: Document,
  { aliases, duplicates, lineAt }: Notes,
): Pick<ConfigText, 'data' | 'problems'> {
  try {
    return { data: document.toJS({ maxAliasCount: mostAliases }), problems: duplicates };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message =
      error instanceof ReferenceError
        ? 'its aliases stand for too many values: expected values in full'
        : error.message.charAt(0).toLowerCase() + error.message.slice(1);
    return {
      data: undefined,
      problems: [{ path: [], line: lineAt(aliases[0]?.range?.[0]), message }],
    };
  }
}
