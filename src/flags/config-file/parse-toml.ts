import { parse, TomlError } from 'smol-toml';
import { type ConfigText, createConfigLines, mostNested } from './config-text.ts';
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
    // After the first line it shows the text.
    const [first = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    const message = /redefine/.test(first) ? 'is there already: expected each key once' : first;
    return { data: undefined, lines, problems: [{ path: [], line: error.line, message }] };
  }
}
