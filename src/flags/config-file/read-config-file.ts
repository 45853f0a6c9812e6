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
 * Reads and validates the config file at `path`. `home` replaces `~` in it.
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

/**
 * Refuses other files, which a variable may name by mistake: messages must not quote their
 * contents.
 */
function checkName(path: string): void {
  const extension = extname(path).toLowerCase();
  if (extension === '.toml') throw tomlRefused(path);
  if (extensions.includes(extension)) return;
  throw new ConfigError(
    `${path}: unknown type of file: expected a name that ends in ${extensions.join(', ')}`,
  );
}

/** More problems, or longer lines, would not be read. */
const maxProblems = 20;
const maxLength = 500;

function describe(file: string, problems: readonly Required<ConfigProblem>[]): string {
  const inOrder = [...problems].sort((a, b) => a.line - b.line);
  const lines = inOrder.slice(0, maxProblems).map(({ path, line, message }) => {
    const parts = [`${file}:${line}`, cut(dotted(path)), cut(message)];
    return forTerminal(parts.filter(Boolean).join(': '));
  });
  return [...lines, ...(problems.length > maxProblems ? [`${file}: and more problems`] : [])].join(
    '\n',
  );
}

function cut(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** Writes the path in dotted form: `sources.prod.uri[1]`. */
function dotted(path: ConfigPath): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w-]+$/.test(step) ? `.${step}` : `.${JSON.stringify(step)}`;
    })
    .join('')
    .replace(/^\./, '');
}
