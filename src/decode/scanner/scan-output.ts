import type { RecordBlock } from '../../query/record-block.ts';
import { LONGEST_WRITTEN } from './layout.ts';
import type { ScanJob, ScanSink } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** The part of the scanner's memory in which it collects its results. */
interface ScanOutput {
  /** Starts a file: records that are taken from now on belong to it. */
  openFile(name: string): void;
  /** Passes the records that were taken since the last flush to the sink. */
  flush(): void;
}

const rowBytes = 2 ** 18;
const keyBytes = 2 ** 18;
const textBytes = LONGEST_WRITTEN + 2 ** 19;

/** Allocates the output in the scanner's memory. */
export function createScanOutput(job: ScanJob, memory: ScannerMemory, sink: ScanSink): ScanOutput {
  const { wasm } = memory;
  const start = allotOutput(memory);
  let files: string[] = [];
  const flush = () => {
    const used = wasm.rowsUsed.value - start.rows;
    if (used > 0) {
      const { buffer } = memory.view();
      if (job.tallies) {
        sink.onCounted(new Uint32Array(buffer.slice(start.rows, start.rows + used)));
      } else {
        const parts = [
          memory.view().subarray(start.rows, start.rows + used),
          memory.view().subarray(start.keys, wasm.keysUsed.value),
          memory.view().subarray(start.texts, wasm.textsUsed.value),
        ];
        sink.onBlock({ ...blockOf(parts, job.allocate), files });
      }
    }
    wasm.rowsUsed.value = start.rows;
    wasm.keysUsed.value = start.keys;
    wasm.textsUsed.value = start.texts;
    files = files.slice(-1);
    wasm.file.value = 0;
  };

  return {
    openFile(name) {
      files.push(name);
      wasm.file.value = files.length - 1;
    },
    flush,
  };
}

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
  return { rows, keys, texts };
}

/** Copies rows, keys and texts into one piece of memory and returns them as a block. */
function blockOf(
  [rows = noBytes, keys = noBytes, texts = noBytes]: readonly Buffer[],
  allocate = (bytes: number) => new ArrayBuffer(bytes),
): Omit<RecordBlock, 'files'> {
  const memory = allocate(rows.length + keys.length + texts.length);
  const textsAt = rows.length + keys.length;
  const block = {
    rows: new Float64Array(memory, 0, rows.length / Float64Array.BYTES_PER_ELEMENT),
    keys: Buffer.from(memory, rows.length, keys.length),
    texts: Buffer.from(memory, textsAt, texts.length),
  };
  new Uint8Array(memory).set(rows);
  block.keys.set(keys);
  block.texts.set(texts);
  return block;
}

const noBytes = Buffer.alloc(0);
