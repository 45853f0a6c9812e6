import type { EventRecord } from '../../../src/query/event-record.ts';

/** What a way of reading found in a log file, in a form that can be compared with another's. */
export interface Findings {
  /** The events, in their order. */
  readonly events: readonly FoundEvent[];
  /** What cannot be read, in its order. */
  readonly damage: readonly FoundDamage[];
  /** Reasons for which records, or the whole file, hold no events; in their order. */
  readonly others: readonly string[];
}

export type FoundEvent = Pick<EventRecord, 'json' | 'offset' | 'time' | 'key'>;

export interface FoundDamage {
  readonly offset: number;
  readonly reason: string;
  readonly record: boolean;
}

/** What is compared of a record. */
export function asFound({ json, offset, time, key }: EventRecord): FoundEvent {
  return { json, offset, time, key };
}

/** The findings without what only one of the ways tells. */
export function findingsOf({ events, damage, others }: Findings): Findings {
  return { events, damage, others };
}

/** Bytes as they come from a disk that gives `size` of them at a time. */
export async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
