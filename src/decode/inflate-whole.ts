import { createGunzip, gunzipSync, gzipSync, constants as zlib } from 'node:zlib';
import { wholeSizeOf } from '../gzip.ts';

/**
 * Inflates a complete gzip file into memory that `place` provides, and returns the part of it that
 * was filled. Returns undefined when the file is damaged, when its size is not the one that its
 * trailer states, or when `wholeSizeOf` gives none: such a file must be inflated with more care.
 */
export type InflateWhole = (stored: Buffer, place: (bytes: number) => Buffer) => Buffer | undefined;

/** Extra room after the output: when it is used, the file has more than one member. */
const spare = 64;

/**
 * Creates the function. Node's public gunzipSync allocates a new output buffer for every file,
 * which costs an eighth more. So where possible this calls the zlib handle of one gunzip stream
 * again and again and passes it the memory to write to. The handle is not documented: it is tested
 * first, and where it does not work as in Node 20 to 26, gunzipSync is used.
 */
export function createInflateWhole(
  inflate: Inflate = createHandleInflate() ?? inflateWithCopy,
): InflateWhole {
  return (stored, place) => {
    const size = wholeSizeOf(stored);
    return size === undefined ? undefined : inflate(stored, place(size + spare));
  };
}

type Inflate = (stored: Buffer, output: Buffer) => Buffer | undefined;

/** Inflates with gunzipSync; fills the output except for the spare room, or returns undefined. */
export const inflateWithCopy: Inflate = (stored, output) => {
  try {
    const size = output.length - spare;
    const inflated = gunzipSync(stored, { chunkSize: size + spare, maxOutputLength: size });
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
    return failed || unused !== spare ? undefined : output.subarray(0, output.length - spare);
  };
  return isSound(inflate) ? inflate : undefined;
}

function isHandle(handle: Partial<ZlibHandle> | undefined): handle is ZlibHandle {
  return typeof handle?.writeSync === 'function' && typeof handle.reset === 'function';
}

/** Whether it inflates, detects damage, and still inflates after that. */
function isSound(inflate: Inflate): boolean {
  try {
    const text = Buffer.from('trailscan '.repeat(100));
    const stored = gzipSync(text);
    const room = () => Buffer.alloc(text.length + spare);
    return (
      inflate(stored, room())?.equals(text) === true &&
      inflate(stored.subarray(0, -9), room()) === undefined &&
      inflate(Buffer.concat([stored, stored]), room()) === undefined &&
      inflate(stored, room())?.equals(text) === true
    );
  } catch {
    return false;
  }
}
