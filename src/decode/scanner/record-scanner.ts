import { createKeyHash, type HashKey } from './key-hash.ts';
import {
  FIRST_KEY_BYTES,
  FULL,
  GROUP,
  MORE,
  RECORD,
  STOP,
  TAKEN,
  TEXT,
  UNDECIDED,
} from './layout.ts';
import type { ScanJob, ScanSink } from './scan-job.ts';
import { createScanOutput } from './scan-output.ts';
import { createScannerMemory, type ScannerMemory } from './scanner-memory.ts';
import { writeJob } from './write-job.ts';

/** Finds records in JSON text and decides which of them match, mostly without parsing them. */
export interface RecordScanner {
  /**
   * Returns scanner memory for this many bytes of a file. Text that is put there need not be copied
   * by `scan`.
   */
  window(bytes: number): Buffer;
  /**
   * Returns the bytes of the chunks after those of `before`, in scanner memory. Bytes that earlier
   * calls returned are no longer valid.
   */
  join(before: Buffer, chunks: readonly Uint8Array[]): Buffer;
  /** Starts a file: text that is scanned from now on belongs to it. */
  openFile(name: string): void;
  /** Reads as many records as it can, and returns how far it got. */
  scan(input: ScanInput): Scanned;
  /** Passes the records that were taken since the last flush to the sink. */
  flush(): void;
  /** Returns how many records matched since the last call, and how many did not. */
  counts(): { readonly matched: number; readonly notMatched: number };
  /** Forgets the numbers of groups, when they are no longer valid. */
  forgetGroups(): void;
  /** Returns the hash of a parsed record. */
  readonly hashOf: HashKey;
}

/** The text to scan from the index `at`, which must be between two records. */
interface ScanInput {
  readonly bytes: Buffer;
  readonly at: number;
  /** The offset in the file of the first of `bytes`. */
  readonly base: number;
  /** The number of further valid records whose first keys are wanted, at most `FIRST_KEYS`. */
  readonly keysWanted: number;
  /**
   * Whether each record is a separate document. Then an object with a record array is not a record.
   */
  readonly isDocument: boolean;
}

/** The result of a scan. */
type Scanned = ScanEnd & {
  /** The first keys of valid records, except keys that are long or have escapes. */
  readonly firstKeys: readonly string[];
  /** The number of further records whose first keys are wanted. */
  readonly keysWanted: number;
};

/** Where a scan ended, in the input's bytes. */
type ScanEnd =
  /** The scan ended at the end of the text, or at an incomplete record. */
  | { readonly kind: 'more'; readonly at: number }
  /** It ended at text that is not a record, or at a damaged record. */
  | { readonly kind: 'stop'; readonly at: number }
  /** It ended at a record that must be parsed, which ends at `end`. */
  | { readonly kind: 'record'; readonly at: number; readonly end: number };

/** Creates a scanner for one file at a time. It takes all memory that is left for its window. */
export function createRecordScanner(
  job: ScanJob,
  sink: ScanSink,
  memory: ScannerMemory = createScannerMemory(),
): RecordScanner {
  const { wasm } = memory;
  const answers = writeJob(job, memory);
  const { decide, testText, findNumber, forgetGroups } = answers;
  const { openFile, flush } = createScanOutput(job, memory, sink);
  /**
   * The bytes that were last copied into the window: those from index `from`, at the address
   * `start`.
   */
  let copied: { readonly bytes: Buffer; readonly from: number; readonly start: number } | undefined;

  /** Handles a return code as far as the host can, and returns the code that remains. */
  const handleCode = (code: number): number => {
    switch (code) {
      case FULL:
        flush();
        return TAKEN;
      case UNDECIDED: {
        const passed = decide();
        return passed === undefined ? leaveToParser() : handleCode(wasm.decide(passed));
      }
      case TEXT:
        return handleCode(wasm.decideText(testText()));
      case GROUP:
        return handleCode(wasm.takeGroup(findNumber()));
      default:
        return code;
    }
  };
  const leaveToParser = () => {
    wasm.position.value = wasm.recordEnd.value;
    return RECORD;
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
    if (code === MORE) return { kind: 'more', at: position };
    if (code === STOP) return { kind: 'stop', at: position };
    return { kind: 'record', at: wasm.recordStart.value - start, end: position };
  };

  const takeFirstKeys = (): string[] => {
    const view = memory.view();
    const found = Array.from({ length: wasm.firstKeyCount.value }, (_, index) => {
      const entry = wasm.firstKeys.value + index * FIRST_KEY_BYTES;
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
    join(before, chunks) {
      copied = undefined;
      const isInWindow = before.buffer === memory.view().buffer;
      // A memory that grows takes the bytes away from `before`.
      const { byteOffset, length } = before;
      const start = memory.window(chunks.reduce((sum, chunk) => sum + chunk.length, length));
      const view = memory.view();
      if (isInWindow) view.copyWithin(start, byteOffset, byteOffset + length);
      else view.set(before, start);
      let end = start + length;
      for (const chunk of chunks) {
        view.set(chunk, end);
        end += chunk.length;
      }
      return view.subarray(start, end);
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
      } while (code === TAKEN);
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
