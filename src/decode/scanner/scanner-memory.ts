import { ConfigError } from '../../errors.ts';
import { PADDING } from './layout.ts';
import { scannerWasm } from './scanner-wasm.ts';

/** The exports of `assembly/`; its numbers are doubles, its addresses 32-bit integers. */
interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  scan(end: number, inDocuments: boolean): number;
  decide(passed: boolean): number;
  decideText(passed: boolean): number;
  takeGroup(group: number): number;
  bucketOf(key: number, length: number): number;
  hashBytes(from: number, length: number, before: bigint): bigint;
  learn(memo: number, answer: number, number: number): void;
  forget(memo: number): void;
  memoSize(entries: number): number;
  setHashSecrets(first: bigint, second: bigint): void;
  setKeys(node: number, slots: number): void;
  startInflate(): void;
  inflate(): number;
  setSearch(address: number): void;
  setHints(tables: number, slot: number): void;
  hasHint(): number;
  readonly slots: Cell;
  readonly position: Cell;
  readonly recordStart: Cell;
  readonly recordEnd: Cell;
  readonly undecided: Cell;
  readonly firstKeys: Cell;
  readonly firstKeyCount: Cell;
  readonly keysWanted: Cell;
  readonly matched: Cell;
  readonly notMatched: Cell;
  readonly windowOffset: Cell;
  readonly windowStart: Cell;
  readonly file: Cell;
  readonly from: Cell;
  readonly before: Cell;
  readonly tests: Cell;
  readonly testCount: Cell;
  readonly hostTests: Cell;
  readonly counting: Cell;
  readonly testsText: Cell;
  readonly NEXT_STEP: Cell;
  readonly NOTE: Cell;
  readonly note: Cell;
  readonly values: Cell;
  readonly columnCount: Cell;
  readonly steps: Cell;
  readonly stepCount: Cell;
  readonly step: Cell;
  readonly rows: Cell;
  readonly rowsEnd: Cell;
  readonly rowsUsed: Cell;
  readonly keys: Cell;
  readonly keysEnd: Cell;
  readonly keysUsed: Cell;
  readonly texts: Cell;
  readonly textsEnd: Cell;
  readonly textsUsed: Cell;
  readonly input: Cell;
  readonly inputEnd: Cell;
  readonly isLastInput: Cell;
  readonly output: Cell;
  readonly outputEnd: Cell;
  readonly oldest: Cell;
}

interface Cell {
  value: number;
}

/** An instance of the scanner, and its memory. */
export interface ScannerMemory {
  readonly wasm: ScannerExports;
  /** Returns the address of this many zero bytes, aligned to 16. */
  allot(bytes: number): number;
  /** Returns the whole memory. Call it again after `allot`, which may enlarge the memory. */
  view(): Buffer<ArrayBuffer>;
  /**
   * Returns the address of the window, where this many bytes of input fit. It follows all allotted
   * memory, so nothing can be allotted after this call.
   */
  window(bytes: number): number;
  /** Writes the zeros that the scanner needs after the input. */
  endWindow(address: number): void;
}

const page = 2 ** 16;

let compiled: WebAssembly.Module | undefined;

/** Creates an instance of the scanner. Throws ConfigError when address space is short. */
export function createScannerMemory(): ScannerMemory {
  compiled ??= new WebAssembly.Module(Buffer.from(scannerWasm, 'base64'));
  const wasm = instantiate(compiled).exports as unknown as ScannerExports;
  let view = Buffer.from(wasm.memory.buffer);
  /** The scanner's own data is in the first page. */
  let used = page;
  const growTo = (size: number) => {
    if (size <= view.length) return;
    wasm.memory.grow(Math.ceil((size - view.length) / page));
    view = Buffer.from(wasm.memory.buffer);
  };
  return {
    wasm,
    view: () => view,
    allot(bytes) {
      const address = used;
      used += Math.ceil(bytes / 16) * 16;
      growTo(used);
      return address;
    },
    window(bytes) {
      growTo(used + bytes + PADDING);
      return used;
    },
    endWindow: (address) => {
      view.fill(0, address, address + PADDING);
    },
  };
}

/**
 * Creates an instance. V8 reserves gigabytes of addresses for the memory of each, although it uses
 * little of it.
 */
function instantiate(module: WebAssembly.Module): WebAssembly.Instance {
  try {
    return new WebAssembly.Instance(module);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(
      'not enough address space for WebAssembly: each thread reserves 10 GB; lift the limit ' +
        '(ulimit -v unlimited) or use --threads 1',
      { cause: error },
    );
  }
}
