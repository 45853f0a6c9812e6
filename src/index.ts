/**
 * trailscan as a library: query the CloudTrail events of folders, buckets and the Event history, or
 * count them, with the options of the command line.
 */

export { ConfigError, type FileError, SourceError, UsageError } from './errors.ts';
export type {
  CloudTrailEvent,
  EventResource,
  InsightDetails,
  SessionContext,
  TimeWindow,
  UserIdentity,
} from './event/event.ts';
export { type Outcome, outcomeOf } from './event/outcome.ts';
export { type CredentialKind, type Principal, principalOf } from './event/principal.ts';
export { resourcesOf } from './event/resources/resources.ts';
export { type CountedGroup, count, type EventCounts } from './library/count.ts';
export { type EventQuery, query } from './library/query.ts';
export type {
  CountOptions,
  FilterOptions,
  QueryOptions,
  RunOptions,
} from './library/query-options.ts';
export type { EventRecord } from './query/event-record.ts';
export type { Ledger } from './query/ledger.ts';
