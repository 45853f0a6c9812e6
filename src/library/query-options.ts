/** Options of every function of the library that reads events. */
export interface RunOptions {
  /** Stops reading when it is aborted. The pending call then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** The time to which relative times such as `last: '24h'` refer. By default, the current time. */
  readonly now?: Date;
  /**
   * Called with notes about the sources, such as the bucket that belongs to the name of a trail.
   */
  readonly onNote?: (text: string) => void;
}

/**
 * One value or several. An event matches when any of the values does. In options about attributes
 * of an event, `*` stands for any text, a value that begins with `!` excludes events, and a comma
 * separates values.
 */
type Values = string | readonly string[];

/**
 * Options that select events, and options for reading their sources, named as the flags of
 * `trailscan query`. An event must match every option that is present.
 */
export interface FilterOptions {
  /**
   * Selects events of this service, by any of its names: `ec2`, `ec2.amazonaws.com`,
   * `cloudwatch-logs`.
   */
  readonly service?: Values;
  /** Selects events by the API action or console event: `ConsoleLogin`, `Terminate*`. */
  readonly event?: Values;
  /** Selects events by who made the call: a name, a role session or an ARN. */
  readonly principal?: Values;
  /** Selects events by who made the call, ignoring the names of role sessions. */
  readonly identity?: Values;
  /** Selects events by the IAM or federated user, or by the name of a role session. */
  readonly user?: Values;
  /** Selects events by the role whose permissions were used. */
  readonly role?: Values;
  /** Selects events by the ID of the access key that signed the call. */
  readonly accessKey?: Values;
  /** Selects events by who called: `person`, `agent`, `service` or `workload`. */
  readonly actor?: Values;
  /** Selects events by the identity that the first role session was given. */
  readonly sourceIdentity?: Values;
  /** Selects events by the ID of the account whose trail recorded them: 12 digits. */
  readonly account?: Values;
  /** Selects events by the region that was called: `eu-west-1`, `us-*`. */
  readonly region?: Values;
  /**
   * Selects events by the origin of the call: an IP address, a network (CIDR) or the name of an AWS
   * service.
   */
  readonly sourceIp?: Values;
  /** Selects events by a resource that the call involves: its ID, name or ARN. */
  readonly resource?: Values;
  /**
   * Selects events by the type of a resource that the call involves, as CloudFormation names it.
   */
  readonly resourceType?: Values;
  /** Selects failed calls by their error code: `AccessDenied`, `*NotFound*`. */
  readonly error?: Values;
  /** Selects events by the outcome of the call: `ok`, `denied` or `failed`. */
  readonly outcome?: Values;
  /** Selects events by the type of caller, as in `userIdentity.type`: `IAMUser`, `AssumedRole`. */
  readonly identityType?: Values;
  /**
   * Selects events of a category: `management`, `data`, `network-activity`, `insight` or
   * `aggregated`.
   */
  readonly category?: Values;
  /** Selects an event by its `eventID`. */
  readonly eventId?: Values;
  /** Selects events by any part of the user agent, which is the program that made the call. */
  readonly userAgent?: Values;
  /**
   * Selects events by the family of the program that made the call, without its version: `aws-cli`.
   */
  readonly agent?: Values;
  /** Selects calls that only read. */
  readonly reads?: boolean;
  /** Selects calls that change something. */
  readonly writes?: boolean;
  /** Selects events whose JSON matches this regular expression (RE2) somewhere. */
  readonly grep?: Values;
  /** Selects events with a CloudWatch Logs filter pattern: `{ $.errorCode = "AccessDenied" }`. */
  readonly where?: Values;
  /** Selects events of this duration before now, or before `until`: `24h`, `7d`, `1h30m`. */
  readonly last?: string;
  /** Selects events from this time on: `2026-11-19`, `2026-11-19T08:00:00Z`, `yesterday`. */
  readonly since?: string;
  /** Selects events before this time. A day or a month is included to its end. */
  readonly until?: string;
  /** Selects events of one whole day or month: `2026-11-19`, `2026-10`. */
  readonly date?: string;
  /**
   * The IANA zone of times without an offset, and of the hours and days of `by`, or `local`. By
   * default UTC.
   */
  readonly tz?: string;
  /** The profile of the AWS CLI whose credentials are used. */
  readonly profile?: string;
  /** The ARN of a role to assume. */
  readonly roleArn?: string;
  /** The external ID that the role requires. */
  readonly externalId?: string;
  /**
   * Reads files that were delivered up to this long after the selected time: `30m`, `3d`, or `all`
   * for any time. By default 6 hours in S3 and 3 days on disk.
   */
  readonly lateDelivery?: string;
  /**
   * Stores objects that are fetched from S3 in this folder, or in the default folder if it is
   * `true`, and does not fetch them again. By default, nothing is stored.
   */
  readonly cache?: string | true;
  /** The maximum size of the cache: `50GB`. By default `10GB`. */
  readonly cacheSize?: string;
  /** Agrees to pay for requests to a Requester Pays bucket. */
  readonly requesterPays?: boolean;
  /** Gives up on a request after this long without data: `2m`. By default `30s`. */
  readonly timeout?: string;
  /**
   * Keeps every delivery of an event that was delivered more than once. By default, only one is
   * kept.
   */
  readonly keepDuplicates?: boolean;
  /** The number of files to read at the same time. By default, the number of cores. */
  readonly threads?: number | string;
}

/** Options of `query`. */
export interface QueryOptions extends RunOptions, FilterOptions {
  /** The maximum number of events to return. By default, all events are returned. */
  readonly limit?: number | string;
  /** Returns the newest events first. By default, the oldest come first. */
  readonly reverse?: boolean;
  /** Returns events as soon as they are found, in any order. */
  readonly unordered?: boolean;
  /** Masks secrets, such as session tokens and passwords. By default, events are as recorded. */
  readonly redact?: boolean;
}

/** Options of `count`. */
export interface CountOptions extends RunOptions, FilterOptions {
  /**
   * The attributes or field paths to group by, such as `['event', 'outcome']`. By default, all
   * events are one group.
   */
  readonly by?: string | readonly string[];
  /** The attributes or field paths whose distinct values are counted in each group. */
  readonly distinct?: string | readonly string[];
  /**
   * Counts all resources of an event as one value, and so for other lists. By default, an event is
   * counted once for each of them.
   */
  readonly wholeLists?: boolean;
}
