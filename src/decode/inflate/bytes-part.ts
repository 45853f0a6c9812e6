/**
 * A part of the bytes of a log file. If the bytes end early, the last part is `damage` and says
 * why.
 */
export type BytesPart =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'damage'; readonly reason: string };

/** The beginning of some parts. */
export interface Peeked {
  /** The first bytes: fewer than were asked for only when there are no more. */
  readonly start: Buffer;
  readonly ended: boolean;
  /** The parts that were read to find them. */
  readonly seen: readonly BytesPart[];
  /** All parts, from the first one on. */
  readonly all: AsyncGenerator<BytesPart>;
}

/** Reads the first parts, until there are enough bytes. */
export async function peek(parts: AsyncGenerator<BytesPart>, enough: number): Promise<Peeked> {
  const seen: BytesPart[] = [];
  const all = chain(seen, parts);
  let start = Buffer.alloc(0);
  while (start.length < enough) {
    const { value: part } = await parts.next();
    if (!part) return { start, ended: true, seen, all };
    seen.push(part);
    if (part.kind === 'bytes') start = Buffer.concat([start, part.bytes.subarray(0, enough)]);
  }
  return { start, ended: false, seen, all };
}

async function* chain(
  seen: readonly BytesPart[],
  rest: AsyncGenerator<BytesPart>,
): AsyncGenerator<BytesPart> {
  yield* seen;
  yield* rest;
}
