import { isGzip } from '../../gzip.ts';
import type { ScannerMemory } from '../scanner/scanner-memory.ts';
import { crc32 } from './crc32.ts';
import { gzipHeaderLength } from './gzip-header.ts';
import { ENDED, INPUT_ENDS, INPUT_PADDING, NOT_DEFLATE, OUTPUT_FULL } from './layout.ts';

/** Where output goes: addresses in the scanner's memory. */
interface GunzipOutput {
  /** The address of the next byte. */
  readonly at: number;
  /** The output is full here; up to OUTPUT_SLACK bytes more may be written. */
  readonly end: number;
  /** The output from here on has not changed since it was written. */
  readonly oldest: number;
}

/** Why `Gunzip.read` returned, and the address after the last byte of output. */
export type Gunzipped = {
  readonly at: number;
} & (
  | { readonly kind: 'full' | 'needs-input' | 'end' }
  | { readonly kind: 'damage'; readonly reason: string }
);

/** Inflates gzip of any number of members, in the scanner's memory. */
export interface Gunzip {
  /** Begins another file, and forgets what was pushed. */
  open(): void;
  /** Adds stored bytes, which must not change until they have been read. */
  push(stored: Uint8Array): void;
  /** Says that everything has been pushed. */
  end(): void;
  /**
   * Inflates until the output is full, the input is used up, or the file ends. All bytes before any
   * damage are written, but those of a member whose checksum is wrong are, too. Must not be called
   * again after `end` or `damage`.
   */
  read(output: GunzipOutput): Gunzipped;
  /** Returns how many of the stored bytes have been copied to be inflated. */
  taken(): number;
}

/** The bytes of stored input in memory; a header must fit. */
const areaBytes = 2 ** 17;
/** The checksum is computed after this many bytes of output, while they are in the cache. */
const stepBytes = 2 ** 16;
const trailerBytes = 8;
/** With fewer bytes than this, more are copied before a header is read. */
const usualHeaderBytes = 64;

const cutOff = 'the gzip data is cut off';
const corrupt = 'the gzip data is corrupt';
const otherData = 'something else follows the gzip data';

/** Creates a `Gunzip`, which allots an area for its input in the memory. */
export function createGunzip(memory: ScannerMemory): Gunzip {
  return new MemoryGunzip(memory);
}

class MemoryGunzip implements Gunzip {
  readonly #memory: ScannerMemory;
  readonly #area: number;
  #waiting: Uint8Array[] = [];
  #isEnded = false;
  #next: 'header' | 'data' | 'trailer' = 'header';
  #isFirstMember = true;
  #taken = 0;
  /** Of the current member. */
  #crc = 0;
  #size = 0;

  constructor(memory: ScannerMemory) {
    this.#memory = memory;
    this.#area = memory.allot(areaBytes + INPUT_PADDING);
  }

  open(): void {
    const { wasm } = this.#memory;
    wasm.input.value = this.#area;
    wasm.inputEnd.value = this.#area;
    wasm.isLastInput.value = 0;
    this.#waiting = [];
    this.#isEnded = false;
    this.#next = 'header';
    this.#isFirstMember = true;
    this.#taken = 0;
  }

  push(stored: Uint8Array): void {
    if (stored.length > 0) this.#waiting.push(stored);
  }

  end(): void {
    this.#isEnded = true;
  }

  taken(): number {
    return this.#taken;
  }

  read(output: GunzipOutput): Gunzipped {
    let { at } = output;
    for (;;) {
      if (this.#next === 'data') {
        const read = this.#readData({ ...output, at });
        if (read.kind !== 'end') return read;
        at = read.at;
        this.#next = 'trailer';
      }
      const end = this.#next === 'header' ? this.#readHeader() : this.#readTrailer();
      if (typeof end === 'object') return { kind: 'damage', at, ...end };
      if (end) return { kind: end, at };
    }
  }

  /** Reads a header, if another member follows. */
  #readHeader(): Failure | 'needs-input' | 'end' | undefined {
    if (this.#stored().length < usualHeaderBytes) this.#fill();
    const { wasm } = this.#memory;
    const bytes = this.#stored();
    if (bytes.length < 2 && !this.#isAll()) return 'needs-input';
    if (!this.#isFirstMember && bytes.length === 0) return 'end';
    if (!this.#isFirstMember && bytes[0] === 0) return this.#readPadding();
    if (bytes.length === 1 && bytes[0] === 0x1f) return { reason: cutOff };
    if (!isGzip(bytes)) return { reason: otherData };
    const length = gzipHeaderLength(bytes);
    if (length === 'corrupt') return { reason: corrupt };
    if (length === 'incomplete') {
      if (this.#fill()) return undefined;
      if (this.#isAll()) return { reason: cutOff };
      return bytes.length < areaBytes ? 'needs-input' : { reason: 'the gzip header is too long' };
    }
    wasm.input.value += length;
    wasm.startInflate();
    this.#next = 'data';
    this.#isFirstMember = false;
    this.#crc = 0;
    this.#size = 0;
    return undefined;
  }

  /** Reads the zeros that may follow the last member. */
  #readPadding(): Failure | 'needs-input' | 'end' {
    const { wasm } = this.#memory;
    for (;;) {
      if (this.#stored().some((byte) => byte !== 0)) return { reason: otherData };
      wasm.input.value = wasm.inputEnd.value;
      if (this.#isAll()) return 'end';
      if (!this.#fill()) return 'needs-input';
    }
  }

  #readData({ at, end, oldest }: GunzipOutput): Gunzipped {
    const { wasm } = this.#memory;
    wasm.oldest.value = Math.max(oldest, at - this.#size);
    wasm.output.value = at;
    for (;;) {
      const from = wasm.output.value;
      wasm.outputEnd.value = Math.min(end, from + stepBytes);
      const code = wasm.inflate();
      this.#check(from, wasm.output.value);
      const after = wasm.output.value;
      switch (code) {
        case OUTPUT_FULL:
          if (after >= end) return { kind: 'full', at: after };
          break;
        case ENDED:
          return { kind: 'end', at: after };
        case NOT_DEFLATE:
          return { kind: 'damage', at: after, reason: corrupt };
        case INPUT_ENDS:
          if (wasm.isLastInput.value) return { kind: 'damage', at: after, reason: cutOff };
          if (!this.#fill()) return { kind: 'needs-input', at: after };
          break;
      }
    }
  }

  #check(from: number, to: number): void {
    this.#crc = crc32(this.#memory.view().subarray(from, to), this.#crc);
    this.#size += to - from;
  }

  #readTrailer(): Failure | 'needs-input' | undefined {
    if (this.#stored().length < trailerBytes) this.#fill();
    const bytes = this.#stored();
    if (bytes.length < trailerBytes) return this.#isAll() ? { reason: cutOff } : 'needs-input';
    this.#memory.wasm.input.value += trailerBytes;
    this.#next = 'header';
    const isIntact =
      bytes.readUInt32LE(0) === this.#crc && bytes.readUInt32LE(4) === this.#size % 2 ** 32;
    return isIntact ? undefined : { reason: corrupt };
  }

  /** Returns the input in memory that has not been taken. */
  #stored(): Buffer {
    const { wasm } = this.#memory;
    return this.#memory.view().subarray(wasm.input.value, wasm.inputEnd.value);
  }

  /** Returns whether no more input will come than is in memory. */
  #isAll(): boolean {
    return this.#isEnded && this.#waiting.length === 0;
  }

  /** Copies as much of the input into memory as fits. Returns whether there is anything new. */
  #fill(): boolean {
    const { wasm } = this.#memory;
    const view = this.#memory.view();
    const wasLast = wasm.isLastInput.value !== 0;
    view.copyWithin(this.#area, wasm.input.value, wasm.inputEnd.value);
    let end = this.#area + wasm.inputEnd.value - wasm.input.value;
    const before = end;
    while (this.#waiting[0] && end < this.#area + areaBytes) {
      const part = this.#waiting[0].subarray(0, this.#area + areaBytes - end);
      view.set(part, end);
      end += part.length;
      const rest = this.#waiting[0].subarray(part.length);
      if (rest.length > 0) this.#waiting[0] = rest;
      else this.#waiting.shift();
    }
    this.#taken += end - before;
    wasm.input.value = this.#area;
    wasm.inputEnd.value = end;
    wasm.isLastInput.value = this.#isAll() ? 1 : 0;
    if (this.#isAll()) view.fill(0, end, end + INPUT_PADDING);
    return end > before || wasLast !== this.#isAll();
  }
}

interface Failure {
  readonly reason: string;
}
