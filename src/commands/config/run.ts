import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { ConfigError, UsageError } from '../../errors.ts';
import { findConfigFile } from '../../flags/config-file/find-config-file.ts';
import { loadConfigFile } from '../../flags/config-file/load-config-file.ts';
import type { Environment } from '../../flags/environment.ts';
import { resolveSettings } from '../../flags/resolve/settings.ts';
import { suggest } from '../../flags/values/suggest.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { RunCommand } from '../command.ts';
import { describeSettings } from './describe-settings.ts';
import { exampleConfig } from './example-config.ts';

/**
 * Prints where the config file is, the settings in effect or the sources it names, or writes an
 * example.
 */
export const config: RunCommand = async ({ args, environment, io }) => {
  const [action = '', ...others] = args.operands;
  if (!isAction(action) || others.length > 0) {
    const meant = others.length > 0 ? '' : suggest(action, Object.keys(actions));
    throw new UsageError(
      `config: expected path, show, sources or init${meant}, such as 'trailscan config show'`,
    );
  }
  const lines = await actions[action](environment);
  await io.stdout.write(lines.map((line) => `${forTerminal(line)}\n`).join(''));
  return 0;
};

/** Each action returns the lines to print. */
const actions = {
  path: async ({ variables }: Environment) => [findConfigFile(variables).path],
  show: async ({ variables }: Environment) => {
    const file = await loadConfigFile({ variables });
    const place = file
      ? `# config file: ${file.path}`
      : `# no config file; it would be ${findConfigFile(variables).path}`;
    return [place, ...(await describeSettings(resolveSettings(file, { variables }), file))];
  },
  sources: async ({ variables }: Environment) => {
    const file = await loadConfigFile({ variables });
    return Object.keys(file?.sources ?? {}).map((name) => `@${name}`);
  },
  init: async ({ variables }: Environment) => {
    const { path, exists } = findConfigFile(variables);
    if (exists) throw new ConfigError(`${path}: already exists: expected no config file`);
    writeExample(path);
    return [path];
  },
};

function isAction(word: string): word is keyof typeof actions {
  return Object.hasOwn(actions, word);
}

/**
 * Writes the example config. It, and any folder created for it, is accessible only to its owner.
 */
function writeExample(path: string): void {
  if (!/^\.ya?ml$/i.test(extname(path))) {
    throw new ConfigError(
      `TRAILSCAN_CONFIG: cannot write an example, which is YAML, to '${path}': expected a name ` +
        'that ends in .yaml',
    );
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Does not overwrite a file that was created in the meantime, either.
    writeFileSync(path, exampleConfig, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new ConfigError(`${path}: cannot be written (${error.code})`, { cause: error });
  }
}
