import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { type OutputFormat, outputFormats } from '../../format/output-formats.ts';
import { isS3Uri, parseS3Uri } from '../../source/s3/parse-s3-uri.ts';
import { choose } from '../choose.ts';
import { parseSize } from '../parse-size.ts';
import { regions } from '../regions.ts';
import { resolveZone } from '../resolve-zone.ts';
import { suggest } from '../suggest.ts';

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
  if (value === undefined) return `is missing: expected ${expected}`;
  // What YAML and TOML take for something else may be meant as text.
  const isBare = typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
  const hint = isBare && expected.startsWith('text') ? ': put it in quotes' : '';
  return `expected ${expected}, found ${describeValue(value)}${hint}`;
}

function describeValue(value: unknown): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'string') {
    return `'${value.length > mostQuoted ? `${value.slice(0, mostQuoted)}…` : value}'`;
  }
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
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
  return inWordsOf('', () => choose(typed, outputFormats, 'output'));
}

/** The IANA name of the zone. */
export function readTimeZone(value: unknown): string {
  const typed = readText(value, 'UTC, local or an IANA name such as Europe/Berlin');
  return withoutSubject(() => resolveZone(typed));
}
