import type { EventRecord } from '../../query/event-record.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/**
 * Returns the hash of a record's key and time as two halves, the lower one first; both are 0 when
 * the record has no key.
 */
export type HashKey = (record: Pick<EventRecord, 'key' | 'time'>) => [low: number, high: number];

/** The number of bytes that are hashed in one call; longer keys are hashed in parts. */
const maxKeyBytes = 4096;

/**
 * Creates a function that returns the same hashes for parsed records as the scanner does for the
 * records that it takes.
 */
export function createKeyHash(memory: ScannerMemory): HashKey {
  const address = memory.allot(maxKeyBytes + 16);
  return ({ key, time }) => {
    if (key === '') return [0, 0];
    const bytes = Buffer.from(key);
    let hash = bitsOf(time);
    for (let at = 0; at < bytes.length; at += maxKeyBytes) {
      const part = bytes.subarray(at, at + maxKeyBytes);
      memory.view().set(part, address);
      hash = memory.wasm.hashBytes(address, part.length, hash);
    }
    return [Number(BigInt.asUintN(32, hash)), Number(BigInt.asUintN(32, hash >> 32n))];
  };
}

/** Returns the bits of a double. */
function bitsOf(number: number): bigint {
  return new BigUint64Array(Float64Array.of(number).buffer)[0] ?? 0n;
}
