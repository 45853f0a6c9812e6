import type { ScanGroups } from '../../decode/scanner/scan-job.ts';
import { compileGroupKey } from './compile-group-key.ts';

/** What events are counted by. Plain data. */
export interface GroupBy {
  /** Names of columns, each an attribute or a field path; none for all events as one group. */
  readonly names: readonly string[];
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
}

/** Numbers groups as they come up, from 1. */
export interface GroupNumbers extends ScanGroups {
  /** The values of the groups that came up since this was called last, in the order of their numbers. */
  takeNew(): readonly (readonly string[])[];
}

/** Throws UsageError for a name that is no column. */
export function createGroupNumbers({ names, zone }: GroupBy): GroupNumbers {
  const key = compileGroupKey(names, zone);
  const numbers = new Map<string, number>();
  let fresh: (readonly string[])[] = [];
  return {
    reads: key.reads,
    numberOf(event) {
      const values = key.valuesOf(event);
      const text = JSON.stringify(values);
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size + 1);
      fresh.push(values);
      return numbers.size;
    },
    takeNew() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}
