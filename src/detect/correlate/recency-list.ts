/** An element of a `RecencyList`. */
export interface Linked<T> {
  before: T | undefined;
  after: T | undefined;
}

/** Elements in the order in which they were last used. */
export class RecencyList<T extends Linked<T>> {
  #first: T | undefined;
  #last: T | undefined;

  /** The element that was used the longest ago. */
  get first(): T | undefined {
    return this.#first;
  }

  /** Adds an element as the one that was used last. */
  add(element: T): void {
    element.before = this.#last;
    element.after = undefined;
    if (this.#last) this.#last.after = element;
    else this.#first = element;
    this.#last = element;
  }

  remove({ before, after }: T): void {
    if (before) before.after = after;
    else this.#first = after;
    if (after) after.before = before;
    else this.#last = before;
  }

  /** Notes that an element was used. */
  use(element: T): void {
    if (this.#last === element) return;
    this.remove(element);
    this.add(element);
  }
}
