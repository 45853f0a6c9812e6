/**
 * Wraps comments, which Biome leaves as they are, to the width that it gives code. With `--check`,
 * fails when a file would change.
 *
 * Paragraphs and list items are filled, in block comments that begin with two asterisks and in runs
 * of line comments. Fenced code, tables, indented text, directives and comments behind code are
 * left alone.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const width = 100;
const paths = execFileSync('git', ['ls-files', '*.ts', '*.mjs', ':!assembly'], {
  encoding: 'utf8',
}).trim();

for (const path of paths.split('\n')) {
  const before = readFileSync(path, 'utf8');
  const after = wrapComments(before);
  if (after === before) continue;
  if (codeOf(after) !== codeOf(before))
    throw new Error(`${path}: text in code looks like a comment`);
  if (!process.argv.includes('--check')) writeFileSync(path, after);
  else {
    process.stderr.write(`${path}: comments are not wrapped: run npm run format:write\n`);
    process.exitCode = 1;
  }
}

function wrapComments(text: string): string {
  return text
    .replace(/^( *)\/\*\*(?!\/)((?:(?!\*\/).)*)\*\/$/gms, (_, indent: string, inside: string) =>
      blockComment(indent, inside),
    )
    .replace(/^( *)\/\/ .*(?:\n\1\/\/(?: .*|$))*/gm, (run: string, indent: string) =>
      fill(withoutMarks(run, /^ *\/\/ ?/), width - indent.length - 3)
        .map((line) => `${indent}// ${line}`.trimEnd())
        .join('\n'),
    );
}

function blockComment(indent: string, inside: string): string {
  const lines = fill(withoutMarks(inside.trim(), /^ *\*? ?/), width - indent.length - 3);
  const [only = ''] = lines;
  if (lines.length === 1 && `${indent}/** ${only} */`.length <= width)
    return `${indent}/** ${only} */`;
  const body = lines.map((line) => `${indent} * ${line}`.trimEnd());
  return [`${indent}/**`, ...body, `${indent} */`].join('\n');
}

function withoutMarks(text: string, mark: RegExp): readonly string[] {
  return text.split('\n').map((line) => line.replace(mark, '').trimEnd());
}

/** Fills paragraphs and list items; `room` is the width of a line. */
function fill(lines: readonly string[], room: number): readonly string[] {
  const filled: string[] = [];
  let isCode = false;
  /**
   * The words of the paragraph or item that is being read, and the indentation of its further
   * lines.
   */
  let [words, hanging]: [string[], string] = [[], ''];
  const end = () => {
    filled.push(...fillWords(words, room, hanging));
    [words, hanging] = [[], ''];
  };
  for (const line of lines) {
    const marker = /^(?:[-*]|\d+\.) /.exec(line)?.[0];
    const isFence = line.startsWith('```');
    const continues =
      words.length > 0 && line.startsWith(hanging) && /^\S/.test(line.slice(hanging.length));
    if (isCode || isFence || line === '' || /^(?:\||biome-|@ts-|\/)/.test(line)) {
      end();
      filled.push(line);
      if (isFence) isCode = !isCode;
    } else if (marker || line.startsWith('@')) {
      end();
      words = wordsIn(line);
      hanging = ' '.repeat(marker?.length ?? 0);
    } else if (continues || !line.startsWith(' ')) {
      if (!continues) end();
      words.push(...wordsIn(line));
    } else {
      end();
      filled.push(line);
    }
  }
  end();
  return filled;
}

function fillWords(words: readonly string[], room: number, hanging: string): readonly string[] {
  const lines: string[] = [];
  for (const word of unbroken(words)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${last === undefined ? '' : hanging}${word}`);
  }
  return lines;
}

/**
 * Joins the words of short inline code, and words that would look like a list item at the start of
 * a line.
 */
function unbroken(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [at, word] of words.entries()) {
    const last = joined.at(-1) ?? '';
    const isInCode = last.split('`').length % 2 === 0 && last.length < 50;
    const looksSpecial = at > 0 && /^(?:[-*|]$|\d+\.$|@|```|biome-)/.test(word);
    if (isInCode || looksSpecial) joined[joined.length - 1] = `${last} ${word}`;
    else joined.push(word);
  }
  return joined;
}

function wordsIn(line: string): string[] {
  return line.split(' ').filter(Boolean);
}

/** Returns the code without its comments. */
function codeOf(text: string): string {
  return transformSync(text, { loader: 'ts', minifyWhitespace: true, legalComments: 'none' }).code;
}
