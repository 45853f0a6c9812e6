import { createKeyHash, type HashKey } from './key-hash.ts';
import type { ScanJob, ScanSink } from './scan-job.ts';
import { createScanOutput } from './scan-output.ts';
import { createScannerMemory } from './scanner-memory.ts';
import { writeJob } from './write-job.ts';

/** Finds records in JSON text and decides which of them match, mostly without parsing them. */
export interface RecordScanner {
  /** Returns room for this many bytes of a file, so that `scan` need not copy them. */
  window(bytes: number): Buffer;
  /** Starts a file: text that is scanned from now on belongs to it. */
  openFile(name: string): void;
  /** Reads as many records as it can. `Scanned` says how far it came. */
  scan(input: ScanInput): Scanned;
  /** Hands on the records that were taken since the last flush. */
  flush(): void;
  /** Returns the numbers of records that were taken and that failed a test since the last call. */
  counts(): { readonly matched: number; readonly notMatched: number };
  /** Forgets the numbers of groups, which are not valid any more. */
  forgetGroups(): void;
  /** Returns the hash of a record that the parser read. */
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
  /** Each record is a document of its own: an object with a record array is not a record. */
  readonly isDocument: boolean;
}

/** The result of a scan. */
type Scanned = ScanEnd & {
  /** The first keys of the first good records, as far as they can be read. */
  readonly firstKeys: readonly string[];
  /** How many more are wanted. */
  readonly keysWanted: number;
};

/** Where a scan ended, in the input's bytes. */
type ScanEnd =
  /** At the end, or at an incomplete record. */
  | { readonly kind: 'more'; readonly at: number }
  /** At text that is not a record, or at a damaged record. */
  | { readonly kind: 'stop'; readonly at: number }
  /** At a record that must be parsed: it ends at `end`. */
  | { readonly kind: 'record'; readonly at: number; readonly end: number };

/** Return codes of `scan`, `decide` and other functions of `assembly/scanner.ts`. */
const Code = { taken: 0, more: 1, stop: 2, record: 3, undecided: 4, full: 5, group: 6 } as const;

/** Creates a scanner; do not use it for two files at the same time. */
export function createRecordScanner(job: ScanJob, sink: ScanSink): RecordScanner {
  const memory = createScannerMemory();
  const { wasm } = memory;
  const answers = writeJob(job, memory);
  const { decide, findGroup, forgetGroups } = answers;
  const { openFile, flush } = createScanOutput(job, memory, sink);
  /** The bytes that were last copied into the window. */
  let copied: { readonly bytes: Buffer; readonly from: number; readonly start: number } | undefined;

  /** Handles a return code; returns the code that is left to the caller. */
  const handleCode = (code: number): number => {
    switch (code) {
      case Code.full:
        flush();
        return Code.taken;
      case Code.undecided: {
        const passed = decide();
        return passed === undefined ? leaveToParser() : handleCode(wasm.decide(passed));
      }
      case Code.group:
        return handleCode(wasm.takeGroup(findGroup()));
      default:
        return code;
    }
  };
  const leaveToParser = () => {
    wasm.position.value = wasm.recordEnd.value;
    return Code.record;
  };

  /**
   * Makes sure that the bytes from `at` on are in the window. The byte at index `from` is at
   * address `start`.
   */
  const ensureInWindow = (bytes: Buffer, at: number) => {
    if (bytes.buffer === memory.view().buffer) return { from: 0, start: bytes.byteOffset };
    if (copied?.bytes !== bytes || copied.from > at) {
      const start = memory.window(bytes.length - at);
      memory.view().set(bytes.subarray(at), start);
      copied = { bytes, from: at, start };
    }
    return copied;
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
      copied = undefined;
      const address = memory.window(bytes);
      return memory.view().subarray(address, address + bytes);
    },
    openFile(name) {
      copied = undefined;
      answers.openFile(name);
      openFile(name);
    },
    scan({ bytes, at, base, keysWanted, isDocument }) {
      const { from, start } = ensureInWindow(bytes, at);
      wasm.windowStart.value = start;
      wasm.windowOffset.value = base + from;
      wasm.position.value = start + at - from;
      wasm.keysWanted.value = keysWanted;
      const end = start + bytes.length - from;
      memory.endWindow(end);
      let code: number;
      do {
        code = handleCode(wasm.scan(end, isDocument));
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
