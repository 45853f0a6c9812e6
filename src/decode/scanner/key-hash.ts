import type { EventRecord } from '../../query/event-record.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** The hash of a record's key and time, the lower half first; 0 when there is no key. */
export type HashKey = (record: Pick<EventRecord, 'key' | 'time'>) => [low: number, high: number];

/** Of a key that is hashed at once. */
const maxKeyBytes = 4096;

/** Hashes as the scanner does for the records that it takes. */
export function createKeyHash(memory: ScannerMemory): HashKey {
  const room = memory.allot(maxKeyBytes + 8);
  return ({ key, time }) => {
    if (key === '') return [0, 0];
    const bytes = Buffer.from(key);
    let hash = bitsOf(time);
    for (let at = 0; at < bytes.length; at += maxKeyBytes) {
      const part = bytes.subarray(at, at + maxKeyBytes);
      memory.view().set(part, room);
      hash = memory.wasm.hashBytes(room, part.length, hash);
    }
    return [Number(BigInt.asUintN(32, hash)), Number(BigInt.asUintN(32, hash >> 32n))];
  };
}

/** A double as it lies in memory. */
function bitsOf(number: number): bigint {
  return new BigUint64Array(Float64Array.of(number).buffer)[0] ?? 0n;
}
