import type { LogFile } from '../../source/log-file.ts';
import type { Frontier } from '../scan/frontier.ts';
import { isLongAgo } from '../scan/is-long-ago.ts';
import type { NumberedFile } from './open-pages.ts';

const largestPage = 4096;
/** Milliseconds after which the files listed so far are handed out, as the next may come slowly. */
const longestListing = 50;

/** Lists files page by page. Each page has twice as many as the one before, up to `largestPage`. */
export class PageLister {
  readonly #source: AsyncIterator<LogFile>;
  readonly #frontier: Frontier;
  #pageSize: number;
  #isListing = false;
  #isDone = false;

  constructor(files: AsyncIterable<LogFile>, frontier: Frontier, firstPage: number) {
    this.#source = files[Symbol.asyncIterator]();
    this.#frontier = frontier;
    this.#pageSize = firstPage;
  }

  /** The maximum number of files on the next page. */
  get pageSize(): number {
    return this.#pageSize;
  }

  /** Whether a page is being listed. */
  get isListing(): boolean {
    return this.#isListing;
  }

  /** Whether all files have been listed. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /**
   * Lists the next page; call it again only after that. Calls `deliver` with its files, if there
   * are any, in the same turn in which `isListing` and `isDone` change: at no time do files seem to
   * be lost. Throws the errors of the listing.
   */
  async list(deliver: (files: readonly NumberedFile[]) => void): Promise<void> {
    this.#isListing = true;
    const next: NumberedFile[] = [];
    const start = Date.now();
    while (
      next.length < this.#pageSize &&
      (next.length === 0 || !isLongAgo(start, longestListing))
    ) {
      const entry = await this.#source.next();
      if (entry.done) {
        this.#isDone = true;
        break;
      }
      next.push({ file: entry.value, number: this.#frontier.add(entry.value.name) });
    }
    this.#isListing = false;
    this.#pageSize = Math.min(this.#pageSize * 2, largestPage);
    if (next.length > 0) deliver(next);
  }

  close(): void {
    // Not awaited: a listing that hangs must not hold up the rest.
    this.#source.return?.().catch(() => {});
  }
}
