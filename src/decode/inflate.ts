import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib';
import { isGzip, maxRatio } from '../gzip.ts';

/**
 * A part of the bytes of a log file. If the bytes end early, the last part is `damage` and says
 * why.
 */
export type BytesPart =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'damage'; readonly reason: string };

/**
 * Inflates gzip of any number of members, recognized by its first bytes; passes other input through
 * unchanged. Also inflates gzip within gzip (a compressed CloudWatch Logs subscription that
 * Firehose compresses again). Yields the bytes before any damage.
 */
export async function* inflate(input: AsyncIterable<Uint8Array>): AsyncGenerator<BytesPart> {
  yield* inflateLayer(asParts(input), 0);
}

/**
 * Files up to these sizes are inflated in one call, which is faster, and every byte before damage
 * can be recovered.
 */
const maxWholeInput = 8 * 2 ** 20;
const maxWholeOutput = 128 * 2 ** 20;

/** The ratio `maxRatio` is only checked beyond this size, in bytes. */
const minCheckedBytes = 64 * 2 ** 20;

/** How deeply gzip may be nested. */
const maxLayers = 2;

async function* inflateLayer(
  parts: AsyncGenerator<BytesPart>,
  layer: number,
): AsyncGenerator<BytesPart> {
  try {
    const start = await collect(parts, 2);
    if (!isGzip(start.bytes)) {
      yield* resume(start, parts);
    } else if (layer === maxLayers) {
      yield { kind: 'damage', reason: `gzip nested more than ${maxLayers} levels deep` };
    } else {
      yield* inflateLayer(gunzip(start, parts), layer + 1);
    }
  } finally {
    // Without this, a caller that stops early would leave the file open.
    await parts.return(undefined);
  }
}

async function* gunzip(
  start: Collected,
  parts: AsyncGenerator<BytesPart>,
): AsyncGenerator<BytesPart> {
  const input = start.ended ? start : await collect(parts, maxWholeInput, start.bytes);
  const whole = input.ended ? gunzipWhole(input.bytes) : undefined;
  if (whole) yield* withDamage(whole, input.damage);
  else yield* gunzipStream(resume(input, parts));
}

function* withDamage(
  whole: readonly BytesPart[],
  damage: string | undefined,
): Generator<BytesPart> {
  yield* whole;
  if (damage !== undefined && whole.every((part) => part.kind === 'bytes')) {
    yield { kind: 'damage', reason: damage };
  }
}

/**
 * Returns the inflated bytes, with any damage; undefined when there are too many bytes to hold in
 * memory.
 */
function gunzipWhole(input: Buffer): BytesPart[] | undefined {
  const options = { maxOutputLength: maxWholeOutput, chunkSize: chunkSizeFor(input) };
  try {
    return [{ kind: 'bytes', bytes: gunzipSync(input, options) }];
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return undefined;
    const bytes = gunzipPrefix(input, { ...options, finishFlush: zlib.Z_SYNC_FLUSH });
    return (
      bytes && [
        { kind: 'bytes', bytes },
        { kind: 'damage', reason: reasonOf(error) },
      ]
    );
  }
}

/**
 * Inflates the longest prefix of the input that can be inflated. zlib returns nothing from a call
 * that fails, so the length is found by bisection.
 */
function gunzipPrefix(input: Buffer, options: object): Buffer | undefined {
  let good = 0;
  let bad = input.length + 1;
  let output = Buffer.alloc(0);
  while (bad - good > 1) {
    const middle = good === 0 && bad > input.length ? input.length : (good + bad) >> 1;
    try {
      output = gunzipSync(input.subarray(0, middle), options);
      good = middle;
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return undefined;
      bad = middle;
    }
  }
  return output;
}

/**
 * Returns the size of the first output buffer. Takes the gzip trailer as a hint: it states the size
 * of the last member, modulo 2^32.
 */
function chunkSizeFor(input: Buffer): number {
  const statedSize = input.length >= 18 ? input.readUInt32LE(input.length - 4) : 0;
  return Math.min(Math.max(statedSize + 1, 2 ** 14), 2 ** 22);
}

/** Inflates input that is too large for one call, piece by piece. */
async function* gunzipStream(parts: AsyncGenerator<BytesPart>): AsyncGenerator<BytesPart> {
  const inflater = openGunzip();
  /** The input so far, to find where damage begins; undefined when it is longer than `maxKept`. */
  let kept: Uint8Array[] | undefined = [];
  let read = 0;
  let inflated = 0;
  let damage: string | undefined;
  for await (const part of inPieces(parts)) {
    if (part.kind === 'damage') {
      damage = part.reason;
      continue;
    }
    read += part.bytes.length;
    if (read > maxKept) kept = undefined;
    for (const bytes of await inflater.write(part.bytes)) {
      inflated += bytes.length;
      yield { kind: 'bytes', bytes };
    }
    if (inflater.failure() && kept) yield* inflateUpToDamage(kept, part.bytes);
    if (inflater.failure() || inflater.ended()) break;
    kept?.push(part.bytes);
    if (inflated > minCheckedBytes && inflated > read * maxRatio) {
      damage = `inflates to more than ${maxRatio} times its size: not read further`;
      break;
    }
  }
  if (damage === undefined) {
    for (const bytes of await inflater.end()) yield { kind: 'bytes', bytes };
  }
  inflater.close();
  const failure = inflater.failure();
  if (failure) damage ??= reasonOf(failure);
  if (damage !== undefined) yield { kind: 'damage', reason: damage };
}

/** The number of bytes that are inflated in one step. */
const pieceBytes = 2 ** 16;
const maxKept = 64 * 2 ** 20;
/**
 * zlib returns nothing for a piece in which it fails, so such a piece is split into parts of these
 * sizes, in two steps.
 */
const partBytes = [2 ** 8, 1];

/**
 * Yields the output for the piece in which zlib failed, up to the byte at which it fails. `before`
 * are the pieces before it.
 */
async function* inflateUpToDamage(
  before: readonly Uint8Array[],
  piece: Uint8Array,
): AsyncGenerator<BytesPart> {
  const [size, ...smaller] = smallerParts(piece.length);
  if (size === undefined) return;
  const inflater = openGunzip();
  for (const bytes of before) await inflater.write(bytes);
  const done: Uint8Array[] = [];
  for (let at = 0; at < piece.length; at += size) {
    const part = piece.subarray(at, at + size);
    for (const bytes of await inflater.write(part)) yield { kind: 'bytes', bytes };
    if (inflater.failure()) {
      if (smaller.length > 0) yield* inflateUpToDamage([...before, ...done], part);
      break;
    }
    done.push(part);
  }
  inflater.close();
}

function smallerParts(length: number): number[] {
  return partBytes.filter((size) => size < length);
}

async function* inPieces(parts: AsyncGenerator<BytesPart>): AsyncGenerator<BytesPart> {
  for await (const part of parts) {
    if (part.kind === 'damage') yield part;
    else {
      for (let at = 0; at < part.bytes.length; at += pieceBytes) {
        yield { kind: 'bytes', bytes: part.bytes.subarray(at, at + pieceBytes) };
      }
    }
  }
}

/**
 * Opens a gunzip stream. Each write resolves with the bytes that it inflated, even if the stream
 * then ends or fails.
 */
function openGunzip() {
  const stream = createGunzip({ chunkSize: 2 ** 20 });
  let output: Buffer[] = [];
  let failure: unknown;
  let ended = false;
  let wake = () => {};
  stream
    .on('data', (chunk: Buffer) => output.push(chunk))
    .on('error', (error) => {
      failure = error;
      wake();
    })
    // Zeros after the last member end the stream although there is more input.
    .on('end', () => {
      ended = true;
      wake();
    });
  const settle = (start: (done: () => void) => void): Promise<Buffer[]> =>
    new Promise((resolve) => {
      const settled = () => {
        if (wake !== settled) return;
        wake = () => {};
        resolve(output);
        output = [];
      };
      wake = settled;
      if (failure || ended) settled();
      else start(settled);
    });
  return {
    write: (bytes: Uint8Array) => settle((done) => stream.write(bytes, done)),
    /** Ends the input; an incomplete last member makes the stream fail. */
    end: () => settle(() => stream.end()),
    close: () => stream.destroy(),
    failure: () => failure,
    ended: () => ended,
  };
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'Z_BUF_ERROR':
      return 'the gzip data is cut off';
    case 'Z_DATA_ERROR':
      return error instanceof Error && error.message === 'incorrect header check'
        ? 'something else follows the gzip data'
        : 'the gzip data is corrupt';
    default:
      return `gunzip failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The bytes that were read from some parts, and whether they are all. */
interface Collected {
  readonly bytes: Buffer;
  readonly ended: boolean;
  readonly damage: string | undefined;
}

/** Collects parts until there are `enough` bytes or the input ends. */
async function collect(
  parts: AsyncGenerator<BytesPart>,
  enough: number,
  before: Buffer = Buffer.alloc(0),
): Promise<Collected> {
  const chunks: Uint8Array[] = [before];
  let length = before.length;
  let damage: string | undefined;
  while (length < enough) {
    const next = await parts.next();
    if (next.done) return { bytes: Buffer.concat(chunks), ended: true, damage };
    if (next.value.kind === 'damage') damage = next.value.reason;
    else {
      chunks.push(next.value.bytes);
      length += next.value.bytes.length;
    }
  }
  return { bytes: Buffer.concat(chunks), ended: false, damage };
}

async function* resume(
  start: Collected,
  parts: AsyncGenerator<BytesPart>,
): AsyncGenerator<BytesPart> {
  if (start.bytes.length > 0) yield { kind: 'bytes', bytes: start.bytes };
  if (start.damage !== undefined) yield { kind: 'damage', reason: start.damage };
  if (!start.ended) yield* parts;
}

async function* asParts(input: AsyncIterable<Uint8Array>): AsyncGenerator<BytesPart> {
  for await (const bytes of input) yield { kind: 'bytes', bytes };
}
