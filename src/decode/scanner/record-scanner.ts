import { recordShape } from '../../event/record-shape.ts';
import { createKeyTree, type PlacedField } from './key-tree.ts';
import { partialEvent } from './partial-event.ts';
import type { ScanJob, ScanSink, ScanTest } from './scan-job.ts';
import { createScannerMemory, type ScannerMemory } from './scanner-memory.ts';
import { writeTree } from './write-tree.ts';

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
  /** Whether blocks have the texts and keys of what is taken from now on, as at first, or rows alone. */
  keepTexts(kept: boolean): void;
  /** The records that were taken, and those that failed a test, since this was called last. */
  counts(): { readonly matched: number; readonly notMatched: number };
  /**
   * The hash of a record that was read by others, the lower half first, 0 when it has no key; its key
   * as `EventRecord` has it.
   */
  hashOf(record: { readonly key: string; readonly time: number }): [low: number, high: number];
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

/** What `scan`, `decide` and `takeGroup` of `assembly/scanner.ts` return. */
const Code = { taken: 0, more: 1, stop: 2, record: 3, undecided: 4, full: 5, group: 6 } as const;

const rowBytes = 2 ** 18;
const keyBytes = 2 ** 18;
const textBytes = 2 ** 20 + 2 ** 19;
/** Tests beyond these, and those that read the whole record, are left to whoever parses it. */
const maxTests = 30;
/** There are 256 slots, of which the scanner itself needs four. */
const maxFields = 250;
/** Of a key that is hashed at once. */
const maxKeyBytes = 4096;
/** A memo takes no more. */
const maxMemoSlots = 8;

/** Creates a scanner, which does one thing at a time. */
export function createRecordScanner(job: ScanJob, sink: ScanSink): RecordScanner {
  const memory = createScannerMemory();
  const { wasm } = memory;
  const plan = writeJob(job, memory);
  const output = allotOutput(memory);
  let files: string[] = [];
  /** What is in the window, when it was copied there. */
  let brought:
    | { readonly bytes: Buffer; readonly from: number; readonly start: number }
    | undefined;

  const read = (slot: number): string | undefined => {
    const view = memory.view();
    const at = wasm.slots.value + slot * 8;
    const start = view.readUInt32LE(at);
    return start === 0 ? undefined : view.toString('utf8', start, view.readUInt32LE(at + 4));
  };

  const flush = () => {
    const used = wasm.rowsUsed.value - output.rows;
    if (used > 0) {
      const { buffer } = memory.view();
      if (job.groups) {
        sink.onCounted(new Uint32Array(buffer.slice(output.rows, output.rows + used)));
      } else {
        const isKept = wasm.keepsTexts.value !== 0;
        const keysEnd = isKept ? wasm.keysUsed.value : output.keys;
        const textsEnd = isKept ? wasm.textsUsed.value : output.texts;
        sink.onBlock({
          rows: new Float64Array(buffer.slice(output.rows, output.rows + used)),
          keys: Buffer.from(buffer.slice(output.keys, keysEnd)),
          texts: copyOf(memory.view().subarray(output.texts, textsEnd), job.room),
          files,
        });
      }
    }
    wasm.rowsUsed.value = output.rows;
    wasm.keysUsed.value = output.keys;
    wasm.textsUsed.value = output.texts;
    files = files.slice(-1);
    wasm.file.value = 0;
  };

  /** Whether the record passes the tests that were not decided; undefined when it must be parsed. */
  const decide = (): boolean | undefined => {
    const undecided = wasm.undecided.value;
    for (const [index, { test, fields, memo }] of plan.tests.entries()) {
      if ((undecided & (1 << index)) === 0) continue;
      const passed = test.matches(partialEvent(fields, read));
      if (memo !== 0) wasm.learn(memo, passed ? 1 : 2);
      if (!passed) return false;
    }
    return plan.needsParsing ? undefined : true;
  };

  const findGroup = (): number => {
    const { groups, fields, memo } = plan.group ?? {};
    if (!groups || !fields) throw new Error('a group was asked for');
    const number = groups.numberOf(partialEvent(fields, read));
    if (memo) wasm.learn(memo, number);
    return number;
  };

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
      files.push(name);
      wasm.file.value = files.length - 1;
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
    keepTexts(kept) {
      flush();
      wasm.keepsTexts.value = Number(kept);
    },
    counts() {
      const counts = { matched: wasm.matched.value, notMatched: wasm.notMatched.value };
      wasm.matched.value = 0;
      wasm.notMatched.value = 0;
      return counts;
    },
    hashOf({ key, time }) {
      if (key === '') return [0, 0];
      const bytes = Buffer.from(key);
      let hash = bitsOf(time);
      for (let at = 0; at < bytes.length; at += maxKeyBytes) {
        const part = bytes.subarray(at, at + maxKeyBytes);
        memory.view().set(part, output.key);
        hash = wasm.hashBytes(output.key, part.length, hash);
      }
      return [Number(BigInt.asUintN(32, hash)), Number(BigInt.asUintN(32, hash >> 32n))];
    },
  };
}

function copyOf(bytes: Buffer, room = newMemory): Buffer<ArrayBuffer> {
  const copy = Buffer.from(room(bytes.length), 0, bytes.length);
  copy.set(bytes);
  return copy;
}

function newMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

/** A double as it lies in memory. */
function bitsOf(number: number): bigint {
  return new BigUint64Array(Float64Array.of(number).buffer)[0] ?? 0n;
}

interface PlannedTest {
  readonly test: ScanTest;
  readonly fields: readonly PlacedField[];
  /** Address of what is known of values; 0 when nothing is kept. */
  readonly memo: number;
}

/** Writes what the job asks for into the scanner's memory. */
function writeJob(job: ScanJob, memory: ScannerMemory) {
  const { wasm } = memory;
  const { groups } = job;
  const fits = fitsIn(maxFields);
  const isCounted = groups !== undefined && readsParts(groups) && fits(groups);
  const planned = job.tests.filter((test) => readsParts(test) && fits(test)).slice(0, maxTests);
  const { tree, slots, place } = createKeyTree(
    recordShape,
    [...planned, ...(isCounted ? [groups] : [])].flatMap(({ reads }) => reads),
  );
  wasm.setHashSecrets(...job.secrets);
  wasm.setKeys(writeTree(tree, memory), slots);
  wasm.from.value = job.time.from ?? Number.NEGATIVE_INFINITY;
  wasm.before.value = job.time.to ?? Number.POSITIVE_INFINITY;

  const tests: PlannedTest[] = planned.map((test) => {
    const fields = distinctPlaces(test.reads.map(place));
    return { test, fields, memo: writeMemo(fields, memory) };
  });
  const table = memory.allot(tests.length * 4);
  for (const [index, { memo }] of tests.entries()) {
    memory.view().writeUInt32LE(memo, table + index * 4);
  }
  wasm.tests.value = table;
  wasm.testCount.value = tests.length;
  const needsParsing =
    job.needsParsing || planned.length < job.tests.length || (groups !== undefined && !isCounted);
  wasm.hostTests.value = needsParsing ? 2 ** 31 : 0;
  wasm.counting.value = Number(groups !== undefined);
  if (!groups || needsParsing) return { tests, needsParsing };
  const fields = distinctPlaces(groups.reads.map(place));
  const memo = writeMemo(fields, memory);
  wasm.groups.value = memo;
  return { tests, needsParsing, group: { groups, fields, memo } };
}

/** Lets parts through for as long as they have no more keys than so many, of all their fields. */
function fitsIn(most: number): (part: Pick<ScanTest, 'reads'>) => boolean {
  let left = most;
  return ({ reads }) => {
    const keys = reads.reduce((sum, field) => sum + field.length, 0);
    if (keys > left) return false;
    left -= keys;
    return true;
  };
}

/** Whether it looks at fields, and not at the event as a whole. */
function readsParts({ reads }: Pick<ScanTest, 'reads'>): boolean {
  return reads.every((field) => field.length > 0);
}

function distinctPlaces(fields: readonly PlacedField[]): PlacedField[] {
  return [...new Map(fields.map((field) => [field.slot, field])).values()];
}

function writeMemo(fields: readonly PlacedField[], memory: ScannerMemory): number {
  if (fields.length > maxMemoSlots) return 0;
  const memo = memory.allot(memory.wasm.MEMO_SIZE.value);
  const view = memory.view();
  view.writeUInt32LE(fields.length, memo + 8);
  for (const [index, { slot }] of fields.entries()) view.writeInt32LE(slot, memo + 12 + index * 4);
  return memo;
}

/** Makes room for what is taken, and for a key that is to be hashed. */
function allotOutput(memory: ScannerMemory) {
  const { wasm } = memory;
  const rows = memory.allot(rowBytes);
  const keys = memory.allot(keyBytes);
  const texts = memory.allot(textBytes);
  wasm.rows.value = rows;
  wasm.rowsUsed.value = rows;
  wasm.rowsEnd.value = rows + rowBytes;
  wasm.keys.value = keys;
  wasm.keysUsed.value = keys;
  wasm.keysEnd.value = keys + keyBytes;
  wasm.texts.value = texts;
  wasm.textsUsed.value = texts;
  wasm.textsEnd.value = texts + textBytes;
  return { rows, keys, texts, key: memory.allot(maxKeyBytes + 8) };
}
