import { isWord } from '../../query/event-seconds.ts';
import { createTemporaryFolder } from '../disk/temporary-folder.ts';
import { createWordFile, type WordFile } from '../disk/word-file.ts';

/** Deliveries of events that were moved to a temporary folder, in partitions by their hash. */
export interface DeliverySpill {
  /**
   * Adds a delivery: the hash of its event, its time in epoch seconds and the number of its groups.
   * Throws ConfigError when the disk is full.
   */
  add(low: number, high: number, seconds: number, number: number): void;
  /**
   * Yields the deliveries of one partition after another, in blocks of `deliveryWords` numbers
   * each, and removes them. All deliveries of an event are in the same partition. Call it once.
   * Throws ConfigError when the disk is full.
   */
  partitions(): Generator<Iterable<Uint32Array | Float64Array>>;
  /** Removes the temporary folder. */
  remove(): void;
}

/** The numbers of a delivery: the arguments of `add`. */
export const deliveryWords = 4;

/** The first 8 bits of the hash choose the partition. */
const partitionBits = 8;

/** Creates an empty spill, whose folder is created with the first delivery. */
export function createDeliverySpill(): DeliverySpill {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'count',
    'events are counted there; set TMPDIR to a folder with free space, or use --keep-duplicates',
  );
  const partitions = new Map<number, WordFile>();
  /** Deliveries whose time does not fit into a word: their numbers have two words each. */
  const longPartitions = new Map<number, WordFile>();
  const fileIn = (files: Map<number, WordFile>, key: number) => {
    const file = files.get(key) ?? createWordFile(newFile());
    files.set(key, file);
    return file;
  };
  const files = () => [...partitions.values(), ...longPartitions.values()];
  const take = function* (files: Map<number, WordFile>, key: number) {
    const file = files.get(key);
    if (!file) return;
    yield* file.blocks();
    file.remove();
    files.delete(key);
  };
  const blocksOf = function* (key: number) {
    yield* take(partitions, key);
    for (const words of take(longPartitions, key)) yield numbersIn(words);
  };
  return {
    add(low, high, seconds, number) {
      const key = high >>> (32 - partitionBits);
      attempt(() => {
        if (!isWord(seconds)) {
          const delivery = Float64Array.of(low, high, seconds, number);
          const partition = fileIn(longPartitions, key);
          for (const word of new Uint32Array(delivery.buffer)) partition.append(word);
          return;
        }
        const partition = fileIn(partitions, key);
        partition.append(low);
        partition.append(high);
        partition.append(seconds);
        partition.append(number);
      });
    },
    *partitions() {
      attempt(() => {
        for (const file of files()) file.finish();
      });
      for (const key of new Set([...partitions.keys(), ...longPartitions.keys()])) {
        yield blocksOf(key);
      }
    },
    remove() {
      for (const file of files()) file.remove();
      partitions.clear();
      longPartitions.clear();
      remove();
    },
  };
}

/** Returns the numbers that have two words each, without copying them. */
function numbersIn({ buffer, byteOffset, byteLength }: Uint32Array): Float64Array {
  return new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT);
}
