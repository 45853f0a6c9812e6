import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { isObject } from '../../event/own-property.ts';
import {
  type ConfigFolders,
  describeMismatch,
  readAccount,
  readBoolean,
  readCache,
  readColumn,
  readOutput,
  readRegion,
  readRoleArn,
  readSize,
  readSource,
  readSourceName,
  readText,
  readTimeZone,
  readUri,
} from './setting-values.ts';

/** Folders and names that the readers of settings need. */
export interface ConfigContext extends ConfigFolders {
  /** The names of the sources in the file. */
  readonly names: readonly string[];
  /** Throws UsageError for an unknown column. */
  readonly checkColumn: (name: string) => unknown;
}

/**
 * Returns the schema that turns the parsed text of a config file into a ConfigFile without its
 * path.
 */
export function configSchema(context: ConfigContext) {
  return z
    .strictObject(rootShape(context), { error: mismatch("settings such as 'output: table'") })
    .transform(({ default_source, time_zone, cache_size, sources = {}, ...others }) => ({
      ...others,
      ...(default_source !== undefined && { defaultSource: default_source }),
      ...(time_zone !== undefined && { timeZone: time_zone }),
      ...(cache_size !== undefined && { cacheSize: cache_size }),
      sources,
    }));
}

/** Returns the schema of each top-level setting, by its name in the file. */
export function rootShape(context: ConfigContext) {
  return {
    default_source: oneOrMore((value) => readSource(value, context)).exactOptional(),
    output: setting(readOutput).exactOptional(),
    time_zone: setting(readTimeZone).exactOptional(),
    columns: columnsSchema(context).exactOptional(),
    redact: setting(readBoolean).exactOptional(),
    accounts: accountsSchema().exactOptional(),
    cache: setting((value) => readCache(value, context)).exactOptional(),
    cache_size: setting(readSize).exactOptional(),
    sources: sourcesSchema(context).exactOptional(),
  };
}

/** Returns the schema of each setting of a source. */
export function sourceShape(folders: ConfigFolders) {
  return {
    uri: oneOrMore((value) => readUri(value, folders)),
    profile: setting((value) => readText(value, 'text: the name of a profile')).exactOptional(),
    region: setting(readRegion).exactOptional(),
    role_arn: setting(readRoleArn).exactOptional(),
    external_id: setting((value) => readText(value, 'text: the external ID')).exactOptional(),
    cache: setting((value) => readCache(value, folders)).exactOptional(),
    requester_pays: setting(readBoolean).exactOptional(),
  };
}

function columnsSchema({ checkColumn }: ConfigContext) {
  const column = setting((value) => readColumn(value, checkColumn));
  return z
    .array(column, { error: mismatch('a list such as [time, event, principal]') })
    .min(1, { error: 'expected at least one column, such as [time]' });
}

function accountsSchema() {
  return z.array(setting(readAccount), {
    error: mismatch('a list such as [111122223333, prod: 444455556666]'),
  });
}

/** Reads the sources as a Map, in which no name is special. */
function sourcesSchema(folders: ConfigFolders) {
  const source = z
    .strictObject(sourceShape(folders), {
      error: mismatch("settings such as 'uri: s3://my-trail-bucket/AWSLogs/'"),
    })
    .refine(({ role_arn, external_id }) => external_id === undefined || role_arn !== undefined, {
      path: ['external_id'],
      error: 'requires role_arn',
    })
    .transform(({ uri, role_arn, external_id, requester_pays, ...others }) => ({
      uris: uri,
      ...others,
      ...(role_arn !== undefined && { roleArn: role_arn }),
      ...(external_id !== undefined && { externalId: external_id }),
      ...(requester_pays !== undefined && { requesterPays: requester_pays }),
    }));
  const byName = z
    .map(setting(readSourceName), source, { error: mismatch("sources by their names: 'prod: …'") })
    .transform((sources) => Object.fromEntries(sources));
  return z.preprocess(toMap, byName);
}

/** Converts an object to a Map; null, when all sources are commented out, to an empty one. */
function toMap(value: unknown): unknown {
  if (value === null) return new Map();
  return isObject(value) ? new Map(Object.entries(value)) : value;
}

/** Returns a schema that reads a value with `read` and turns its UsageError into an issue. */
function setting<Value>(read: (value: unknown) => Value) {
  return z.unknown().transform((value, context): Value => {
    try {
      return read(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: reasonOf(error) });
      return z.NEVER;
    }
  });
}

/** Returns a schema for one value or a list of at least one. */
function oneOrMore(read: (value: unknown) => string) {
  return z.unknown().transform((value, context): readonly string[] => {
    if (Array.isArray(value) && value.length === 0) {
      context.addIssue({ code: 'custom', message: 'expected at least one, found an empty list' });
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) => {
      try {
        return read(item);
      } catch (error) {
        const path = Array.isArray(value) ? [index] : [];
        context.addIssue({ code: 'custom', message: reasonOf(error), path });
        return [];
      }
    });
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  throw error;
}

function mismatch(expected: string) {
  return ({ input }: { readonly input?: unknown }) => describeMismatch(input, expected);
}
