import { closeSync, openSync, readSync } from 'node:fs';
import { maxKeyLength, type Seen, type SeenKind, seenKinds } from './baseline.ts';

/** An entry of a baseline file, or the start times of its windows in epoch milliseconds. */
export type BaselineLine =
  | { readonly kind: 'windows'; readonly windows: readonly number[] }
  | { readonly kind: SeenKind; readonly value: string; readonly seen: Seen };

/** Thrown for a file that was not written by this version, although it may be a baseline. */
export class OtherLayout extends Error {}

/**
 * Yields the lines of a baseline file as `baselineJson` writes them: the windows, and each kind's
 * values in order. Memory holds a block of the file at a time, because a baseline can have a
 * million made-up values. Throws OtherLayout, and the system's errors.
 */
export function* baselineLines(path: string): Generator<BaselineLine> {
  const lines = linesOf(path);
  try {
    const expectLine = (expected: string) => {
      if (lines.next().value !== expected) throw new OtherLayout();
    };
    for (const line of ['{', '"kind":"trailscan-baseline",', '"version":1,']) expectLine(line);
    yield { kind: 'windows', windows: windowsIn(lines.next().value ?? '') };
    expectLine('"seen":{');
    for (const kind of seenKinds) yield* entriesOf(kind, lines);
    for (const line of ['}', '}']) expectLine(line);
    if (!lines.next().done) throw new OtherLayout();
  } finally {
    lines.return(undefined);
  }
}

function* entriesOf(kind: SeenKind, lines: Generator<string, void>): Generator<BaselineLine> {
  const isLastKind = kind === seenKinds.at(-1);
  const end = isLastKind ? ']' : '],';
  const head = lines.next().value;
  if (head === `"${kind}":[${end}`) return;
  if (head !== `"${kind}":[`) throw new OtherLayout();
  let before: string | undefined;
  for (;;) {
    const line = lines.next().value ?? '';
    const isLast = line.endsWith(`]${end}`);
    if (!isLast && !line.endsWith('],')) throw new OtherLayout();
    const { value, seen } = entryIn(line.slice(0, isLast ? -end.length : -1));
    if (before !== undefined && value <= before) throw new OtherLayout();
    before = value;
    yield { kind, value, seen };
    if (isLast) return;
  }
}

function entryIn(json: string): { readonly value: string; readonly seen: Seen } {
  const [value, first, last, ...others]: unknown[] = arrayIn(json);
  const seen = { first: timeIn(first), last: timeIn(last) };
  const isEntry = typeof value === 'string' && value.length <= maxKeyLength && others.length === 0;
  if (!isEntry || seen.first > seen.last) throw new OtherLayout();
  return { value, seen };
}

function windowsIn(line: string): readonly number[] {
  const [start, end] = ['"windows":', ','];
  if (!line.startsWith(start) || !line.endsWith(end)) throw new OtherLayout();
  return arrayIn(line.slice(start.length, -end.length)).map(timeIn);
}

function arrayIn(json: string): unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    if (Array.isArray(value)) return value;
  } catch {
    // Reported below.
  }
  throw new OtherLayout();
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

function timeIn(text: unknown): number {
  const time = typeof text === 'string' && instant.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new OtherLayout();
  return time;
}

const blockBytes = 2 ** 16;
/** Longer than any line that `baselineJson` writes, apart from that of 10,000 windows. */
const maxLineBytes = 2 ** 20;
const lineEnd = 0x0a;

function* linesOf(path: string): Generator<string, void> {
  const fd = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const block = Buffer.allocUnsafe(blockBytes);
      const read = readSync(fd, block);
      const bytes = Buffer.concat([rest, block.subarray(0, read)]);
      if (read === 0 || bytes.length > maxLineBytes) {
        // The last line ends with a line end, too.
        if (bytes.length > 0) throw new OtherLayout();
        return;
      }
      const end = bytes.lastIndexOf(lineEnd) + 1;
      rest = bytes.subarray(end);
      if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n');
    }
  } finally {
    closeSync(fd);
  }
}
