import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { isObject } from '../../event/own-property.ts';
import { type OutputFormat, outputFormats } from '../../format/text/output-formats.ts';
import { checkRemote } from '../../source/create-source.ts';
import { resolveZone } from '../resolve/zone.ts';
import { choose } from '../values/choose.ts';
import { parseAwsRegion } from '../values/parse-region.ts';
import { parseRoleArn } from '../values/parse-role-arn.ts';
import { parseSize } from '../values/parse-size.ts';
import { suggest } from '../values/suggest.ts';
import type { NamedAccount } from './config-file.ts';

/** Readers of the values of settings: each returns a valid value or throws UsageError. */

/** The folders that paths in a config file are relative to. */
export interface ConfigFolders {
  /** The file's own folder. */
  readonly folder: string;
  /** The home folder, which replaces `~`. */
  readonly home: string;
}

/** Returns a text. Throws UsageError when the value is not text, or empty. */
export function readText(value: unknown, expected: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new UsageError(describeMismatch(value, expected));
}

/** Describes the mismatch of a value of an unexpected type. */
export function describeMismatch(value: unknown, expected: string): string {
  if (value === undefined) return `is missing: expected ${expected.replace('text: ', '')}`;
  // A number or boolean in YAML may be meant as text.
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  const hint = isBare && expected.startsWith('text') ? ': put it in quotes' : '';
  return `expected ${expected}, found ${describeValue(value)}${hint}`;
}

function describeValue(value: unknown): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'string') {
    return `'${value.length > maxQuotedLength ? `${value.slice(0, maxQuotedLength)}…` : value}'`;
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'settings';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

const maxQuotedLength = 100;

export function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new UsageError(describeMismatch(value, 'true or false'));
}

export function readOutput(value: unknown): OutputFormat {
  const typed = readText(value, `one of ${outputFormats.join(', ')}`);
  return withoutSubject(() => choose(typed, outputFormats, 'output'));
}

/** Returns the IANA name of the zone. */
export function readTimeZone(value: unknown): string {
  const typed = readText(value, 'UTC, local or an IANA name such as Europe/Berlin');
  return withoutSubject(() => resolveZone(typed, 'time_zone'));
}

/** Returns the name of a column as written; `check` throws UsageError for an unknown one. */
export function readColumn(value: unknown, check: (name: string) => unknown): string {
  const name = readText(value, 'text: an attribute or a field path');
  check(name);
  return name;
}

/** Returns bytes. */
export function readSize(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const typed = readText(value, 'a size such as 10GB');
  return withoutSubject(() => parseSize(typed, 'cache_size'));
}

/** Returns an absolute path of a folder, or whether to use the usual one. */
export function readCache(value: unknown, folders: ConfigFolders): string | boolean {
  if (typeof value === 'boolean') return value;
  const expected = 'true, false or a folder such as /var/cache/trailscan';
  const folder = readText(value, expected);
  if (!/^(?:true|false|yes|no|on|off)$/i.test(folder)) return resolvePath(folder, folders);
  throw new UsageError(describeMismatch(value, expected));
}

/**
 * Returns an account: its ID, or the only entry of a map, from a name to its ID. YAML reads an ID
 * without quotation marks as a number, without the zeros that it begins with.
 */
export function readAccount(value: unknown): NamedAccount {
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (!entry || others.length > 0) return { id: readAccountId(value) };
  const [name, id] = entry;
  return { id: readAccountId(id), name };
}

function readAccountId(value: unknown): string {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  const id = isNumber ? String(value).padStart(12, '0') : value;
  if (typeof id === 'string' && /^\d{12}$/.test(id)) return id;
  throw new UsageError(describeMismatch(value, 'an account ID, 12 digits, or NAME: ID'));
}

export function readRegion(value: unknown): string {
  const region = readText(value, 'text: the name of a region such as us-east-1');
  return withoutSubject(() => parseAwsRegion(region, 'region'));
}

export function readRoleArn(value: unknown): string {
  const arn = readText(value, 'text: the ARN of a role');
  return withoutSubject(() => parseRoleArn(arn, 'role_arn'));
}

/** Returns the name of a source, without `@`. */
export function readSourceName(value: unknown): string {
  const name = readText(value, 'a name such as prod');
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name)) return name;
  const hint = name.startsWith('@') ? '; write @ only where the source is used' : '';
  throw new UsageError(
    `'${name}' is not a name for a source: expected letters, digits, '.', '-' and '_'${hint}`,
  );
}

/** Returns one of the sources of the file, as `@NAME`, or a URI or path as `readUri` returns it. */
export function readSource(
  value: unknown,
  { names, ...folders }: ConfigFolders & { readonly names: readonly string[] },
): string {
  const source = readText(value, `text: a source such as @prod, ${uriExamples}`);
  if (!source.startsWith('@')) return readUri(source, folders);
  if (names.includes(source.slice(1))) return source;
  const known = names.map((name) => `@${name}`);
  throw new UsageError(
    `unknown source '${source}'${suggest(source, known)}: expected ` +
      (known.length > 0 ? known.join(', ') : "one of those under 'sources'"),
  );
}

/** Returns a URI, `-`, or an absolute path. */
export function readUri(value: unknown, folders: ConfigFolders): string {
  const uri = readText(value, `text: a source such as ${uriExamples}`);
  if (uri.startsWith('@')) {
    throw new UsageError(`a source cannot refer to another one, '${uri}': expected ${uriExamples}`);
  }
  if (checkRemote(uri) || uri === '-') return uri;
  if (/^(?:[a-z][a-z0-9+.-]+:\/\/|arn:)/i.test(uri)) {
    throw new UsageError(`'${uri}' is not a source: expected ${uriExamples}`);
  }
  return resolvePath(uri, folders);
}

const uriExamples = 's3://my-trail-bucket/AWSLogs/, trail:NAME, history: or ./AWSLogs';

function resolvePath(path: string, { folder, home }: ConfigFolders): string {
  const isInHome = path === '~' || /^~[/\\]/.test(path);
  return isInHome ? join(home, path.slice(1)) : resolve(folder, path);
}

/** Removes the subject from the message of a UsageError: the path of the setting replaces it. */
function withoutSubject<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replace(/^[a-z_-]+: /, ''), { cause: error });
  }
}
