/** Settings that all questions have beside the flags of the command line. */
export interface RunOptions {
  /** Stops the reading; the call that waits then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** The time to which `last: '24h'` and the like are relative; the present when absent. */
  readonly now?: Date;
  /** Takes notes about the sources, such as which trail a name stands for. */
  readonly onNote?: (text: string) => void;
}

/** One value, or several of which any may match. */
type Values = string | readonly string[];

/** Which events are wanted, and from which sources: named as the flags of `trailscan query` are. */
export interface FilterOptions {
  /** The service called, by any of its names: `ec2`, `ec2.amazonaws.com`, `cloudwatch-logs`. */
  readonly service?: Values;
  /** The API action or console event; `*` stands for any text: `Terminate*`. */
  readonly event?: Values;
  /** The caller, by name, session or ARN. */
  readonly principal?: Values;
  /** The caller, whatever the session of a role was named. */
  readonly identity?: Values;
  /** The IAM or federated user. */
  readonly user?: Values;
  /** The role whose session called. */
  readonly role?: Values;
  /** The access key that signed the call. */
  readonly accessKey?: Values;
  /** The account ID, 12 digits. */
  readonly account?: Values;
  /** The Region called. */
  readonly region?: Values;
  /** An address, a network (CIDR) or an AWS service. */
  readonly sourceIp?: Values;
  /** A resource touched, by ID, name or ARN. */
  readonly resource?: Values;
  /** The type of a resource touched, as CloudFormation names it. */
  readonly resourceType?: Values;
  /** The error code of a call that failed. */
  readonly error?: Values;
  /** `ok`, `denied` or `failed`. */
  readonly outcome?: Values;
  /** The kind of caller, as userIdentity.type has it. */
  readonly identityType?: Values;
  /** `management`, `data`, `insight`, `network` or `aggregated`. */
  readonly category?: Values;
  readonly eventId?: Values;
  /** Any part of the name of the program that called. */
  readonly userAgent?: Values;
  /** The family of the program that called, without its version. */
  readonly agent?: Values;
  /** Only calls that read. */
  readonly reads?: boolean;
  /** Only calls that change something. */
  readonly writes?: boolean;
  /** A regular expression (RE2) to look for in the event's JSON. */
  readonly grep?: Values;
  /** A CloudWatch Logs filter pattern, such as `{ $.errorCode = "AccessDenied" }`. */
  readonly where?: Values;
  /** A duration up to now, or up to `until`: `24h`, `7d`. */
  readonly last?: string;
  /** The first time wanted: `2026-11-19`, `2026-11-19T08:00:00Z`, `yesterday`. */
  readonly since?: string;
  /** The time at which the wanted time ends; a day or month is included. */
  readonly until?: string;
  /** One whole day or month. */
  readonly date?: string;
  /** The time zone in which times without one are read, or `local`; UTC when absent. */
  readonly tz?: string;
  /** A profile of the AWS CLI whose credentials are used. */
  readonly profile?: string;
  /** The ARN of a role to assume. */
  readonly roleArn?: string;
  /** The external ID that the role asks for. */
  readonly externalId?: string;
  /** Read files delivered up to this long after the time asked for: `6h`, `all`. */
  readonly lateDelivery?: string;
  /** Keep the objects that are fetched from S3 in this folder, or with `true` in the usual one, and use them again. */
  readonly cache?: string | true;
  /** The most that the cache keeps: `10GB`. */
  readonly cacheSize?: string;
  /** Agree to pay for requests to a bucket whose owner does not. */
  readonly requesterPays?: boolean;
  /** Give up on a request to S3 after this long without data: `30s`. */
  readonly timeout?: string;
  /** Keep every delivery of an event that was delivered several times. */
  readonly keepDuplicates?: boolean;
  /** The number of files read at the same time. */
  readonly threads?: number | string;
}

/** Options of `query`. */
export interface QueryOptions extends RunOptions, FilterOptions {
  /** At most this many events. */
  readonly limit?: number | string;
  /** Newest events first. */
  readonly reverse?: boolean;
  /** Events in the order in which they are found. */
  readonly unordered?: boolean;
}

/** Options of `count`. */
export interface CountOptions extends RunOptions, FilterOptions {
  /** Attributes and field paths to count by, such as `['event', 'outcome']`; none for the total. */
  readonly by?: Values;
  /** Attributes and field paths whose different values are counted in each group. */
  readonly distinct?: Values;
  /**
   * Counts all resources of an event as one value, and so for other lists; by default, an event is
   * counted once for each of them.
   */
  readonly wholeLists?: boolean;
}
