import { HINT_TABLE_BYTES, HINT_TABLES } from './layout.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/**
 * Writes these words of four ASCII characters in the form in which `assembly/hints.ts` searches
 * them in upper or lower case, and returns their address.
 */
export function writeHints(words: readonly string[], memory: ScannerMemory): number {
  const hints = memory.allot(HINT_TABLES + 4 * 2 * HINT_TABLE_BYTES);
  const view = memory.view();
  const note = (at: number, bit: number) => {
    view.writeUInt8(view.readUInt8(at) | bit, at);
  };
  for (const [index, word] of words.entries()) {
    const codes = Buffer.from(word).map((code) => code | letterCase);
    view.set(codes, hints + index * 4);
    const bit = 1 << (index % 8);
    for (const [place, code] of codes.entries()) {
      const lower = hints + HINT_TABLES + place * 2 * HINT_TABLE_BYTES;
      const upper = lower + HINT_TABLE_BYTES;
      note(lower + (code & 15), bit);
      note(upper + (code >> 4), bit);
      note(upper + ((code & ~letterCase) >> 4), bit);
    }
  }
  return hints;
}

/** The bit that upper and lower case differ in. */
const letterCase = 0x20;
