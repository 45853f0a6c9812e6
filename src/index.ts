/**
 * trailscan as a library: read CloudTrail events from files, in any shape in which they are met,
 * filter them, and look at what they say.
 */

export type { ScanOptions } from './engine/scan-for.ts';
export type { FileError } from './errors.ts';
export { ConfigError, UsageError } from './errors.ts';
export type { CloudTrailEvent } from './event/event.ts';
export { eventSchema } from './event/event-schema.ts';
export { outcomeOf } from './event/outcome.ts';
export { principalOf } from './event/principal.ts';
export { resourcesOf } from './event/resources.ts';
export { parseWhere } from './filter/parse-where.ts';
export type { Condition } from './query/condition.ts';
export { type EventRecord, recordsOf } from './query/event-record.ts';
export { everything, type Filter } from './query/filter.ts';
export type { Ledger } from './query/ledger.ts';
export type { Part } from './query/part.ts';
export type { RecordBlock } from './query/record-block.ts';
export { createLocalSource } from './source/local-source.ts';
export type { LogFile } from './source/log-file.ts';
export type { Source } from './source/source.ts';
