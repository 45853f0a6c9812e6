/**
 * The numbers that the inflater in WebAssembly and its host share. This module is compiled twice,
 * as `scanner/layout.ts` is. Lengths are in bytes.
 */

// Why `inflate` returned; never 0.
/** The stream ended; `input` is the byte after it. */
export const ENDED = 1;
/** The input has run out; it is cut off when it was the last. */
export const INPUT_ENDS = 2;
export const OUTPUT_FULL = 3;
/** The input is not a DEFLATE stream. */
export const NOT_DEFLATE = 4;

/** The zeros that must follow the last input. */
export const INPUT_PADDING = 64;
/** The bytes after the output that the last symbol may write to: 2 literals, a length, 16 more. */
export const OUTPUT_SLACK = 320;
