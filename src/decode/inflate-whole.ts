import { createGunzip, gunzipSync, gzipSync, constants as zlib } from 'node:zlib';
import { wholeSizeOf } from '../gzip.ts';

/**
 * /**
 * Inflates a complete gzip file into memory that `place` allocates, and returns the part of it that
 * was filled. Returns undefined when the file is damaged, when its inflated size differs from the
 * one in its trailer, or when `wholeSizeOf` returns none: then the file must be streamed.
 */
export type InflateWhole = (stored: Buffer, place: (bytes: number) => Buffer) => Buffer | undefined;

/** Extra bytes after the expected output: if any is used, the file has more than one member. */
const slack = 64;

/**
 * Creates the function. Node's public gunzipSync allocates a new output buffer for every file,
 * which takes an eighth longer. So where possible, all files are inflated by the zlib handle of a
 * single gunzip stream, which writes to given memory. The handle is not documented: it is tested
 * first, and gunzipSync is used where it does not work as in Node 20 to 26.
 */
export function createInflateWhole(
  inflate: Inflate = createHandleInflate() ?? inflateWithCopy,
): InflateWhole {
  return (stored, place) => {
    const size = wholeSizeOf(stored);
    return size === undefined ? undefined : inflate(stored, place(size + slack));
  };
}

/**
 * Inflates into `output`, whose last `slack` bytes must stay unused. Returns undefined on failure.
 */
type Inflate = (stored: Buffer, output: Buffer) => Buffer | undefined;

/**
 * Inflates with gunzipSync and copies the result. Fills the output except for the slack, or returns
 * undefined.
 */
export const inflateWithCopy: Inflate = (stored, output) => {
  try {
    const size = output.length - slack;
    const inflated = gunzipSync(stored, { chunkSize: size + slack, maxOutputLength: size });
    if (inflated.length !== size) return undefined;
    output.set(inflated);
    return output.subarray(0, size);
  } catch {
    return undefined;
  }
};

/** The members of a zlib stream's handle that are used here. */
interface ZlibHandle {
  onerror: (message: string, errno: number, code: string) => void;
  reset(): void;
  /** Arguments: flush, input, its offset and length, output, its offset and length. */
  writeSync(...args: [number, Buffer, number, number, Buffer, number, number]): void;
}

/**
 * Creates a function that inflates with the handle, or undefined where the handle does not work.
 */
export function createHandleInflate(): Inflate | undefined {
  const { _handle: handle, _writeState: writeState } = createGunzip() as {
    _handle?: Partial<ZlibHandle>;
    _writeState?: Uint32Array;
  };
  if (!isHandle(handle) || !(writeState instanceof Uint32Array)) return undefined;
  let failed = false;
  handle.onerror = () => {
    failed = true;
  };
  const inflate: Inflate = (stored, output) => {
    failed = false;
    handle.reset();
    handle.writeSync(zlib.Z_FINISH, stored, 0, stored.length, output, 0, output.length);
    const [unused = 0] = writeState;
    return failed || unused !== slack ? undefined : output.subarray(0, output.length - slack);
  };
  return passesTest(inflate) ? inflate : undefined;
}

function isHandle(handle: Partial<ZlibHandle> | undefined): handle is ZlibHandle {
  return typeof handle?.writeSync === 'function' && typeof handle.reset === 'function';
}

/**
 * Returns whether a function inflates correctly, detects damage, and still inflates correctly after
 * that.
 */
function passesTest(inflate: Inflate): boolean {
  try {
    const text = Buffer.from('trailscan '.repeat(100));
    const stored = gzipSync(text);
    const output = () => Buffer.alloc(text.length + slack);
    return (
      inflate(stored, output())?.equals(text) === true &&
      inflate(stored.subarray(0, -9), output()) === undefined &&
      inflate(Buffer.concat([stored, stored]), output()) === undefined &&
      inflate(stored, output())?.equals(text) === true
    );
  } catch {
    return false;
  }
}
