import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Access } from '../source/aws/access.ts';
import { type Args, isOn, lastValueOf } from './args.ts';
import type { Environment } from './environment.ts';
import { parseDuration } from './parse-duration.ts';
import { parseSize } from './parse-size.ts';
import { resolveSources } from './resolve-sources.ts';
import type { CacheConfig, SourceConfig } from './source-config.ts';

/** What is to be read, and how. Throws UsageError for a value that its flag cannot take. */
export function resolveSourceConfig(args: Args, environment: Environment): SourceConfig {
  const cache = isOn(args, 'cache') || environment.variables['TRAILSCAN_CACHE'] !== undefined;
  return {
    sources: resolveSources(args.operands, environment),
    ...resolveAws(args),
    late: parseDuration(lastValueOf(args, 'late-delivery') ?? '6h', '--late-delivery'),
    requesterPays: isOn(args, 'requester-pays'),
    ...(cache && { cache: resolveCache(args, environment) }),
  };
}

/** How AWS is asked. */
export function resolveAws(args: Args): Pick<SourceConfig, 'access' | 'timeout'> {
  return {
    access: resolveAccess(args),
    timeout: parseDuration(lastValueOf(args, 'timeout') ?? '30s', '--timeout'),
  };
}

/** The credentials that the flags name. */
function resolveAccess(args: Args): Access {
  const profile = lastValueOf(args, 'profile');
  const roleArn = lastValueOf(args, 'role-arn');
  const externalId = lastValueOf(args, 'external-id');
  if (roleArn !== undefined && !/^arn:[\w-]+:iam::\d{12}:role\/./.test(roleArn)) {
    throw new UsageError(
      `--role-arn: '${roleArn}' is no ARN of a role: expected one such as ` +
        'arn:aws:iam::111122223333:role/Audit',
    );
  }
  if (externalId !== undefined && roleArn === undefined) {
    throw new UsageError('--external-id: there is no role without --role-arn');
  }
  return {
    ...(profile !== undefined && { profile }),
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
  };
}

/** The cache that the flag names, or TRAILSCAN_CACHE, or the usual one. */
export function resolveCache(
  args: Args,
  { variables }: Pick<Environment, 'variables'>,
): CacheConfig {
  const typed = lastValueOf(args, 'cache') || variables['TRAILSCAN_CACHE'];
  const folder = typed ? resolve(typed) : usualCacheFolder(variables);
  return { folder, bytes: parseSize(lastValueOf(args, 'cache-size') ?? '10GB', '--cache-size') };
}

/** XDG Base Directory Specification; Apple and Microsoft have their own. */
function usualCacheFolder(variables: Environment['variables']): string {
  const base = variables['XDG_CACHE_HOME'] || usualCacheBase(variables);
  return join(base, 'trailscan', 'objects');
}

function usualCacheBase(variables: Environment['variables']): string {
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches');
  return variables['LOCALAPPDATA'] || join(homedir(), '.cache');
}
