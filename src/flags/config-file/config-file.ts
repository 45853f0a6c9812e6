import type { OutputFormat } from '../../format/text/output-formats.ts';

/**
 * What the config file says, validated: plain data that can be cloned. Paths in it are absolute. What
 * the file does not say is absent: it holds no defaults.
 */
export interface ConfigFile {
  /** The file itself. */
  readonly path: string;
  /** At least one: paths, `-`, `s3://…`, `history:…`, `trail:…`, or `@NAME` of one of `sources`. */
  readonly defaultSource?: readonly string[];
  readonly output?: OutputFormat;
  /** `UTC` or another IANA name. */
  readonly timeZone?: string;
  /** Attributes and field paths, at least one. */
  readonly columns?: readonly string[];
  /** A folder, or whether to use the usual one. */
  readonly cache?: string | boolean;
  /** Bytes. */
  readonly cacheSize?: number;
  /** By name, without `@`. Only own properties count: a source may be called `constructor`. */
  readonly sources: Readonly<Record<string, NamedSource>>;
}

/** A source that command lines call `@NAME`, and how it is read. */
export interface NamedSource {
  /** At least one: paths, `-`, `s3://…`, `history:…` or `trail:…`. */
  readonly uris: readonly string[];
  /** A profile of the AWS configuration. */
  readonly profile?: string;
  readonly region?: string;
  /** A role to assume. */
  readonly roleArn?: string;
  /** What the role's trust policy asks for; never without `roleArn`. */
  readonly externalId?: string;
  /** A folder, or whether to use the usual one. */
  readonly cache?: string | boolean;
  readonly requesterPays?: boolean;
}
