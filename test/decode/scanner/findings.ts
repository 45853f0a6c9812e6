import type { EventRecord } from '../../../src/query/event-record.ts';

/** The results of reading a log file, in a form in which the two paths can be compared. */
export interface Findings {
  /** The events, in their order. */
  readonly events: readonly FoundEvent[];
  /** The damage, in its order. */
  readonly damage: readonly FoundDamage[];
  /** Reasons why records, or the whole file, hold no events; in their order. */
  readonly others: readonly string[];
}

export type FoundEvent = Pick<EventRecord, 'json' | 'offset' | 'time' | 'key'>;

export interface FoundDamage {
  readonly offset: number;
  readonly reason: string;
  readonly record: boolean;
}

/** Returns the parts of a record that are compared. */
export function asFound({ json, offset, time, key }: EventRecord): FoundEvent {
  return { json, offset, time, key };
}

/** Returns the findings that both paths have. */
export function findingsOf({ events, damage, others }: Findings): Findings {
  return { events, damage, others };
}

/** Yields bytes in chunks of `size`. */
export async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
