import { maxRows } from '../../aggregate/split-lists.ts';
import { count, counted } from '../../format/text/numbers.ts';
import type { Run } from './follow-run.ts';

/** How events whose values are lists are in the rows of a count. */
interface EventRows {
  /** Whether some events are in several rows, one for each of their resources or other values. */
  readonly isSeveral: boolean;
  /** The number of events that are not in all of their rows, because these are too many. */
  readonly cut: number;
}

/** Prints notes about events that are in several rows, and about those with too many. */
export function noteRows({ isSeveral, cut }: EventRows, { note }: Pick<Run, 'note'>): void {
  if (isSeveral) {
    note(
      'an event with several values is in a row for each, so shares can add up to more than 100%; ' +
        '--whole-lists counts them as one',
    );
  }
  if (cut > 0) {
    note(
      `not counted in all rows: ${counted(cut, 'event')} with more than ${count(maxRows)} ` +
        'combinations of values; with fewer names in --by, all are counted',
    );
  }
}
