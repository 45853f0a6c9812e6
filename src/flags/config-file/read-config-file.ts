import { dirname, extname } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { forTerminal } from '../../format/sanitize.ts';
import type { ConfigFile } from '../config-file.ts';
import type { ConfigPath, ConfigProblem, ConfigText } from './config-text.ts';
import { readTextFile } from './read-text-file.ts';
import { validateConfig } from './validate-config.ts';

/**
 * Reads and validates the config file at `path`, whose extension tells its syntax. `home` is what `~`
 * stands for in it.
 *
 * Throws ConfigError, with one line for each problem.
 */
export async function readConfigFile(path: string, home: string): Promise<ConfigFile> {
  const parse = await loadParser(path);
  const { data, lines, problems } = parse(readTextFile(path));
  const validated =
    data === undefined
      ? { problems: [] }
      : await validateConfig(data, { folder: dirname(path), home });
  const all = [...problems, ...validated.problems].map((problem) => {
    const line = problem.line ?? lines.of(problem.path);
    return line === undefined ? problem : { ...problem, line };
  });
  if (validated.config && all.length === 0) return { path, ...validated.config };
  throw new ConfigError(describe(path, all));
}

/** A syntax is loaded when a file has it. */
const parsers: Readonly<Record<string, () => Promise<(text: string) => ConfigText>>> = {
  '.yaml': async () => (await import('./parse-yaml.ts')).parseYaml,
  '.yml': async () => (await import('./parse-yaml.ts')).parseYaml,
  '.json': async () => (await import('./parse-json.ts')).parseJson,
  '.toml': async () => (await import('./parse-toml.ts')).parseToml,
};

async function loadParser(path: string): Promise<(text: string) => ConfigText> {
  const extension = extname(path).toLowerCase();
  const load = Object.hasOwn(parsers, extension) ? parsers[extension] : undefined;
  if (load) return load();
  const expected = Object.keys(parsers).join(', ');
  throw new ConfigError(
    `${path}: cannot tell the syntax: expected a name that ends in ${expected}`,
  );
}

/** Nobody mends more at once, or reads longer lines. */
const mostTold = 20;
const longest = 500;

function describe(file: string, problems: readonly ConfigProblem[]): string {
  const inOrder = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const told = inOrder.slice(0, mostTold).map(({ path, line, message }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return forTerminal([place, cut(dotted(path)), cut(message)].filter(Boolean).join(': '));
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
