import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { isObject } from '../../event/own-property.ts';
import {
  type ConfigFolders,
  describeMismatch,
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

/** What the values of a config file are read with. */
export interface ConfigContext extends ConfigFolders {
  /** Of the sources that the file names. */
  readonly names: readonly string[];
  /** Throws UsageError for a column that there is not. */
  readonly checkColumn: (name: string) => unknown;
}

/** Makes a ConfigFile, but for its path, of what a config file says. */
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

/** What can be set, by its name in the file. */
export function rootShape(context: ConfigContext) {
  return {
    default_source: oneOrMore((value) => readSource(value, context)).exactOptional(),
    output: setting(readOutput).exactOptional(),
    time_zone: setting(readTimeZone).exactOptional(),
    columns: columnsSchema(context).exactOptional(),
    cache: setting((value) => readCache(value, context)).exactOptional(),
    cache_size: setting(readSize).exactOptional(),
    sources: sourcesSchema(context).exactOptional(),
  };
}

/** What can be set of a source. */
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
    .min(1, { error: 'expected a column at least, such as [time]' });
}

/** Entries of a Map, for which no name is special. */
function sourcesSchema(folders: ConfigFolders) {
  const source = z
    .strictObject(sourceShape(folders), {
      error: mismatch("settings such as 'uri: s3://my-trail-bucket/AWSLogs/'"),
    })
    .refine(({ role_arn, external_id }) => external_id === undefined || role_arn !== undefined, {
      path: ['external_id'],
      error: 'is for a role that is assumed: expected role_arn, too',
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

/** Nothing may stand there because all is commented out. */
function toMap(value: unknown): unknown {
  if (value === null) return new Map();
  return isObject(value) ? new Map(Object.entries(value)) : value;
}

/** What `read` makes of a value; the UsageError that it throws is the issue. */
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

/** A value or a list of them. */
function oneOrMore(read: (value: unknown) => string) {
  return z.unknown().transform((value, context): readonly string[] => {
    if (Array.isArray(value) && value.length === 0) {
      context.addIssue({ code: 'custom', message: 'expected one at least, found an empty list' });
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
