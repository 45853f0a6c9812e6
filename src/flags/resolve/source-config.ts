import { platform } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { Access } from '../../source/aws/access.ts';
import { isRemote } from '../../source/create-source.ts';
import type { CacheConfig, SourceSpec } from '../../source/source-spec.ts';
import { type Args, isOn, lastValueOf } from '../args.ts';
import type { ConfigFile } from '../config-file/config-file.ts';
import { loadConfigFile } from '../config-file/load-config-file.ts';
import type { Environment } from '../environment.ts';
import { homeFolder } from '../home-folder.ts';
import { parseDuration } from '../values/parse-duration.ts';
import { parseAwsRegion } from '../values/parse-region.ts';
import { parseRoleArn } from '../values/parse-role-arn.ts';
import { parseSize } from '../values/parse-size.ts';
import { resolveProxies } from './proxies.ts';
import { resolveSettings, type Settings } from './settings.ts';
import type { SourceConfig } from './source-types.ts';
import { findSources } from './sources.ts';

/**
 * Returns the sources to read, and how to read them. Throws UsageError for an invalid value of a
 * flag.
 */
export function resolveSourceConfig(
  args: Args,
  environment: Environment,
  { file, settings }: Configured,
): SourceConfig {
  if (lastValueOf(args, 'cache') === '') checkOperands(args.operands);
  const words = args.operands.length > 0 ? args.operands : settings.defaultSource.value;
  const { access, timeout } = resolveAws(args, environment);
  const sources = findSources(words, file).map(({ uri, alias, named }): SourceSpec => {
    const isByVariable = settings.cache.origin === 'TRAILSCAN_CACHE';
    const configured = (isByVariable ? undefined : named?.cache) ?? settings.cache.value;
    const cache = cacheOf(args, environment, configured, settings);
    return {
      uri,
      ...(alias !== undefined && { alias }),
      access: { ...accessOf(named), ...access },
      requesterPays: isOn(args, 'requester-pays') || named?.requesterPays === true,
      ...(cache && { cache }),
    };
  });
  const late = readLate(lastValueOf(args, 'late-delivery'));
  const isNamed = args.operands.length > 0;
  return {
    sources,
    ...(!isNamed && { sourcesFrom: settings.defaultSource.origin }),
    ...(late !== undefined && { late }),
    ...(file?.accounts && { accounts: file.accounts.map(({ id }) => id) }),
    timeout,
  };
}

function readLate(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (typed === 'all') return Number.POSITIVE_INFINITY;
  return parseDuration(typed, '--late-delivery');
}

/** The config file, if there is one, and the settings resolved with it. */
export interface Configured {
  readonly file: ConfigFile | undefined;
  readonly settings: Settings;
}

/**
 * Loads the config file and resolves the settings. Throws ConfigError for an invalid config file.
 */
export async function loadConfigured(environment: Environment): Promise<Configured> {
  const file = await loadConfigFile(environment);
  return { file, settings: resolveSettings(file, environment) };
}

/** Returns the credentials, the proxies and the timeout for requests to AWS. */
function resolveAws(
  args: Args,
  { variables }: Pick<Environment, 'variables'>,
): { readonly access: Access; readonly timeout: number } {
  const proxies = resolveProxies(variables);
  return {
    access: { ...resolveAccess(args), ...(proxies && { proxies }) },
    timeout: parseDuration(lastValueOf(args, 'timeout') ?? '30s', '--timeout'),
  };
}

/**
 * Returns the same for commands whose `--region` is the region to send requests to, not a filter.
 */
export function resolveAwsInRegion(
  args: Args,
  environment: Pick<Environment, 'variables'>,
): ReturnType<typeof resolveAws> {
  const { access, timeout } = resolveAws(args, environment);
  const region = lastValueOf(args, 'region');
  if (region === undefined) return { access, timeout };
  return { access: { ...access, region: parseAwsRegion(region, '--region') }, timeout };
}

/** An access as flags or the config file name it. */
type NamedAccess = { readonly [Key in Exclude<keyof Access, 'proxies'>]?: Access[Key] | undefined };

function accessOf({ profile, region, roleArn, externalId }: NamedAccess = {}): Access {
  return {
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
  };
}

/** Returns the cache; undefined when neither the flag nor the settings ask for one. */
function cacheOf(
  args: Args,
  environment: Environment,
  configured: string | boolean,
  settings: Settings,
): CacheConfig | undefined {
  if (!isOn(args, 'cache') && configured === false) return undefined;
  return resolveCache(args, environment, configured, settings);
}

/** Returns the credentials that the flags name. */
function resolveAccess(args: Args): Access {
  const profile = lastValueOf(args, 'profile');
  const roleArn = lastValueOf(args, 'role-arn');
  const externalId = lastValueOf(args, 'external-id');
  if (roleArn !== undefined) parseRoleArn(roleArn, '--role-arn');
  if (externalId !== undefined && roleArn === undefined) {
    throw new UsageError('--external-id: requires --role-arn');
  }
  return accessOf({ profile, roleArn, externalId });
}

/**
 * Refuses a path beside an empty `--cache`: in `--cache DIR`, DIR is an operand, which is rarely
 * meant.
 */
function checkOperands(operands: readonly string[]): void {
  const path = operands.find((operand) => operand !== '-' && !isRemote(operand));
  if (path === undefined) return;
  throw new UsageError(
    `--cache: if '${path}' is the folder of the cache, write --cache=${path}; if it is a source, name ` +
      'the folder of the cache as well: --cache=DIR',
  );
}

/** Returns the cache that the flag names, or the configured one, or the usual one. */
export function resolveCache(
  args: Args,
  { variables }: Pick<Environment, 'variables'>,
  configured: string | boolean,
  { cacheSize }: Pick<Settings, 'cacheSize'>,
): CacheConfig {
  const typed = lastValueOf(args, 'cache') || configured;
  const size = lastValueOf(args, 'cache-size');
  return {
    folder:
      typeof typed === 'string' ? resolve(withHome(typed, variables)) : usualCacheFolder(variables),
    bytes: size === undefined ? cacheSize.value : parseSize(size, '--cache-size'),
  };
}

/**
 * Replaces a leading `~` with the home folder: shells do so only at the beginning of a word, not
 * after `--cache=`.
 */
function withHome(path: string, variables: Environment['variables']): string {
  return path.replace(/^~(?=$|[/\\])/, () => homeFolder(variables));
}

/**
 * Follows the XDG Base Directory Specification, which ignores relative paths; macOS and Windows
 * have their own folders.
 */
function usualCacheFolder(variables: Environment['variables']): string {
  const { XDG_CACHE_HOME: base = '' } = variables;
  return join(isAbsolute(base) ? base : usualCacheBase(variables), 'trailscan', 'objects');
}

function usualCacheBase(variables: Environment['variables']): string {
  const { LOCALAPPDATA } = variables;
  const home = homeFolder(variables);
  if (platform() === 'darwin') return join(home, 'Library', 'Caches');
  return platform() === 'win32' && LOCALAPPDATA ? LOCALAPPDATA : join(home, '.cache');
}
