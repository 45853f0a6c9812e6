/**
 * Where the numbers of a record are in its row of a `RecordBlock`. Also compiled as AssemblyScript
 * with `assembly/`, which writes rows: so it has nothing but constants without types.
 */

export const TEXT_END = 0;
export const KEY_END = 1;
export const TIME = 2;
export const OFFSET = 3;
export const FILE = 4;
export const HASH_LOW = 5;
export const HASH_HIGH = 6;
export const GROUP = 7;

/** Numbers in a row, which is as long as a cache line. */
export const ROW_LENGTH = 8;
