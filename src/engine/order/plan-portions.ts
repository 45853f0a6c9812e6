import type { FileSpan } from './file-spans.ts';
import type { TimeOrder } from './record-order.ts';

/** Files whose matches are read together. */
export interface Portion {
  readonly files: readonly FileSpan[];
  /** Nothing in them comes before this time, in epoch milliseconds, in the order of the plan. */
  readonly start: number;
}

/** How files are read so that their matches can be given in time order. */
export interface Plan {
  readonly order: TimeOrder;
  /** In the order of their starts. */
  readonly portions: readonly Portion[];
  /** The most bytes of matches that are held at once when each portion is held from its start to its end. */
  readonly mostHeld: number;
}

/** Bytes of matches that are worth a message, and fit into one block. */
export const portionBytes = 1.5 * 2 ** 20;

/** Plans to read each file once, small ones together with those that begin next. */
export function planPortions(
  spans: Iterable<FileSpan>,
  order: TimeOrder,
  least = portionBytes,
): Plan {
  const direction = order === 'oldest-first' ? 1 : -1;
  /** As they come: a time is less than another when it comes before it. */
  const stays = [...spans].map((span) => {
    const [start, end] =
      direction === 1 ? [span.earliest, span.latest] : [-span.latest, -span.earliest];
    return { files: [span], start, end, bytes: span.bytes };
  });
  stays.sort((a, b) => a.start - b.start);
  const joined: typeof stays = [];
  for (const stay of stays) {
    const last = joined.at(-1);
    if (last && last.bytes + stay.bytes <= least) {
      last.files.push(...stay.files);
      last.end = Math.max(last.end, stay.end);
      last.bytes += stay.bytes;
    } else {
      joined.push(stay);
    }
  }
  return {
    order,
    portions: joined.map(({ files, start }) => ({ files, start: direction * start })),
    mostHeld: mostAtOnce(joined),
  };
}

interface Stay {
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
}

/** The largest sum of the bytes of stays that share a time; they are in the order of their starts. */
function mostAtOnce(stays: readonly Stay[]): number {
  const leaving = stays.toSorted((a, b) => a.end - b.end);
  let most = 0;
  let held = 0;
  let left = 0;
  for (const { start, bytes } of stays) {
    for (let next = leaving[left]; next && next.end < start; next = leaving[++left]) {
      held -= next.bytes;
    }
    held += bytes;
    most = Math.max(most, held);
  }
  return most;
}
