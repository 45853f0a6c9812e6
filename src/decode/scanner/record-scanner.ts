import { createKeyHash, type HashKey } from './key-hash.ts';
import type { ScanJob, ScanSink } from './scan-job.ts';
import { createScanOutput } from './scan-output.ts';
import { createScannerMemory } from './scanner-memory.ts';
import { writeJob } from './write-job.ts';

/** Finds records in JSON text and decides what becomes of them, without parsing most of them. */
export interface RecordScanner {
  /** Where so many bytes of a file can be put, so that `scan` need not copy them. */
  window(bytes: number): Buffer;
  /** What is scanned from now on is of this file. */
  openFile(name: string): void;
  /** Reads as many records as it can. `Scanned` tells how far it came. */
  scan(input: ScanInput): Scanned;
  /** Hands on what was taken and not yet handed on. */
  flush(): void;
  /** The records that were taken, and those that failed a test, since this was called last. */
  counts(): { readonly matched: number; readonly notMatched: number };
  /** The numbers of groups are not to be used any more. */
  forgetGroups(): void;
  /** The hash of a record that was read by others. */
  readonly hashOf: HashKey;
}

/** Text that begins between two records. */
interface ScanInput {
  readonly bytes: Buffer;
  readonly at: number;
  /** Offset of the first of `bytes` in the file. */
  readonly base: number;
  /** How many first keys of good records are wanted, at most 4. */
  readonly keysWanted: number;
  /** The records are documents of their own: an object with a record array is none of them. */
  readonly isDocument: boolean;
}

/** What a scan came to. */
type Scanned = ScanEnd & {
  /** The keys with which the first good records begin, of those that have one that can be told. */
  readonly firstKeys: readonly string[];
  /** How many more are wanted. */
  readonly keysWanted: number;
};

/** Where a scan ended, in the input's bytes. */
type ScanEnd =
  /** At the end, or at a record that is not all there. */
  | { readonly kind: 'more'; readonly at: number }
  /** At something else than a record, or at one that is damaged. */
  | { readonly kind: 'stop'; readonly at: number }
  /** At a record that must be parsed: it ends at `end`. */
  | { readonly kind: 'record'; readonly at: number; readonly end: number };

/** What `scan`, `decide` and others of `assembly/scanner.ts` return. */
const Code = { taken: 0, more: 1, stop: 2, record: 3, undecided: 4, full: 5, group: 6 } as const;

/** Creates a scanner, which does one thing at a time. */
export function createRecordScanner(job: ScanJob, sink: ScanSink): RecordScanner {
  const memory = createScannerMemory();
  const { wasm } = memory;
  const { decide, findGroup, forgetGroups } = writeJob(job, memory);
  const { openFile, flush } = createScanOutput(job, memory, sink);
  /** What is in the window, when it was copied there. */
  let brought:
    | { readonly bytes: Buffer; readonly from: number; readonly start: number }
    | undefined;

  /** Does what a code asks for; returns the code that is left to the caller. */
  const settle = (code: number): number => {
    switch (code) {
      case Code.full:
        flush();
        return Code.taken;
      case Code.undecided: {
        const passed = decide();
        return passed === undefined ? parse() : settle(wasm.decide(passed));
      }
      case Code.group:
        return settle(wasm.takeGroup(findGroup()));
      default:
        return code;
    }
  };
  const parse = () => {
    wasm.position.value = wasm.recordEnd.value;
    return Code.record;
  };

  /** Sees to it that the bytes are in the window from `at` on: those from `from` begin at `start`. */
  const bring = (bytes: Buffer, at: number) => {
    if (bytes.buffer === memory.view().buffer) return { from: 0, start: bytes.byteOffset };
    if (brought?.bytes !== bytes || brought.from > at) {
      const start = memory.window(bytes.length - at);
      memory.view().set(bytes.subarray(at), start);
      brought = { bytes, from: at, start };
    }
    return brought;
  };

  const endOf = (code: number, start: number): ScanEnd => {
    const position = wasm.position.value - start;
    if (code === Code.more) return { kind: 'more', at: position };
    if (code === Code.stop) return { kind: 'stop', at: position };
    return { kind: 'record', at: wasm.recordStart.value - start, end: position };
  };

  const takeFirstKeys = (): string[] => {
    const view = memory.view();
    const found = Array.from({ length: wasm.firstKeyCount.value }, (_, index) => {
      const entry = wasm.firstKeys.value + index * 128;
      return view.toString('latin1', entry + 4, entry + 4 + view.readUInt32LE(entry));
    });
    wasm.firstKeyCount.value = 0;
    return found;
  };

  return {
    window(bytes) {
      brought = undefined;
      const address = memory.window(bytes);
      return memory.view().subarray(address, address + bytes);
    },
    openFile(name) {
      brought = undefined;
      openFile(name);
    },
    scan({ bytes, at, base, keysWanted, isDocument }) {
      const { from, start } = bring(bytes, at);
      wasm.windowStart.value = start;
      wasm.windowOffset.value = base + from;
      wasm.position.value = start + at - from;
      wasm.keysWanted.value = keysWanted;
      const end = start + bytes.length - from;
      memory.endWindow(end);
      let code: number;
      do {
        code = settle(wasm.scan(end, isDocument));
      } while (code === Code.taken);
      return {
        ...endOf(code, start - from),
        firstKeys: keysWanted > 0 ? takeFirstKeys() : [],
        keysWanted: wasm.keysWanted.value,
      };
    },
    flush,
    counts() {
      const counts = { matched: wasm.matched.value, notMatched: wasm.notMatched.value };
      wasm.matched.value = 0;
      wasm.notMatched.value = 0;
      return counts;
    },
    forgetGroups,
    hashOf: createKeyHash(memory),
  };
}
