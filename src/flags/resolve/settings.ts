import type { OutputFormat } from '../../format/text/output-formats.ts';
import type { ConfigFile } from '../config-file/config-file.ts';
import type { Environment } from '../environment.ts';
import { parseSize } from '../values/parse-size.ts';

/** A value that holds when no flag says otherwise, and where it comes from. */
interface Setting<Value> {
  readonly value: Value;
  readonly origin: SettingOrigin;
}

/** The variable that says it, the config file, or neither. */
export type SettingOrigin = 'TRAILSCAN_SOURCE' | 'TRAILSCAN_CACHE' | 'file' | 'built-in';

/** What holds when no flag says otherwise. Frozen. */
export interface Settings {
  /** At least one; see `ConfigFile.defaultSource`. */
  readonly defaultSource: Setting<readonly string[]>;
  /** Undefined: it depends on the terminal. */
  readonly output: Setting<OutputFormat | undefined>;
  readonly timeZone: Setting<string>;
  /** Undefined: those of the format. */
  readonly columns: Setting<readonly string[] | undefined>;
  /** A folder, or whether to use the usual one. */
  readonly cache: Setting<string | boolean>;
  /** Bytes. */
  readonly cacheSize: Setting<number>;
}

/** Variables overrule the config file, and that what is built in. */
export function resolveSettings(
  file: ConfigFile | undefined,
  { variables }: Pick<Environment, 'variables'>,
): Settings {
  const source = variables['TRAILSCAN_SOURCE'];
  const cache = variables['TRAILSCAN_CACHE'];
  return Object.freeze({
    defaultSource: source
      ? { value: [source], origin: 'TRAILSCAN_SOURCE' }
      : settingOf(file?.defaultSource, ['history:']),
    output: settingOf(file?.output, undefined),
    timeZone: settingOf(file?.timeZone, 'UTC'),
    columns: settingOf(file?.columns, undefined),
    // Set to nothing, the variable asks for the usual folder.
    cache:
      cache === undefined
        ? settingOf(file?.cache, false)
        : { value: cache || true, origin: 'TRAILSCAN_CACHE' },
    cacheSize: settingOf(file?.cacheSize, parseSize('10GB', 'cache_size')),
  } satisfies Settings);
}

function settingOf<Value>(said: Value | undefined, builtIn: Value): Setting<Value> {
  return said === undefined
    ? { value: builtIn, origin: 'built-in' }
    : { value: said, origin: 'file' };
}
