import type { EventRecord } from '../../query/event-record.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/**
 * Returns the hash of a record's key and time, the lower half first; both halves are 0 when it has
 * no key.
 */
export type HashKey = (record: Pick<EventRecord, 'key' | 'time'>) => [low: number, high: number];

/** Longer keys are hashed in parts of this size. */
const maxKeyBytes = 4096;

/**
 * Creates a function that returns the same hashes as the scanner does for records that it takes.
 */
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

/** Returns the bits of a double. */
function bitsOf(number: number): bigint {
  return new BigUint64Array(Float64Array.of(number).buffer)[0] ?? 0n;
}
