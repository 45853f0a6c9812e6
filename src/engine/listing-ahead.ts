import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredObject } from '../source/log-file.ts';
import type { ListingEntry } from '../source/source.ts';
import { createBell } from '../streams/bell.ts';

/** Fewer files than this are read in the main thread: starting workers would take longer. */
const fewFiles = 16;
/**
 * The same for objects in S3, and their bytes as stored: two workers take about 0.2 s of CPU to
 * start. In that time, the main thread reads 250 objects or 9 MB: 0.8 ms for each object, and 21 ms
 * for each MB.
 */
const fewObjects = 256;
const fewBytes = 2 ** 23;

/** Looks ahead in a listing, to see whether there is enough to read for workers. */
export class ListingAhead {
  readonly #listing: AsyncIterator<ListingEntry>;
  /** Entries that have been listed and not taken yet. */
  #ahead: ListingEntry[] = [];
  #files = 0;
  #objects = 0;
  #bytes = 0;
  #isWhole = false;
  #failure: { readonly error: unknown } | undefined;
  /** Rings when there are more entries, and at the end of the listing. */
  readonly #bell = createBell();

  constructor(listing: AsyncIterator<ListingEntry>) {
    this.#listing = listing;
    this.#look();
  }

  /** Whether enough is left to read for workers to be worth their start. */
  get hasMany(): boolean {
    return this.#files >= fewFiles || this.#objects >= fewObjects || this.#bytes >= fewBytes;
  }

  /**
   * Yields entries until the listing ends or many are left. Objects are yielded while more are
   * listed, as they can be fetched meanwhile; others only when no more follow. Throws the errors of
   * the listing.
   */
  async *few(): AsyncGenerator<ListingEntry> {
    while (!this.hasMany) {
      const [next] = this.#ahead;
      if (next && (this.#isWhole || isObject(next))) {
        this.#ahead.shift();
        this.#count(next, -1);
        yield next;
      } else if (this.#failure) throw this.#failure.error;
      else if (this.#isWhole) return;
      else {
        await this.#bell.wait();
        // Entries of the same response follow at once.
        await nextTurn();
      }
    }
  }

  /** Yields the entries that are left when there are many. */
  async *rest(): AsyncGenerator<ListingEntry> {
    yield* this.#ahead;
    this.#ahead = [];
    for (;;) {
      const next = await this.#listing.next();
      if (next.done) return;
      yield next.value;
    }
  }

  async #look(): Promise<void> {
    try {
      while (!this.hasMany) {
        const next = await this.#listing.next();
        if (next.done) {
          this.#isWhole = true;
          break;
        }
        this.#ahead.push(next.value);
        this.#count(next.value, 1);
        this.#bell.ring();
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#bell.ring();
  }

  #count(entry: ListingEntry, sign: 1 | -1): void {
    if (isObject(entry)) {
      this.#objects += sign;
      this.#bytes += sign * entry.size;
    } else this.#files += sign;
  }
}

function isObject(entry: ListingEntry): entry is StoredObject {
  return 'kind' in entry && entry.kind === 'object';
}
