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
   * Yields the deliveries of one partition after another, in blocks of `deliveryWords` words each,
   * and removes them. All deliveries of an event are in the same partition. Call it once. Throws
   * ConfigError when the disk is full.
   */
  partitions(): Generator<Iterable<Uint32Array>>;
  /** Removes the temporary folder. */
  remove(): void;
}

/** The number of words of a delivery: the arguments of `add`. */
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
  return {
    add(low, high, seconds, number) {
      const key = high >>> (32 - partitionBits);
      attempt(() => {
        const partition = partitions.get(key) ?? createWordFile(newFile());
        partitions.set(key, partition);
        partition.append(low);
        partition.append(high);
        partition.append(seconds);
        partition.append(number);
      });
    },
    *partitions() {
      attempt(() => {
        for (const partition of partitions.values()) partition.finish();
      });
      for (const [key, partition] of partitions) {
        yield partition.blocks();
        partition.remove();
        partitions.delete(key);
      }
    },
    remove() {
      for (const partition of partitions.values()) partition.remove();
      partitions.clear();
      remove();
    },
  };
}
