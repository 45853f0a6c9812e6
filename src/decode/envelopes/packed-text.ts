import { gunzipSync } from 'node:zlib';
import { maxRatio } from '../../gzip.ts';

/** How much text the packed texts in one record may still have. */
export interface UnpackLimit {
  bytes: number;
}

const minLimit = 2 ** 20;
const maxLimit = 2 ** 27;

/** Returns the limit for a record of this many characters. */
export function unpackLimit(length: number): UnpackLimit {
  return { bytes: Math.min(Math.max(maxRatio * length, minLimit), maxLimit) };
}

/** The result of unpacking; undefined for text that is not packed. */
type Unpacked =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'malformed'; readonly reason: string }
  | undefined;

/**
 * Unpacks JSON that is in base64, plain or gzip, as it is in Kinesis records and in the `awslogs`
 * events of Lambda ("Using CloudWatch Logs subscription filters", CloudWatch Logs User Guide).
 */
export function unpackText(packed: string, limit: UnpackLimit): Unpacked {
  if (!packedStart.test(packed)) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  if (bytes[0] !== 0x1f) return { kind: 'text', text: take(bytes, limit) };
  try {
    const inflated = gunzipSync(bytes, { maxOutputLength: Math.max(limit.bytes, 1) });
    return { kind: 'text', text: take(inflated, limit) };
  } catch (error) {
    const isTooLong = error instanceof RangeError;
    const reason = isTooLong
      ? `the data in it inflates to more than ${maxRatio} times the size of the record`
      : 'the gzip data in it is damaged';
    return { kind: 'malformed', reason };
  }
}

/** How base64 of gzip, of an object and of an array begins. */
const packedStart = /^(?:H4sI|e[wyXy]|W[1ly3w])[A-Za-z0-9+/]/;

function take(bytes: Buffer, limit: UnpackLimit): string {
  limit.bytes -= bytes.length;
  return bytes.toString();
}
