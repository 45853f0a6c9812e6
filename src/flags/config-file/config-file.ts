import type { OutputFormat } from '../../format/text/output-formats.ts';

/**
 * The validated contents of the config file: plain data that can be cloned. Paths are absolute.
 * Settings that the file does not have are absent: no defaults are filled in.
 */
export interface ConfigFile {
  /** The path of the config file. */
  readonly path: string;
  /** At least one: paths, `-`, `s3://…`, `history:…`, `trail:…`, or `@NAME` of one of `sources`. */
  readonly defaultSource?: readonly string[];
  readonly output?: OutputFormat;
  /** `UTC` or another IANA name. */
  readonly timeZone?: string;
  /** Attributes and field paths, at least one. */
  readonly columns?: readonly string[];
  /** Whether secrets are masked. */
  readonly redact?: boolean;
  /** A folder, or whether to use the usual one. */
  readonly cache?: string | boolean;
  /** Bytes. */
  readonly cacheSize?: number;
  /** Accounts that are not foreign: 12 digits each, with names for those who read the file. */
  readonly accounts?: readonly NamedAccount[];
  /**
   * Sources by name, without `@`. Check own properties only: a source may be called `constructor`.
   */
  readonly sources: Readonly<Record<string, NamedSource>>;
}

/** An account of the reader's own. */
export interface NamedAccount {
  /** 12 digits. */
  readonly id: string;
  readonly name?: string;
}

/** A source that commands name as `@NAME`, and how to read it. */
export interface NamedSource {
  /** At least one: paths, `-`, `s3://…`, `history:…` or `trail:…`. */
  readonly uris: readonly string[];
  /** A profile of the AWS configuration. */
  readonly profile?: string;
  readonly region?: string;
  /** A role to assume. */
  readonly roleArn?: string;
  /** The external ID that the role's trust policy requires; never without `roleArn`. */
  readonly externalId?: string;
  /** A folder, or whether to use the usual one. */
  readonly cache?: string | boolean;
  readonly requesterPays?: boolean;
}
