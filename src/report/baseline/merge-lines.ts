import {
  type Baseline,
  maxValues,
  mergeWindows,
  ofEachKind,
  type Seen,
  type SeenKind,
} from './baseline.ts';
import { type BaselineEntries, sortedEntries } from './baseline-json.ts';
import type { BaselineLine } from './baseline-lines.ts';

/**
 * Merges a window into the lines of a baseline file, which it reads twice: first it counts the
 * values, because those last seen longest ago are forgotten when there are too many. Memory holds
 * the values of the window, and 8 bytes for each value of the file.
 */
export function mergeLines(
  read: () => Generator<BaselineLine>,
  { windows, seen }: Baseline,
): BaselineEntries {
  const fresh = ofEachKind((kind) => sortedEntries(seen, kind));
  const first = createCursor(read());
  const before = first.current();
  const windowsBefore = before?.kind === 'windows' ? before.windows : [];
  first.move();
  const limits = ofEachKind((kind) => limitOf(mergeKind(kind, first, fresh[kind])));
  const second = createCursor(read());
  second.move();
  return {
    windows: mergeWindows(windowsBefore, windows),
    *entriesOf(kind) {
      let { last: limit, ties } = limits[kind];
      for (const entry of mergeKind(kind, second, fresh[kind])) {
        const [, { last }] = entry;
        if (last > limit || (last === limit && ties-- > 0)) yield entry;
      }
    },
  };
}

type Entry = readonly [string, Seen];

/** The entries that are kept: those last seen later, and the first `ties` of the same time. */
interface Limit {
  readonly last: number;
  readonly ties: number;
}

function limitOf(entries: Iterable<Entry>): Limit {
  let times = new Float64Array(2 ** 10);
  let count = 0;
  for (const [, { last }] of entries) {
    if (count === times.length) {
      const longer = new Float64Array(2 * count);
      longer.set(times);
      times = longer;
    }
    times[count++] = last;
  }
  if (count <= maxValues) return { last: Number.NEGATIVE_INFINITY, ties: 0 };
  const sorted = times.subarray(0, count).sort();
  const last = sorted[count - maxValues] ?? 0;
  const later = count - 1 - sorted.lastIndexOf(last);
  return { last, ties: maxValues - later };
}

type Cursor = ReturnType<typeof createCursor>;

function createCursor(lines: Generator<BaselineLine>) {
  let next = lines.next();
  return {
    current: () => (next.done ? undefined : next.value),
    move() {
      next = lines.next();
    },
  };
}

/** Yields the entries of the file and of the window in order; a value of both once. */
function* mergeKind(kind: SeenKind, file: Cursor, fresh: readonly Entry[]): Generator<Entry> {
  let at = 0;
  for (let line = file.current(); line?.kind === kind; line = file.current()) {
    for (let entry = fresh[at]; entry && entry[0] < line.value; entry = fresh[++at]) yield entry;
    const entry = fresh[at];
    if (entry?.[0] === line.value) {
      at++;
      const [first, last] = [
        Math.min(entry[1].first, line.seen.first),
        Math.max(entry[1].last, line.seen.last),
      ];
      yield [line.value, { first, last }];
    } else {
      yield [line.value, line.seen];
    }
    file.move();
  }
  yield* fresh.slice(at);
}
