import { lstatSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from '../../errors.ts';
import type { Environment } from '../environment.ts';

type Variables = Environment['variables'];

/** Where the config file is, or would be. */
interface ConfigPlace {
  /** Absolute. */
  readonly path: string;
  readonly isThere: boolean;
  /** By TRAILSCAN_CONFIG. */
  readonly isNamed: boolean;
}

const names = ['config.yaml', 'config.yml', 'config.json'];

/**
 * The config file that TRAILSCAN_CONFIG names, or the one in the usual folder.
 *
 * Throws ConfigError when there are several in that folder.
 */
export function findConfigFile(variables: Variables): ConfigPlace {
  const named = variables['TRAILSCAN_CONFIG'];
  if (named) {
    const path = resolve(named);
    return { path, isThere: isThere(path), isNamed: true };
  }
  const paths = names.map((name) => join(configBase(variables), 'trailscan', name));
  const found = paths.filter(isThere);
  if (found.length > 1) {
    throw new ConfigError(
      `there are ${found.length} config files, ${found.join(' and ')}: expected one of them; ` +
        'TRAILSCAN_CONFIG names one, too',
    );
  }
  return { path: found[0] ?? paths[0] ?? '', isThere: found.length === 1, isNamed: false };
}

/** Throws ConfigError when there is a config.toml in the folder of a config file that is not there. */
export function refuseToml(path: string): void {
  const toml = join(dirname(path), 'config.toml');
  if (isThere(toml)) throw tomlRefused(toml);
}

/** A config file in TOML was found. */
export function tomlRefused(path: string): ConfigError {
  return new ConfigError(
    `${path}: TOML is no longer read: expected a config file in YAML; ` +
      "'trailscan config init' writes one",
  );
}

/** What `~` stands for. */
export function homeFolder(variables: Variables): string {
  return variables[platform() === 'win32' ? 'USERPROFILE' : 'HOME'] || homedir();
}

/** XDG Base Directory Specification, which ignores what is not absolute; Microsoft has its own. */
function configBase(variables: Variables): string {
  const xdg = variables['XDG_CONFIG_HOME'];
  if (xdg && isAbsolute(xdg)) return xdg;
  if (platform() !== 'win32') return join(homeFolder(variables), '.config');
  return variables['APPDATA'] || join(homeFolder(variables), 'AppData', 'Roaming');
}

/**
 * A link to nothing is there: to read it will say what is wrong with it. In a folder that belongs to
 * another user, as a home may after `sudo`, there is nothing for this one; git takes it so, too.
 */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
