import { devNull } from 'node:os';
import { ConfigError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import { homeFolder } from '../home-folder.ts';
import type { ConfigFile } from './config-file.ts';
import { findConfigFile, refuseToml } from './find-config-file.ts';

/**
 * Reads the config file; undefined without one, which takes a few microseconds to check.
 * `TRAILSCAN_CONFIG=/dev/null` also means none.
 *
 * Throws ConfigError, with one line for each problem: `FILE:LINE: sources.prod.region: …`.
 */
export async function loadConfigFile({
  variables,
}: Pick<Environment, 'variables'>): Promise<ConfigFile | undefined> {
  const { path, exists, isNamed } = findConfigFile(variables);
  if (path === devNull) return undefined;
  if (!exists && isNamed) {
    throw new ConfigError(
      `TRAILSCAN_CONFIG: '${path}' does not exist: expected the path of a config file; ` +
        "'trailscan config init' writes one",
    );
  }
  if (!exists) {
    refuseToml(path);
    return undefined;
  }
  const { readConfigFile } = await import('./read-config-file.ts');
  return readConfigFile(path, homeFolder(variables));
}
