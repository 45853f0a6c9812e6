import { devNull } from 'node:os';
import { ConfigError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import type { ConfigFile } from './config-file.ts';
import { findConfigFile, homeFolder, refuseToml } from './find-config-file.ts';

/**
 * Reads the config file; undefined when there is none, which takes some microseconds to find out.
 * `TRAILSCAN_CONFIG=/dev/null` stands for none, too.
 *
 * Throws ConfigError, with one line for each problem: `FILE:LINE: sources.prod.region: …`.
 */
export async function loadConfigFile({
  variables,
}: Pick<Environment, 'variables'>): Promise<ConfigFile | undefined> {
  const { path, isThere, isNamed } = findConfigFile(variables);
  if (path === devNull) return undefined;
  if (!isThere && isNamed) {
    throw new ConfigError(
      `TRAILSCAN_CONFIG: there is no file '${path}': expected the path of a config file; ` +
        "'trailscan config init' writes one",
    );
  }
  if (!isThere) {
    refuseToml(path);
    return undefined;
  }
  const { readConfigFile } = await import('./read-config-file.ts');
  return readConfigFile(path, homeFolder(variables));
}
