import { crc32 } from './crc32.ts';

/** The bits of the header's flags (RFC 1952, FLG). */
const hasHeaderCrc = 2;
const hasExtra = 4;
const hasName = 8;
const hasComment = 16;
const reserved = 0xe0;
/** The only compression method there is (RFC 1952, CM). */
const deflate = 8;

/**
 * Returns the length of the gzip header with which the bytes begin (RFC 1952, 2.3): `incomplete`
 * when they end in it, and `corrupt` when it is not a valid header.
 */
export function gzipHeaderLength(bytes: Buffer): number | 'incomplete' | 'corrupt' {
  if (bytes.length < 10) return 'incomplete';
  const flags = bytes[3] ?? 0;
  if (bytes[2] !== deflate || flags & reserved) return 'corrupt';
  let at = 10;
  if (flags & hasExtra) {
    if (bytes.length < at + 2) return 'incomplete';
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const field of [hasName, hasComment]) {
    if (!(flags & field)) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) return 'incomplete';
    at = end + 1;
  }
  const length = flags & hasHeaderCrc ? at + 2 : at;
  if (bytes.length < length) return 'incomplete';
  const isIntact =
    at === length || bytes.readUInt16LE(at) === (crc32(bytes.subarray(0, at), 0) & 0xffff);
  return isIntact ? length : 'corrupt';
}
