/** Judges what was read from a damaged file by what was written to it. */
import type { DamagedLog } from './damaged-log.ts';

/** The events and damage read from a file. */
export interface Reading {
  /** The IDs of the events, in their order. */
  readonly ids: readonly (string | null | undefined)[];
  /** The offsets of the places that are reported as damaged. */
  readonly damage: readonly number[];
}

/**
 * The loss of a reading: nothing or only the damaged record (`fine`); also the one before or after
 * it (`merged`); more; something without a report; or the events read differ from those written.
 */
export type Verdict = 'fine' | 'merged' | 'lost more' | 'lost silently' | 'misplaced' | 'invented';

/** Judges what was read. */
export function judgeReading(log: DamagedLog, { ids, damage }: Reading): Verdict {
  const { records, hit } = log;
  const found = new Set(ids);
  const lost = [...records.keys()].filter((index) => !found.has(records[index]?.id ?? ''));
  const written = new Set(records.map(({ id }) => id));
  const unknown = ids.filter((id) => !written.has(id ?? ''));
  // The damaged byte may be in the ID of an event.
  if (unknown.length > (hit === undefined ? 0 : 1) || ids.length > records.length)
    return 'invented';
  if (found.size < ids.length) return 'invented';
  const [from, to] = around(log);
  if (lost.length > 2 || lost.some((index) => index < from || index > to)) return 'lost more';
  if (ids.length < records.length) {
    if (damage.length === 0) return 'lost silently';
    const start = records[from]?.start ?? 0;
    const end = (records[to]?.end ?? 0) + 1;
    const isInHead = from === 0 && hit === undefined;
    if (!damage.some((offset) => offset <= end && (offset >= start || isInHead)))
      return 'misplaced';
  }
  const isFine = lost.length === 0 || (lost.length === 1 && lost[0] === hit);
  return isFine ? 'fine' : 'merged';
}

/** Returns the first and the last of the records that may be lost. */
function around({ records, hit, damage }: DamagedLog): readonly [number, number] {
  if (hit !== undefined) return [Math.max(hit - 1, 0), Math.min(hit + 1, records.length - 1)];
  const next = records.findIndex(({ start }) => start >= damage.at);
  const after = next === -1 ? records.length : next;
  return [Math.max(after - 1, 0), Math.min(after, records.length - 1)];
}
