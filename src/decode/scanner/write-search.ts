import {
  SEARCH_ANY_CASE,
  SEARCH_COUNT,
  SEARCH_ENOUGH,
  SEARCH_IN_SPACED,
  SEARCH_TEXTS,
  TEXT_BYTES,
  TEXT_ENTRY,
  TEXT_MASKS,
} from './layout.ts';
import type { TextTest } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/**
 * Writes the texts that a record must have, as `assembly/search.ts` reads them, and returns their
 * address; 0 when none are known.
 */
export function writeSearch({ literals }: TextTest, memory: ScannerMemory): number {
  if (!literals) return 0;
  const { texts, anyCase, areEnough } = literals;
  const search = memory.allot(SEARCH_TEXTS + texts.length * TEXT_ENTRY);
  const writeWord = (word: number, at: number) => memory.view().writeUInt32LE(word, search + at);
  writeWord(texts.length, SEARCH_COUNT);
  writeWord(Number(areEnough), SEARCH_ENOUGH);
  writeWord(Number(anyCase), SEARCH_ANY_CASE);
  writeWord(Number(!texts.some((text) => structural.test(text))), SEARCH_IN_SPACED);
  for (const [index, text] of texts.entries()) {
    const bytes = Buffer.from(text);
    const masks = bytes.map((byte) => (anyCase && isLetter(byte) ? letterCase : 0));
    const at = SEARCH_TEXTS + index * TEXT_ENTRY;
    writeWord(bytes.length, at);
    writeWord(
      write(
        bytes.map((byte, place) => byte | (masks[place] ?? 0)),
        memory,
      ),
      at + TEXT_BYTES,
    );
    writeWord(write(masks, memory), at + TEXT_MASKS);
  }
  return search;
}

/**
 * Characters next to which a record may have white space that its text does not have, and where
 * white space may be just that.
 */
const structural = /[[\]{}:,"]|^\s|\s$/;

/** The bit that upper and lower case differ in. */
const letterCase = 0x20;

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function write(bytes: Uint8Array, memory: ScannerMemory): number {
  const address = memory.allot(bytes.length);
  memory.view().set(bytes, address);
  return address;
}
