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

/** Takes a config file in JSON apart: strict JSON, as RFC 8259 has it. */
export function parseJson(text: string): ConfigText {
  const reading: Reading = {
    cursor: createCursor(text),
    lines: createConfigLines(),
    duplicates: [],
  };
  const { lines } = reading;
  try {
    readValue(reading, []);
    reading.cursor.take('', 'the end of the file');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { data: undefined, lines, problems: [error.problem] };
  }
  const data: unknown = JSON.parse(text);
  return { data, lines, problems: reading.duplicates };
}

/** What stops the reading. */
class Fault extends Error {
  readonly problem: ConfigProblem;

  constructor(problem: ConfigProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Reading {
  readonly cursor: Cursor;
  readonly lines: ConfigLines;
  readonly duplicates: ConfigProblem[];
}

/** JSON.parse does not tell where what stands, nor where it stopped. */
function readValue(reading: Reading, path: ConfigPath): void {
  const { cursor } = reading;
  if (path.length > mostNested) throw new Fault(tooDeep(cursor.line()));
  if (cursor.skip('{')) readMembers(reading, path);
  else if (cursor.skip('[')) readItems(reading, path);
  else cursor.take(/^["\w-]/, 'a value');
}

function readMembers(reading: Reading, path: ConfigPath): void {
  const { cursor, lines, duplicates } = reading;
  if (cursor.skip('}')) return;
  do {
    const line = cursor.line();
    const at = [...path, String(JSON.parse(cursor.take(/^"/, 'a key in double quotes')))];
    const earlier = lines.add(at, line);
    if (earlier !== undefined) duplicates.push(duplicate(at, line, earlier));
    cursor.take(':', "':'");
    // What is in the second of two was not there before.
    readValue(earlier === undefined ? reading : { ...reading, lines: createConfigLines() }, at);
  } while (cursor.skip(','));
  cursor.take('}', "',' or '}'");
}

function readItems(reading: Reading, path: ConfigPath): void {
  const { cursor, lines } = reading;
  if (cursor.skip(']')) return;
  let index = 0;
  do {
    const at = [...path, index++];
    lines.add(at, cursor.line());
    readValue(reading, at);
  } while (cursor.skip(','));
  cursor.take(']', "',' or ']'");
}

/** The tokens of a text, one after the other. */
interface Cursor {
  /** The line of the next token. */
  line(): number;
  /** Whether this is the next token, which is then passed. */
  skip(wanted: string): boolean;
  /** The next token, which is passed; throws Fault when it is not the one wanted. */
  take(wanted: string | RegExp, expected: string): string;
}

const blank = /[ \t\r\n]*/y;
const token =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]|$/y;

function createCursor(text: string): Cursor {
  let line = 1;
  let at = 0;
  let next: string | undefined;
  const pass = (length: number) => {
    at += length;
    blank.lastIndex = at;
    const [blanks = ''] = blank.exec(text) ?? [];
    line += blanks.split('\n').length - 1;
    at += blanks.length;
    token.lastIndex = at;
    next = token.exec(text)?.[0];
  };
  pass(0);
  return {
    line: () => line,
    skip(wanted) {
      if (next !== wanted) return false;
      pass(wanted.length);
      return true;
    },
    take(wanted, expected) {
      const word = next;
      const isRight = typeof wanted === 'string' ? word === wanted : wanted.test(word ?? '');
      if (word === undefined || !isRight) throw faultAt(text.slice(at), line, expected);
      pass(word.length);
      return word;
    },
  };
}

function faultAt(rest: string, line: number, expected: string): Fault {
  const [word = ''] = /^(?:[\w$.+-]+|["'][^"'\n]*["']?|.)?/su.exec(rest) ?? [];
  const found = word === '' ? 'the end of the file' : `'${word}'`;
  const hint = /^(?:\/[/*]|#)/.test(rest) ? '; JSON has no comments, but YAML and TOML have' : '';
  return new Fault({ path: [], line, message: `expected ${expected}, found ${found}${hint}` });
}
