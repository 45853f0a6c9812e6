import type { OutputFormat } from '../../format/text/output-formats.ts';
import type { ConfigFile } from '../config-file/config-file.ts';
import type { Environment } from '../environment.ts';
import { parseSize } from '../values/parse-size.ts';

/** A default for a flag, and where it comes from. */
interface Setting<Value> {
  readonly value: Value;
  readonly origin: SettingOrigin;
}

/** Where a setting comes from: an environment variable, the config file, or neither. */
export type SettingOrigin = 'TRAILSCAN_SOURCE' | 'TRAILSCAN_CACHE' | 'file' | 'built-in';

/** The values to use when flags do not set them. Frozen. */
export interface Settings {
  /** At least one; see `ConfigFile.defaultSource`. */
  readonly defaultSource: Setting<readonly string[]>;
  /** Undefined when it depends on the terminal. */
  readonly output: Setting<OutputFormat | undefined>;
  readonly timeZone: Setting<string>;
  /** Undefined for the default columns of the format. */
  readonly columns: Setting<readonly string[] | undefined>;
  /** Undefined when it depends on the format. */
  readonly redact: Setting<boolean | undefined>;
  /** A folder, or whether to use the usual one. */
  readonly cache: Setting<string | boolean>;
  /** Bytes. */
  readonly cacheSize: Setting<number>;
}

/**
 * Resolves the settings: environment variables override the config file, which overrides built-in
 * defaults.
 */
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
    redact: settingOf(file?.redact, undefined),
    // An empty variable means the usual folder.
    cache:
      cache === undefined
        ? settingOf(file?.cache, false)
        : { value: cache || true, origin: 'TRAILSCAN_CACHE' },
    cacheSize: settingOf(file?.cacheSize, parseSize('10GB', 'cache_size')),
  } satisfies Settings);
}

function settingOf<Value>(fromFile: Value | undefined, builtIn: Value): Setting<Value> {
  return fromFile === undefined
    ? { value: builtIn, origin: 'built-in' }
    : { value: fromFile, origin: 'file' };
}
