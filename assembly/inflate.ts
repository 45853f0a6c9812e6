// Inflates a DEFLATE stream (RFC 1951) piece by piece: it is suspended between two symbols when the
// output is full or the input has run out, and continues with what the host then provides.

import {
  ENDED,
  INPUT_ENDS,
  INPUT_PADDING,
  NOT_DEFLATE,
  OUTPUT_FULL,
} from '../src/decode/inflate/layout';
import {
  buildDistances,
  buildFixed,
  buildPrecode,
  buildSymbols,
  DISTANCE_BITS,
  distanceTable,
  END_OF_BLOCK,
  LITERAL,
  lengths,
  PAIR,
  PAIR_SHIFT,
  pairLiterals,
  PRECODE_BITS,
  precodeTable,
  SPECIAL,
  SUBTABLE,
  SYMBOL_BITS,
  symbolTable,
} from './huffman';

// The next part of the input.
const HEADER: i32 = 0;
const STORED: i32 = 1;
const SYMBOLS: i32 = 2;

/**
 * A block's header is read when at least this many bytes are there, or the last ones: it has at most 17 bits, 19 × 3,
 * and 316 × 14.
 */
const LONGEST_HEADER: usize = 640;
/** The most bytes by which one round of the loop over symbols moves in the input, and 8 more. */
const ROUND: usize = 32;

/** With less input than this, pairs of literals cost more than they save. */
const FEW_BYTES: usize = 2048;

/** The order in which the lengths of the precode are written. */
const precodeOrder = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** The input that has not been taken. The host sets both ends. */
export let input: usize = 0;
export let inputEnd: usize = 0;
/** Whether nothing comes after the input. Then INPUT_PADDING zeros must follow it. */
export let isLastInput: bool = false;
/**
 * Where the next byte of output goes, and where the output is full: the last symbol may write up to
 * OUTPUT_SLACK bytes beyond that. The output from `oldest` on is there to be copied from.
 */
export let output: usize = 0;
export let outputEnd: usize = 0;
export let oldest: usize = 0;

let next: i32 = HEADER;
let isLastBlock: bool = false;
/** The bytes of a stored block that have not been copied. */
let storedLeft: usize = 0;
/** Bits that were taken from the input and not used: `bitCount` of them. */
let bits: u64 = 0;
let bitCount: u32 = 0;
let hasFixedTables: bool = false;

/** Begins a stream. */
export function startInflate(): void {
  next = HEADER;
  isLastBlock = false;
  bits = 0;
  bitCount = 0;
}

/**
 * Continues until the stream ends, the input has run out, or the output is full; returns which. Bytes from `input`
 * on are needed again.
 */
export function inflate(): i32 {
  while (true) {
    let code: i32 = 0;
    if (next == SYMBOLS) code = readSymbols();
    else if (next == HEADER) code = readHeader();
    else code = copyStored();
    if (!code) continue;
    giveBack();
    return input > inputEnd ? INPUT_ENDS : code;
  }
}

/** Returns whether more bits were taken than the input has: the last ones were padding. */
// @ts-ignore: decorator
@inline
function isCutOff(): bool {
  return input - <usize>(bitCount >> 3) > inputEnd;
}

/** Gives back the whole bytes that were not used. */
function giveBack(): void {
  input -= <usize>(bitCount >> 3);
  bitCount &= 7;
  bits &= ((<u64>1) << <u64>bitCount) - 1;
}

// @ts-ignore: decorator
@inline
function refill(): void {
  bits |= load<u64>(input) << <u64>bitCount;
  input += <usize>((63 - bitCount) >> 3);
  bitCount |= 56;
}

// @ts-ignore: decorator
@inline
function take(count: u32): u32 {
  const taken = <u32>bits & ((1 << count) - 1);
  bits >>= <u64>count;
  bitCount -= count;
  return taken;
}

/** Reads the header of a block. Returns 0, or a code as `inflate` does. */
function readHeader(): i32 {
  if (isLastBlock) return ENDED;
  if (!isLastInput && input + LONGEST_HEADER > inputEnd) return INPUT_ENDS;
  refill();
  isLastBlock = <bool>take(1);
  const type = take(2);
  if (type == 3) return NOT_DEFLATE;
  if (type == 0) return readStoredHeader();
  next = SYMBOLS;
  if (type == 2) {
    hasFixedTables = false;
    return readTables();
  }
  if (!hasFixedTables) buildFixed();
  hasFixedTables = true;
  return 0;
}

function readStoredHeader(): i32 {
  giveBack();
  bits = 0;
  bitCount = 0;
  const length = load<u16>(input);
  input += 4;
  if (input > inputEnd) return INPUT_ENDS;
  if (length != (load<u16>(input - 2) ^ 0xffff)) return NOT_DEFLATE;
  storedLeft = length;
  next = STORED;
  return 0;
}

function copyStored(): i32 {
  if (!storedLeft) {
    next = HEADER;
    return 0;
  }
  if (input >= inputEnd) return INPUT_ENDS;
  if (output >= outputEnd) return OUTPUT_FULL;
  const length = min(storedLeft, min(inputEnd - input, outputEnd - output));
  memory.copy(output, input, length);
  input += length;
  output += length;
  storedLeft -= length;
  return 0;
}

/** Reads the codes of a block (RFC 1951, 3.2.7) and builds its tables. */
function readTables(): i32 {
  const symbols = take(5) + 257;
  const distances = take(5) + 1;
  const written = take(4) + 4;
  if (symbols > 286 || distances > 30) return NOT_DEFLATE;
  memory.fill(lengths, 0, 19);
  for (let index: u32 = 0; index < written; index++) {
    refill();
    store<u8>(lengths + <usize>load<u8>(precodeOrder + index), <u8>take(3));
  }
  if (!buildPrecode() || !readLengths(symbols + distances)) return NOT_DEFLATE;
  if (!load<u8>(lengths + 256)) return NOT_DEFLATE;
  if (!buildDistances(symbols, distances) || !buildSymbols(symbols)) return NOT_DEFLATE;
  if (!isLastInput || input + FEW_BYTES < inputEnd) pairLiterals();
  return 0;
}

/** Reads the lengths of this many codes. */
function readLengths(count: u32): bool {
  let index: u32 = 0;
  while (index < count) {
    refill();
    if (input > inputEnd + INPUT_PADDING - 8) return false;
    const entry = load<u32>(precodeTable + (<usize>(bits & ((1 << PRECODE_BITS) - 1)) << 2));
    take(entry & 63);
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(lengths + index++, <u8>symbol);
      continue;
    }
    if (symbol == 16 && !index) return false;
    const value: u8 = symbol == 16 ? load<u8>(lengths + index - 1) : 0;
    const times: u32 = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (index + times > count) return false;
    memory.fill(lengths + index, value, times);
    index += times;
  }
  return true;
}

/** Reads symbols to the end of the block. Returns 0, or a code as `inflate` does. */
function readSymbols(): i32 {
  const code = readManySymbols();
  if (code != INPUT_ENDS || !isLastInput) return code;
  while (next == SYMBOLS) {
    if (output >= outputEnd) return OUTPUT_FULL;
    const end = readSymbol();
    if (end) return end;
  }
  return 0;
}

/**
 * Reads symbols while at least ROUND bytes of input are left. Its state is in local variables, which are
 * several times as fast. An entry is shifted by and subtracted as it is: only the lowest 6 bits of a shift's
 * distance and of `count` matter, and those of an entry are the bits to take.
 */
function readManySymbols(): i32 {
  if (inputEnd < input + ROUND) return INPUT_ENDS;
  const lastRound = inputEnd - ROUND;
  const end = outputEnd;
  const from = oldest;
  let at = input;
  let out = output;
  let held = bits;
  let count = bitCount;
  let code = 0;
  held |= load<u64>(at) << <u64>count;
  at += bytesOf(count);
  count |= 56;
  let entry = symbolOf(held);
  while (true) {
    if (at > lastRound) {
      code = INPUT_ENDS;
      break;
    }
    if (out >= end) {
      code = OUTPUT_FULL;
      break;
    }
    if (entry & LITERAL) {
      held >>= <u64>entry;
      count -= entry;
      out = writeLiterals(out, entry);
      entry = symbolOf(held);
      if (entry & LITERAL) {
        held >>= <u64>entry;
        count -= entry;
        out = writeLiterals(out, entry);
        entry = symbolOf(held);
      }
    }
    if (entry & SPECIAL) {
      if (entry & SUBTABLE) entry = load<u32>(symbolTable + (<usize>subtableIndex(entry, held, SYMBOL_BITS) << 2));
      if (entry & SPECIAL) {
        held >>= <u64>entry;
        count -= entry;
        if (entry & END_OF_BLOCK) next = HEADER;
        else code = NOT_DEFLATE;
        break;
      }
    }
    // The third of a round, or one with a long code.
    if (entry & LITERAL) {
      held >>= <u64>entry;
      count -= entry;
      out = writeLiterals(out, entry);
      held |= load<u64>(at) << <u64>count;
      at += bytesOf(count);
      count |= 56;
      entry = symbolOf(held);
      continue;
    }
    const length = valueOf(entry, held);
    held >>= <u64>entry;
    count -= entry;
    held |= load<u64>(at) << <u64>count;
    at += bytesOf(count);
    count |= 56;
    entry = load<u32>(distanceTable + (<usize>(held & ((1 << DISTANCE_BITS) - 1)) << 2));
    if (entry & SPECIAL) {
      if (entry & SUBTABLE) {
        entry = load<u32>(distanceTable + (<usize>subtableIndex(entry, held, DISTANCE_BITS) << 2));
      }
      if (entry & SPECIAL) {
        code = NOT_DEFLATE;
        break;
      }
    }
    const distance = valueOf(entry, held);
    held >>= <u64>entry;
    count -= entry;
    if (distance > out - from) {
      code = NOT_DEFLATE;
      break;
    }
    // The next entry is loaded while the match is copied.
    held |= load<u64>(at) << <u64>count;
    at += bytesOf(count);
    count |= 56;
    entry = symbolOf(held);
    copyMatch(out, distance, length);
    out += length;
  }
  input = at;
  output = out;
  bitCount = count & 63;
  bits = held & (((<u64>1) << <u64>bitCount) - 1);
  return code;
}

/** Returns how many bytes a refill takes when there are `count` bits. */
// @ts-ignore: decorator
@inline
function bytesOf(count: u32): usize {
  return <usize>(7 - ((count >> 3) & 7));
}

// @ts-ignore: decorator
@inline
function symbolOf(held: u64): u32 {
  return load<u32>(symbolTable + (<usize>(held & ((1 << SYMBOL_BITS) - 1)) << 2));
}

/** Returns the index, in a table of `tableBits`, of the entry that a subtable has for the bits. */
// @ts-ignore: decorator
@inline
function subtableIndex(entry: u32, held: u64, tableBits: u32): u32 {
  return (entry >> 16) + (<u32>(held >> <u64>tableBits) & ((1 << ((entry >> 8) & 15)) - 1));
}

/** Writes the one or two literals of an entry, and returns the address after them. */
// @ts-ignore: decorator
@inline
function writeLiterals(to: usize, entry: u32): usize {
  store<u16>(to, <u16>(entry >> 16));
  return to + 1 + <usize>((entry & PAIR) >> PAIR_SHIFT);
}

/** Returns the length or the distance of an entry whose code comes next in the bits. */
// @ts-ignore: decorator
@inline
function valueOf(entry: u32, held: u64): usize {
  const extra = <u32>(held & (((<u64>1) << <u64>entry) - 1)) >> ((entry >> 8) & 15);
  return <usize>((entry >> 16) + extra);
}

/** Copies `length` bytes from `distance` bytes before; writes up to 15 bytes more. */
// @ts-ignore: decorator
@inline
function copyMatch(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  let from = to - distance;
  if (distance >= 16) {
    // Most matches are not longer, and a loop that ends sooner or later is a branch to guess.
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    to += 48;
    from += 48;
    while (to < end) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += 32;
      from += 32;
    }
  } else if (distance == 1) {
    const bytes = i8x16.splat(load<u8>(from));
    do {
      v128.store(to, bytes);
      to += 16;
    } while (to < end);
  } else {
    // Each step copies 8 bytes, and goes on behind those that are the period's.
    const step = distance >= 8 ? <usize>8 : distance;
    do {
      store<u64>(to, load<u64>(from));
      to += step;
      from += step;
    } while (to < end);
  }
}

/**
 * Reads one symbol near the end of the last input. Returns 0, or a code as `inflate` does; a symbol whose bits
 * are not all there is not written.
 */
function readSymbol(): i32 {
  refill();
  let entry = takeCode(symbolTable, SYMBOL_BITS);
  if (entry & LITERAL) {
    if (isCutOff()) return INPUT_ENDS;
    store<u8>(output++, <u8>(entry >> 16));
    return 0;
  }
  if (entry & SPECIAL) {
    if (!(entry & END_OF_BLOCK)) return NOT_DEFLATE;
    next = HEADER;
    return 0;
  }
  const length = takeValue(entry);
  refill();
  entry = takeCode(distanceTable, DISTANCE_BITS);
  if (entry & SPECIAL) return NOT_DEFLATE;
  const distance = takeValue(entry);
  if (isCutOff()) return INPUT_ENDS;
  if (distance > output - oldest) return NOT_DEFLATE;
  copyMatch(output, distance, length);
  output += length;
  return 0;
}

/** Takes the bits of a code, without the extra bits after it, and returns its entry. */
function takeCode(table: usize, tableBits: u32): u32 {
  let entry = load<u32>(table + (<usize>(bits & ((1 << tableBits) - 1)) << 2));
  if (entry & SUBTABLE) entry = load<u32>(table + (<usize>subtableIndex(entry, bits, tableBits) << 2));
  take((entry >> 8) & 15);
  return entry;
}

/** Takes the extra bits of a length or of a distance, and returns it. */
function takeValue(entry: u32): usize {
  return <usize>((entry >> 16) + take((entry & 63) - ((entry >> 8) & 15)));
}
