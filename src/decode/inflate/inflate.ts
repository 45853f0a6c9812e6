import { isGzip, maxRatio } from '../../gzip.ts';
import { type BytesPart, peek } from './bytes-part.ts';
import { createInflateWindow, type InflateWindow } from './inflate-window.ts';

/**
 * Inflates gzip of any number of members, recognized by its first bytes; passes other input through
 * unchanged. Also inflates gzip within gzip (a compressed CloudWatch Logs subscription that
 * Firehose compresses again). Yields the bytes before any damage.
 */
export async function* inflate(input: AsyncIterable<Uint8Array>): AsyncGenerator<BytesPart> {
  yield* inflateLayer(asParts(input), 0);
}

/** The ratio `maxRatio` is only checked beyond this size, in bytes. */
const minCheckedBytes = 64 * 2 ** 20;

/** How deeply gzip may be nested. */
const maxLayers = 2;

async function* inflateLayer(
  parts: AsyncGenerator<BytesPart>,
  layer: number,
): AsyncGenerator<BytesPart> {
  try {
    const { start, all } = await peek(parts, 2);
    if (!isGzip(start)) yield* all;
    else if (layer === maxLayers) {
      yield { kind: 'damage', reason: `gzip nested more than ${maxLayers} levels deep` };
    } else {
      yield* inflateLayer(gunzip(all), layer + 1);
    }
  } finally {
    // Without this, a caller that stops early would leave the file open.
    await parts.return(undefined);
  }
}

/** Windows that are not in use: V8 reserves gigabytes of addresses for the memory of each. */
const idle: InflateWindow[] = [];

async function* gunzip(parts: AsyncIterable<BytesPart>): AsyncGenerator<BytesPart> {
  const window = idle.pop() ?? createInflateWindow();
  try {
    yield* gunzipIn(window, parts);
  } finally {
    idle.push(window);
  }
}

async function* gunzipIn(
  { gunzip, read }: InflateWindow,
  parts: AsyncIterable<BytesPart>,
): AsyncGenerator<BytesPart> {
  gunzip.open();
  let inflated = 0;
  /** Reads what can be read now; returns whether that is all, or why it is not. */
  const readMore = function* (): Generator<BytesPart, boolean | string> {
    for (;;) {
      const { bytes, end } = read();
      inflated += bytes.length;
      if (bytes.length > 0) yield { kind: 'bytes', bytes };
      if (end.kind === 'damage') return end.reason;
      if (end.kind !== 'full') return end.kind === 'end';
      if (inflated > minCheckedBytes && inflated > gunzip.taken() * maxRatio) {
        return `inflates to more than ${maxRatio} times its size: not read further`;
      }
    }
  };
  let damage: string | undefined;
  let ended: boolean | string = false;
  for await (const part of parts) {
    if (part.kind === 'damage') damage = part.reason;
    else {
      gunzip.push(part.bytes);
      ended = yield* readMore();
      if (ended !== false) break;
    }
  }
  if (ended === false) {
    gunzip.end();
    ended = yield* readMore();
  }
  damage ??= typeof ended === 'string' ? ended : undefined;
  if (damage !== undefined) yield { kind: 'damage', reason: damage };
}

async function* asParts(input: AsyncIterable<Uint8Array>): AsyncGenerator<BytesPart> {
  for await (const bytes of input) yield { kind: 'bytes', bytes };
}
