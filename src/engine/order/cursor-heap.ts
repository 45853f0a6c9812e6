import { push, removeFirst, sink } from '../../streams/heap.ts';
import type { RecordCursor } from './record-cursor.ts';
import type { CompareRecords } from './record-order.ts';

/** A heap of cursors: `first` is the one whose record comes first in the order. */
export class CursorHeap {
  readonly #cursors: RecordCursor[] = [];
  readonly #isBefore: (a: RecordCursor, b: RecordCursor) => boolean;

  constructor(compare: CompareRecords, cursors: Iterable<RecordCursor> = []) {
    this.#isBefore = (a, b) => compare(a, b) < 0;
    for (const cursor of cursors) this.add(cursor);
  }

  get first(): RecordCursor | undefined {
    return this.#cursors[0];
  }

  /** All cursors, in no particular order. */
  get all(): readonly RecordCursor[] {
    return this.#cursors;
  }

  add(cursor: RecordCursor): void {
    push(this.#cursors, cursor, this.#isBefore);
  }

  /** Moves the first cursor to its next record. Returns the cursor if that was its last record. */
  advance(): RecordCursor | undefined {
    const [first] = this.#cursors;
    if (!first) return undefined;
    if (first.advance()) {
      sink(this.#cursors, 0, this.#isBefore);
      return undefined;
    }
    removeFirst(this.#cursors, this.#isBefore);
    return first;
  }
}
