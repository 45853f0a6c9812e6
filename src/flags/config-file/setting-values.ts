import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { type OutputFormat, outputFormats } from '../../format/text/output-formats.ts';
import { checkRemote } from '../../source/create-source.ts';
import { resolveZone } from '../resolve/zone.ts';
import { choose } from '../values/choose.ts';
import { parseAwsRegion } from '../values/parse-region.ts';
import { parseRoleArn } from '../values/parse-role-arn.ts';
import { parseSize } from '../values/parse-size.ts';
import { suggest } from '../values/suggest.ts';

/** Readers of the values of settings: what each returns is valid, what it throws is a UsageError. */

/** What paths in a config file are relative to. */
export interface ConfigFolders {
  /** The file's own folder. */
  readonly folder: string;
  /** What `~` stands for. */
  readonly home: string;
}

/** Throws UsageError for what is no text, and for an empty one. */
export function readText(value: unknown, expected: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new UsageError(describeMismatch(value, expected));
}

/** What is wrong with a value of another kind than expected, in words. */
export function describeMismatch(value: unknown, expected: string): string {
  if (value === undefined) return `is missing: expected ${expected.replace('text: ', '')}`;
  // What YAML takes for something else may be meant as text.
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  const hint = isBare && expected.startsWith('text') ? ': put it in quotes' : '';
  return `expected ${expected}, found ${describeValue(value)}${hint}`;
}

function describeValue(value: unknown): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'string') {
    return `'${value.length > mostQuoted ? `${value.slice(0, mostQuoted)}…` : value}'`;
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'settings';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

const mostQuoted = 100;

export function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new UsageError(describeMismatch(value, 'true or false'));
}

export function readOutput(value: unknown): OutputFormat {
  const typed = readText(value, `one of ${outputFormats.join(', ')}`);
  return withoutSubject(() => choose(typed, outputFormats, 'output'));
}

/** The IANA name of the zone. */
export function readTimeZone(value: unknown): string {
  const typed = readText(value, 'UTC, local or an IANA name such as Europe/Berlin');
  return withoutSubject(() => resolveZone(typed, 'time_zone'));
}

/** The name of a column as it was written; `check` throws UsageError for one that there is not. */
export function readColumn(value: unknown, check: (name: string) => unknown): string {
  const name = readText(value, 'text: an attribute or a field path');
  check(name);
  return name;
}

/** Bytes. */
export function readSize(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const typed = readText(value, 'a size such as 10GB');
  return withoutSubject(() => parseSize(typed, 'cache_size'));
}

/** A folder, absolute, or whether to use the usual one. */
export function readCache(value: unknown, folders: ConfigFolders): string | boolean {
  if (typeof value === 'boolean') return value;
  const expected = 'true, false or a folder such as /var/cache/trailscan';
  const folder = readText(value, expected);
  if (!/^(?:true|false|yes|no|on|off)$/i.test(folder)) return resolvePath(folder, folders);
  throw new UsageError(describeMismatch(value, expected));
}

export function readRegion(value: unknown): string {
  const region = readText(value, 'text: the name of a region such as us-east-1');
  return withoutSubject(() => parseAwsRegion(region, 'region'));
}

export function readRoleArn(value: unknown): string {
  const arn = readText(value, 'text: the ARN of a role');
  return withoutSubject(() => parseRoleArn(arn, 'role_arn'));
}

/** The name of a source, without `@`. */
export function readSourceName(value: unknown): string {
  const name = readText(value, 'a name such as prod');
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name)) return name;
  const hint = name.startsWith('@') ? '; only where it is used, @ stands before it' : '';
  throw new UsageError(
    `'${name}' is no name of a source: expected letters, digits, '.', '-' and '_'${hint}`,
  );
}

/** One of the sources, as `@NAME`, or what `readUri` takes. */
export function readSource(
  value: unknown,
  { names, ...folders }: ConfigFolders & { readonly names: readonly string[] },
): string {
  const source = readText(value, `text: a source such as @prod, ${uriExamples}`);
  if (!source.startsWith('@')) return readUri(source, folders);
  if (names.includes(source.slice(1))) return source;
  const known = names.map((name) => `@${name}`);
  throw new UsageError(
    `there is no source '${source}' in this file${suggest(source, known)}: expected ` +
      (known.length > 0 ? known.join(', ') : `one that stands under 'sources'`),
  );
}

/** A URI, `-`, or a path, which is made absolute. */
export function readUri(value: unknown, folders: ConfigFolders): string {
  const uri = readText(value, `text: a source such as ${uriExamples}`);
  if (uri.startsWith('@')) {
    throw new UsageError(`a source cannot stand for another, '${uri}': expected ${uriExamples}`);
  }
  if (checkRemote(uri) || uri === '-') return uri;
  if (/^(?:[a-z][a-z0-9+.-]+:\/\/|arn:)/i.test(uri)) {
    throw new UsageError(`'${uri}' is no source: expected ${uriExamples}`);
  }
  return resolvePath(uri, folders);
}

const uriExamples = 's3://my-trail-bucket/AWSLogs/, trail:NAME, history: or ./AWSLogs';

function resolvePath(path: string, { folder, home }: ConfigFolders): string {
  const isInHome = path === '~' || /^~[/\\]/.test(path);
  return isInHome ? join(home, path.slice(1)) : resolve(folder, path);
}

/** In the message, the setting's path stands where a flag would be named. */
function withoutSubject<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replace(/^[a-z_-]+: /, ''), { cause: error });
  }
}
