import { lstatSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import { homeFolder } from '../home-folder.ts';

type Variables = Environment['variables'];

/** Where the config file is, or would be. */
interface ConfigPlace {
  /** Absolute. */
  readonly path: string;
  readonly exists: boolean;
  /** Whether TRAILSCAN_CONFIG names it. */
  readonly isNamed: boolean;
}

const names = ['config.yaml', 'config.yml', 'config.json'];

/**
 * Finds the config file that TRAILSCAN_CONFIG names, or the one in the usual folder.
 *
 * Throws ConfigError when there are several in that folder.
 */
export function findConfigFile(variables: Variables): ConfigPlace {
  const named = variables['TRAILSCAN_CONFIG'];
  if (named) {
    const path = resolve(named);
    return { path, exists: exists(path), isNamed: true };
  }
  const paths = names.map((name) => join(configBase(variables), 'trailscan', name));
  const found = paths.filter(exists);
  if (found.length > 1) {
    throw new ConfigError(
      `there are ${found.length} config files, ${found.join(' and ')}: expected only one; ` +
        'set TRAILSCAN_CONFIG to choose one',
    );
  }
  return { path: found[0] ?? paths[0] ?? '', exists: found.length === 1, isNamed: false };
}

/**
 * Throws ConfigError when there is a config.toml in the folder of `path`, a config file that does
 * not exist.
 */
export function refuseToml(path: string): void {
  const toml = join(dirname(path), 'config.toml');
  if (exists(toml)) throw tomlRefused(toml);
}

/** Returns the error for a config file in TOML. */
export function tomlRefused(path: string): ConfigError {
  return new ConfigError(
    `${path}: TOML is no longer supported: expected a config file in YAML; ` +
      "'trailscan config init' writes one",
  );
}

/**
 * Follows the XDG Base Directory Specification, which ignores relative paths; on Windows, uses
 * APPDATA.
 */
function configBase(variables: Variables): string {
  const xdg = variables['XDG_CONFIG_HOME'];
  if (xdg && isAbsolute(xdg)) return xdg;
  if (platform() !== 'win32') return join(homeFolder(variables), '.config');
  return variables['APPDATA'] || join(homeFolder(variables), 'AppData', 'Roaming');
}

/**
 * Returns whether a file exists. A dangling link does: reading it reports what is wrong. A file in
 * a folder that this user cannot read, as a home after `sudo`, does not; git does the same.
 */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
