import { parse, TomlError } from 'smol-toml';
import {
  type ConfigProblem,
  type ConfigText,
  createConfigLines,
  mostNested,
  tooDeep,
} from './config-text.ts';
import { noteTomlLines } from './toml-lines.ts';

/** Takes a config file in TOML 1.0 or 1.1 apart. */
export function parseToml(text: string): ConfigText {
  const lines = createConfigLines();
  try {
    const data: unknown = parse(text, { maxDepth: mostNested });
    noteTomlLines(text, lines);
    return { data, lines, problems: [] };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, message } = error;
    return { data: undefined, lines, problems: [problemOf(line, message)] };
  }
}

/** The parser's words, without the text that it shows below them; ours where they say too little. */
function problemOf(line: number, told: string): ConfigProblem {
  const [message = ''] = told.replace(/^Invalid TOML document: /, '').split('\n');
  if (message.includes('nested')) return tooDeep(line);
  const inFull = message.includes('redefine')
    ? 'this key or table is there already: expected each once'
    : message === 'invalid value'
      ? 'expected a value: text in quotes, a number, true, false or a list'
      : message;
  return { path: [], line, message: inFull };
}
