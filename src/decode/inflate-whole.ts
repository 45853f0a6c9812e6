import { createGunzip, gunzipSync, gzipSync, constants as zlib } from 'node:zlib';

/**
 * Inflates a gzip file that is all there into memory that `place` gives, and returns that memory as
 * far as it was filled. Undefined when the file is damaged, or inflates to other than what its
 * trailer says or to more than `maxInflated`: then it must be inflated with more care.
 */
export type InflateWhole = (stored: Buffer, place: (bytes: number) => Buffer) => Buffer | undefined;

/** Files that inflate to more are better streamed. */
const maxInflated = 2 ** 24;
/** Room behind the output: when it is used, there is more than one member. */
const spare = 64;

/**
 * Creates the function. Node's public gunzipSync allocates its output anew for every file, which
 * costs an eighth more than what this does where it can: it calls the zlib handle of one gunzip
 * stream, over and over, and gives it the memory to write to. The handle is not documented, so it is
 * tried first, and where it does not do what it does in Node 20 to 26, gunzipSync is used.
 */
export function createInflateWhole(
  inflate: Inflate = createHandleInflate() ?? inflateWithCopy,
): InflateWhole {
  return (stored, place) => {
    const told = stored.length >= 18 ? stored.readUInt32LE(stored.length - 4) : 0;
    if (told === 0 || told > maxInflated) return undefined;
    return inflate(stored, place(told + spare));
  };
}

type Inflate = (stored: Buffer, output: Buffer) => Buffer | undefined;

/** Inflates with gunzipSync; fills all of the output but what is spare, or returns undefined. */
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

/** What is used of the handle of a zlib stream. */
interface ZlibHandle {
  onerror: (message: string, errno: number, code: string) => void;
  reset(): void;
  /** flush, input, its offset and length, output, its offset and length */
  writeSync(...args: [number, Buffer, number, number, Buffer, number, number]): void;
}

/** A function that inflates with the handle, or undefined where the handle does not do. */
export function createHandleInflate(): Inflate | undefined {
  const { _handle: handle, _writeState: left } = createGunzip() as {
    _handle?: Partial<ZlibHandle>;
    _writeState?: Uint32Array;
  };
  if (!isHandle(handle) || !(left instanceof Uint32Array)) return undefined;
  let failed = false;
  handle.onerror = () => {
    failed = true;
  };
  const inflate: Inflate = (stored, output) => {
    failed = false;
    handle.reset();
    handle.writeSync(zlib.Z_FINISH, stored, 0, stored.length, output, 0, output.length);
    const [room = 0] = left;
    return failed || room !== spare ? undefined : output.subarray(0, output.length - spare);
  };
  return isSound(inflate) ? inflate : undefined;
}

function isHandle(handle: Partial<ZlibHandle> | undefined): handle is ZlibHandle {
  return typeof handle?.writeSync === 'function' && typeof handle.reset === 'function';
}

/** Whether it inflates, tells damage, and inflates again after that. */
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
