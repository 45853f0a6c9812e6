import { isWhitespace, openBrace } from './json-bytes.ts';

/** Finds where the next record begins in damaged text. */
export interface BoundaryFinder {
  /** Returns the lowest index in `from … bytes.length` at which a record begins, or undefined. */
  next(bytes: Buffer, from: number): number | undefined;
  /** Adds a key with which records begin. */
  add(key: string): void;
  /** Adjusts the indices after the first `count` bytes were dropped. */
  dropped(count: number): void;
}

/**
 * Creates a finder. A record begins at `{` before one of the keys with which records of the input
 * begin, or at `lineStart` after a line break, as in NDJSON. A quote inside a JSON string is
 * escaped, so the first form cannot occur inside a string of an undamaged record. Keys have a
 * character for each byte.
 *
 * The bytes are searched once for each key, however often `next` is called with growing `from`.
 */
export function createBoundaryFinder(keys: Iterable<string>, lineStart = '{'): BoundaryFinder {
  const needles: Needle[] = [
    { text: Buffer.from(`\n${lineStart}`), braceFirst: true, hit: undefined, searched: 0 },
  ];
  const add = (key: string) => {
    const text = Buffer.from(`"${key}"`, 'latin1');
    needles.push({ text, braceFirst: false, hit: undefined, searched: 0 });
  };
  for (const key of keys) add(key);
  return {
    add,
    next(bytes, from) {
      let lowest: number | undefined;
      for (const needle of needles) {
        const hit = search(needle, bytes, from);
        if (hit !== undefined && (lowest === undefined || hit < lowest)) lowest = hit;
      }
      return lowest;
    },
    dropped(count) {
      for (const needle of needles) {
        needle.searched = Math.max(0, needle.searched - count);
        if (needle.hit !== undefined) needle.hit -= count;
      }
    },
  };
}

interface Needle {
  readonly text: Buffer;
  /** The brace is part of the needle (`\n{`), not before it (`{"eventVersion"`). */
  readonly braceFirst: boolean;
  /** The boundary that was found last. */
  hit: number | undefined;
  /** Before this index, `hit` is the only boundary. */
  searched: number;
}

function search(needle: Needle, bytes: Buffer, from: number): number | undefined {
  if (needle.hit !== undefined && needle.hit >= from) return needle.hit;
  needle.hit = undefined;
  let at = Math.max(from, needle.searched);
  for (;;) {
    at = bytes.indexOf(needle.text, at);
    if (at === -1) break;
    const brace = needle.braceFirst ? at + 1 : braceBefore(bytes, at);
    if (brace !== undefined && brace >= from) {
      needle.searched = at;
      needle.hit = brace;
      return brace;
    }
    at++;
  }
  // The needle may begin in these bytes and end in the next ones.
  needle.searched = Math.max(needle.searched, bytes.length - needle.text.length);
  return undefined;
}

/** Returns the index of the brace that is followed by only white space up to `at`. */
export function braceBefore(bytes: Buffer, at: number): number | undefined {
  let before = at - 1;
  while (isWhitespace(bytes[before])) before--;
  return bytes[before] === openBrace ? before : undefined;
}
