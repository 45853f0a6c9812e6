import { dirname, extname } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { ConfigFile } from './config-file.ts';
import type { ConfigPath, ConfigProblem } from './config-text.ts';
import { tomlRefused } from './find-config-file.ts';
import { parseConfig } from './parse-config.ts';
import { readTextFile } from './read-text-file.ts';
import { validateConfig } from './validate-config.ts';

/**
 * Reads and validates the config file at `path`. `home` is what `~` stands for in it.
 *
 * Throws ConfigError, with one line for each problem.
 */
export async function readConfigFile(path: string, home: string): Promise<ConfigFile> {
  checkName(path);
  const { data, problems, lineOf } = parseConfig(readTextFile(path));
  const validated =
    data === undefined
      ? { problems: [] }
      : await validateConfig(data, { folder: dirname(path), home });
  const all = [...problems, ...validated.problems];
  if (validated.config && all.length === 0) return { path, ...validated.config };
  throw new ConfigError(
    describe(
      path,
      all.map((problem) => ({ ...problem, line: problem.line ?? lineOf(problem.path) })),
    ),
  );
}

const extensions = ['.yaml', '.yml', '.json'];

/** Other files, which a variable may name by mistake, are not ours to quote in messages. */
function checkName(path: string): void {
  const extension = extname(path).toLowerCase();
  if (extension === '.toml') throw tomlRefused(path);
  if (extensions.includes(extension)) return;
  throw new ConfigError(
    `${path}: cannot tell the syntax: expected a name that ends in ${extensions.join(', ')}`,
  );
}

/** Nobody mends more at once, or reads longer lines. */
const mostTold = 20;
const longest = 500;

function describe(file: string, problems: readonly Required<ConfigProblem>[]): string {
  const inOrder = [...problems].sort((a, b) => a.line - b.line);
  const told = inOrder.slice(0, mostTold).map(({ path, line, message }) => {
    const parts = [`${file}:${line}`, cut(dotted(path)), cut(message)];
    return forTerminal(parts.filter(Boolean).join(': '));
  });
  return [...told, ...(problems.length > mostTold ? [`${file}: and more problems`] : [])].join(
    '\n',
  );
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The path as people write it: `sources.prod.uri[1]`. */
function dotted(path: ConfigPath): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w-]+$/.test(step) ? `.${step}` : `.${JSON.stringify(step)}`;
    })
    .join('')
    .replace(/^\./, '');
}
