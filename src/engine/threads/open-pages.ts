import type { LogFile } from '../../source/log-file.ts';
import { claimedBy, createPage, type FilePlace, filesLeft, type Page } from './worker-protocol.ts';

/** A file and its number in the frontier. */
export interface NumberedFile {
  readonly file: LogFile;
  readonly number: number;
}

/** A file that a dead worker had claimed and not finished. */
interface LostFile extends NumberedFile {
  /** Whether some of its results have arrived. */
  readonly isBegun: boolean;
}

/**
 * A page with unfinished files, and the indexes of its finished files and of those read in part.
 */
interface OpenPage {
  readonly page: Page;
  /** The numbers of the files in the frontier. */
  readonly numbers: readonly number[];
  readonly finished: Set<number>;
  readonly begun: Set<number>;
}

/** The pages that have been handed to the workers and have unfinished files. */
export class OpenPages {
  readonly #pages = new Map<number, OpenPage>();
  #count = 0;

  isEmpty(): boolean {
    return this.#pages.size === 0;
  }

  all(): readonly Page[] {
    return [...this.#pages.values()].map(({ page }) => page);
  }

  /** Returns the number of files that no worker has claimed, or slightly more. */
  filesLeft(): number {
    return this.all().reduce((sum, page) => sum + filesLeft(page), 0);
  }

  /** Adds a page of these files. */
  add(files: readonly NumberedFile[]): Page {
    const page = createPage(
      ++this.#count,
      files.map(({ file }) => file),
    );
    const numbers = files.map(({ number }) => number);
    this.#pages.set(page.number, { page, numbers, finished: new Set(), begun: new Set() });
    return page;
  }

  /** Notes that results of a file have arrived, and more will follow. */
  begin([number, index]: FilePlace): void {
    this.#pages.get(number)?.begun.add(index);
  }

  /** Notes that a file has been read to its end; returns its number in the frontier. */
  finish([number, index]: FilePlace): number | undefined {
    const open = this.#pages.get(number);
    open?.finished.add(index);
    if (open?.finished.size === open?.page.files.length) this.#pages.delete(number);
    return open?.numbers[index];
  }

  /** Returns the unfinished files of a dead worker, which then count as finished. */
  takeLost(worker: number): readonly LostFile[] {
    const lost: LostFile[] = [];
    for (const { page, numbers, finished, begun } of [...this.#pages.values()]) {
      for (const index of claimedBy(page.claims, worker)) {
        const file = page.files[index];
        if (!file || finished.has(index)) continue;
        lost.push({ file, number: numbers[index] ?? -1, isBegun: begun.has(index) });
        this.finish([page.number, index]);
      }
    }
    return lost;
  }
}
