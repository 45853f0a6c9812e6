import { homedir, platform } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Access } from '../source/aws/access.ts';
import { isRemote } from '../source/create-source.ts';
import type { CacheConfig, SourceSpec } from '../source/source-spec.ts';
import { type Args, isOn, lastValueOf } from './args.ts';
import type { ConfigFile } from './config-file/config-file.ts';
import { loadConfigFile } from './config-file/load-config-file.ts';
import type { Environment } from './environment.ts';
import { parseDuration } from './parse-duration.ts';
import { parseAwsRegion } from './parse-region.ts';
import { parseRoleArn } from './parse-role-arn.ts';
import { parseSize } from './parse-size.ts';
import { findSources } from './resolve-sources.ts';
import { resolveSettings, type Settings } from './settings.ts';
import type { SourceConfig } from './source-config.ts';

/** What is to be read, and how. Throws UsageError for a value that its flag cannot take. */
export function resolveSourceConfig(
  args: Args,
  environment: Environment,
  { file, settings }: Configured,
): SourceConfig {
  if (lastValueOf(args, 'cache') === '') checkOperands(args.operands);
  const words = args.operands.length > 0 ? args.operands : settings.defaultSource.value;
  const { access, timeout } = resolveAws(args);
  const sources = findSources(words, file).map(({ uri, alias, named }): SourceSpec => {
    const isByVariable = settings.cache.origin === 'TRAILSCAN_CACHE';
    const setUp = (isByVariable ? undefined : named?.cache) ?? settings.cache.value;
    const cache = cacheOf(args, environment, setUp, settings);
    return {
      uri,
      ...(alias !== undefined && { alias }),
      access: { ...accessOf(named), ...access },
      requesterPays: isOn(args, 'requester-pays') || named?.requesterPays === true,
      ...(cache && { cache }),
    };
  });
  const typed = lastValueOf(args, 'late-delivery') ?? '6h';
  const late = typed === 'all' ? Number.POSITIVE_INFINITY : parseDuration(typed, '--late-delivery');
  const isNamed = args.operands.length > 0;
  return {
    sources,
    ...(!isNamed && { sourcesFrom: settings.defaultSource.origin }),
    late,
    timeout,
  };
}

/** The config file, if there is one, and what holds by it. */
export interface Configured {
  readonly file: ConfigFile | undefined;
  readonly settings: Settings;
}

/** Throws ConfigError when there is a config file that is wrong. */
export async function loadConfigured(environment: Environment): Promise<Configured> {
  const file = await loadConfigFile(environment);
  return { file, settings: resolveSettings(file, environment) };
}

/** How AWS is asked. */
export function resolveAws(args: Args): { readonly access: Access; readonly timeout: number } {
  return {
    access: resolveAccess(args),
    timeout: parseDuration(lastValueOf(args, 'timeout') ?? '30s', '--timeout'),
  };
}

/** The same, of commands whose `--region` is where AWS is asked, and no filter. */
export function resolveAwsInRegion(args: Args): ReturnType<typeof resolveAws> {
  const { access, timeout } = resolveAws(args);
  const region = lastValueOf(args, 'region');
  if (region === undefined) return { access, timeout };
  return { access: { ...access, region: parseAwsRegion(region, '--region') }, timeout };
}

function accessOf({
  profile,
  region,
  roleArn,
  externalId,
}: { readonly [Key in keyof Access]: Access[Key] | undefined } = {}): Access {
  return {
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
  };
}

/** The cache, unless neither the flag nor what is set up asks for one. */
function cacheOf(
  args: Args,
  environment: Environment,
  setUp: string | boolean,
  settings: Settings,
): CacheConfig | undefined {
  if (!isOn(args, 'cache') && setUp === false) return undefined;
  return resolveCache(args, environment, setUp, settings);
}

/** The credentials that the flags name. */
function resolveAccess(args: Args): Access {
  const profile = lastValueOf(args, 'profile');
  const roleArn = lastValueOf(args, 'role-arn');
  const externalId = lastValueOf(args, 'external-id');
  if (roleArn !== undefined) parseRoleArn(roleArn, '--role-arn');
  if (externalId !== undefined && roleArn === undefined) {
    throw new UsageError('--external-id: there is no role without --role-arn');
  }
  return accessOf({ profile, roleArn, externalId });
}

/** A folder behind `--cache` and a blank is an operand: to read it is not what was meant. */
function checkOperands(operands: readonly string[]): void {
  const path = operands.find((operand) => operand !== '-' && !isRemote(operand));
  if (path === undefined) return;
  throw new UsageError(
    `--cache: is '${path}' its folder? Then write --cache=${path}; if it is a source, name the ` +
      'folder of the cache too, as --cache=DIR',
  );
}

/** The cache that the flag names, or what is set up, or the usual one. */
export function resolveCache(
  args: Args,
  { variables }: Pick<Environment, 'variables'>,
  setUp: string | boolean,
  { cacheSize }: Pick<Settings, 'cacheSize'>,
): CacheConfig {
  const typed = lastValueOf(args, 'cache') || setUp;
  const size = lastValueOf(args, 'cache-size');
  return {
    folder: typeof typed === 'string' ? resolve(withHome(typed)) : usualCacheFolder(variables),
    bytes: size === undefined ? cacheSize.value : parseSize(size, '--cache-size'),
  };
}

/** Shells put the home folder in place of ~ where a word begins with it, and not behind `--cache=`. */
function withHome(path: string): string {
  return path.replace(/^~(?=$|[/\\])/, () => homedir());
}

/** XDG Base Directory Specification, which does not heed relative paths; Apple and Microsoft have their own. */
function usualCacheFolder(variables: Environment['variables']): string {
  const { XDG_CACHE_HOME: base = '' } = variables;
  return join(isAbsolute(base) ? base : usualCacheBase(variables), 'trailscan', 'objects');
}

function usualCacheBase({ LOCALAPPDATA }: Environment['variables']): string {
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches');
  return platform() === 'win32' && LOCALAPPDATA ? LOCALAPPDATA : join(homedir(), '.cache');
}
