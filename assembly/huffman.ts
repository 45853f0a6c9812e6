// Tables that decode the Huffman codes of DEFLATE (RFC 1951, 3.2).
//
// A table is indexed by the next bits of the input. An entry is u32:
//   bits 0-5    the bits to take: those of the code, and the extra bits after it
//   bit 6       PAIR: two literals, which are taken at once
//   bits 8-11   the bits of the code, or of the first of the two; of a subtable, the bits that index it
//   bits 12-15  LITERAL; END_OF_BLOCK or SUBTABLE, with SPECIAL; SPECIAL without them is not a code
//   bits 16-31  the literals, a byte each; the length; the distance; or the subtable's first entry

export const PAIR: u32 = 0x40;
export const PAIR_SHIFT: u32 = 6;
export const LITERAL: u32 = 0x1000;
export const END_OF_BLOCK: u32 = 0x2000;
export const SUBTABLE: u32 = 0x4000;
export const SPECIAL: u32 = 0x8000;
const NOT_A_CODE: u32 = SPECIAL;

/** The bits that index each table; codes that are longer go on in subtables. */
export const SYMBOL_BITS: u32 = 10;
export const DISTANCE_BITS: u32 = 9;
export const PRECODE_BITS: u32 = 7;
const LONGEST_CODE: u32 = 15;

// The entries of a table with its subtables, for any code. For symbols, zlib's enough.c computes
// at most 1334. A subtable of 2^n distances has more than n codes, and there are 30.
const SYMBOL_ROOM: u32 = 1400;
const DISTANCE_ROOM: u32 = 1024;
const PRECODE_ROOM: u32 = 128;

export const symbolTable = memory.data(4 * 1400, 16);
export const distanceTable = memory.data(4 * 1024, 16);
export const precodeTable = memory.data(4 * 128, 16);

/** The lengths of the codes of one table or of two, a byte each, as the input states them. */
export const lengths = memory.data(512, 16);
/** How many codes there are of each length, and the first code of each. */
const counts = memory.data(4 * 16, 16);
const firstCodes = memory.data(4 * 16, 16);

const lengthBases = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]);
const lengthExtras = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const distanceBases = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
]);
const distanceExtras = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);

const LENGTHS_OF_CODES: i32 = 0;
const SYMBOLS: i32 = 1;
const DISTANCES: i32 = 2;

/** Builds the table of the codes in which the lengths of a block's codes are written. */
export function buildPrecode(): bool {
  return build(LENGTHS_OF_CODES, precodeTable, lengths, 19, PRECODE_BITS, PRECODE_ROOM);
}

/** Builds the table of literals and lengths from the first lengths. */
export function buildSymbols(count: u32): bool {
  return build(SYMBOLS, symbolTable, lengths, count, SYMBOL_BITS, SYMBOL_ROOM);
}

/** Builds the table of distances from the lengths from number `first` on. */
export function buildDistances(first: u32, count: u32): bool {
  return build(DISTANCES, distanceTable, lengths + first, count, DISTANCE_BITS, DISTANCE_ROOM);
}

/** Builds the tables of blocks with fixed codes (RFC 1951, 3.2.6). */
export function buildFixed(): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  memory.fill(lengths + 288, 5, 32);
  buildSymbols(288);
  buildDistances(288, 32);
}

/** Makes entries for two literals whose codes fit in the index of the table of symbols. */
export function pairLiterals(): void {
  for (let index: u32 = 0; index < <u32>1 << SYMBOL_BITS; index++) {
    const at = symbolTable + (index << 2);
    const first = load<u32>(at);
    if (!(first & LITERAL)) continue;
    const length = (first >> 8) & 15;
    const second = load<u32>(symbolTable + ((index >> length) << 2));
    const both = length + ((second >> 8) & 15);
    if (!(second & LITERAL) || both > SYMBOL_BITS) continue;
    const bytes = (first & 0xff0000) | ((second & 0xff0000) << 8);
    store<u32>(at, bytes | LITERAL | (length << 8) | PAIR | both);
  }
}

/**
 * Builds a table from the lengths of its codes; returns false when they do not form a complete set
 * of codes. As in zlib, a single code of one bit is allowed, and no distances at all.
 */
function build(kind: i32, table: usize, from: usize, symbols: u32, bits: u32, room: u32): bool {
  const longest = countLengths(kind, from, symbols);
  if (longest < 0) return false;
  const size: u32 = 1 << bits;
  for (let index: u32 = 0; index < size; index++) store<u32>(table + (index << 2), NOT_A_CODE);
  let used = size;
  let prefix: u32 = 0xffffffff;
  let start: u32 = 0;
  let subBits: u32 = 0;
  for (let length: u32 = 1; length <= <u32>longest; length++) {
    let left = load<u32>(counts + (length << 2));
    let code = load<u32>(firstCodes + (length << 2));
    for (let symbol: u32 = 0; left; symbol++) {
      if (load<u8>(from + symbol) != length) continue;
      const reversed = reverse(code++, length);
      if (length <= bits) {
        fill(table, reversed, length, bits, entryOf(kind, symbol) + length + (length << 8));
      } else {
        if ((reversed & (size - 1)) != prefix) {
          prefix = reversed & (size - 1);
          start = used;
          subBits = bitsOfSubtable(length, <u32>longest, left, bits);
          used += 1 << subBits;
          if (used > room) return false;
          const entry = (start << 16) | SPECIAL | SUBTABLE | (subBits << 8) | bits;
          store<u32>(table + (prefix << 2), entry);
        }
        const entry = entryOf(kind, symbol) + length + (length << 8);
        fill(table + (start << 2), reversed >> bits, length - bits, subBits, entry);
      }
      left--;
    }
  }
  return true;
}

/** Counts the codes of each length, and finds the first of each. Returns the longest, or -1. */
function countLengths(kind: i32, from: usize, symbols: u32): i32 {
  memory.fill(counts, 0, 64);
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count = counts + (<usize>load<u8>(from + symbol) << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  store<u32>(counts, 0);
  let code: u32 = 0;
  let unused: i32 = 1;
  let used: u32 = 0;
  let longest: u32 = 0;
  for (let length: u32 = 1; length <= LONGEST_CODE; length++) {
    const count = load<u32>(counts + (length << 2));
    code = (code + load<u32>(counts + ((length - 1) << 2))) << 1;
    store<u32>(firstCodes + (length << 2), code);
    unused = (unused << 1) - <i32>count;
    if (unused < 0) return -1;
    used += count;
    if (count) longest = length;
  }
  if (unused > 0 && (kind == LENGTHS_OF_CODES || used > 1 || longest > 1)) return -1;
  return <i32>longest;
}

/** Returns the number of bits that index a subtable whose shortest code has this length. */
function bitsOfSubtable(length: u32, longest: u32, left: u32, bits: u32): u32 {
  let subBits = length - bits;
  let unused: i32 = (1 << subBits) - <i32>left;
  while (unused > 0 && length < longest) {
    length++;
    subBits++;
    unused = (unused << 1) - <i32>load<u32>(counts + (length << 2));
  }
  return subBits;
}

/** Stores the entry of a code at every index that begins with it. */
// @ts-ignore: decorator
@inline
function fill(table: usize, code: u32, length: u32, bits: u32, entry: u32): void {
  for (let index = code; index < <u32>1 << bits; index += 1 << length) store<u32>(table + (index << 2), entry);
}

/** Returns the entry of a symbol without the length of its code. */
function entryOf(kind: i32, symbol: u32): u32 {
  if (kind == LENGTHS_OF_CODES) return symbol << 16;
  if (kind == DISTANCES) {
    if (symbol > 29) return NOT_A_CODE;
    return (<u32>load<u16>(distanceBases + (symbol << 1)) << 16) | <u32>load<u8>(distanceExtras + symbol);
  }
  if (symbol < 256) return LITERAL | (symbol << 16);
  if (symbol == 256) return SPECIAL | END_OF_BLOCK;
  if (symbol > 285) return NOT_A_CODE;
  const length = symbol - 257;
  return (<u32>load<u16>(lengthBases + (length << 1)) << 16) | <u32>load<u8>(lengthExtras + length);
}

function reverse(code: u32, length: u32): u32 {
  let reversed: u32 = 0;
  for (let bit: u32 = 0; bit < length; bit++) {
    reversed = (reversed << 1) | (code & 1);
    code >>= 1;
  }
  return reversed;
}
