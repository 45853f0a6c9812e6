/** Whether the bytes begin as gzip (RFC 1952, ID1 and ID2). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Files that inflate to more than this many bytes are scanned while they are inflated. */
const maxWhole = 2 ** 24;
/** The header and the trailer (RFC 1952). */
const minBytes = 18;

/**
 * Returns how many bytes a whole gzip file inflates to, as its last four bytes state (RFC 1952,
 * ISIZE). Undefined when they state none, or more than are inflated in one call.
 */
export function wholeSizeOf(stored: Uint8Array): number | undefined {
  if (stored.length < minBytes) return undefined;
  const at = stored.length - 4;
  const byte = (index: number) => stored[at + index] ?? 0;
  const size = byte(0) + 2 ** 8 * byte(1) + 2 ** 16 * byte(2) + 2 ** 24 * byte(3);
  return size > 0 && size <= maxWhole ? size : undefined;
}

/**
 * The highest ratio of inflated to stored size that is accepted. JSON of real trails has 10 to 40,
 * a gzip bomb 1,000.
 */
export const maxRatio = 300;
