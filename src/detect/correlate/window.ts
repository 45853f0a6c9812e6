import { type EntryPool, none } from './entry-pool.ts';
import type { Measure } from './measures/measure.ts';
import type { Sample } from './sample.ts';

/** A window with more events has a set of their twins; in others, the events are searched. */
const fewEvents = 16;

/** The events of one group within the timespan, from the oldest to the newest. */
export class Window {
  readonly #pool: EntryPool;
  /** Entries of the pool, which are linked to each other. */
  #oldest = none;
  #newest = none;
  #count = 0;
  #isLate = false;
  #twins: Set<number> | undefined;
  measure: Measure;

  constructor(pool: EntryPool, measure: Measure) {
    this.#pool = pool;
    this.measure = measure;
  }

  /** How many events there are: an event with several values has an entry for each. */
  get count(): number {
    return this.#count;
  }

  get isEmpty(): boolean {
    return this.#newest === none;
  }

  /** The time of the newest event. */
  get end(): number {
    return this.#timeOf(this.#newest);
  }

  /** Whether an event was added that was not the newest, since `settle` was called. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /**
   * Adds the sample's entries where their time belongs. Returns false if the same event, or its
   * twin in another account, is there already. The pool must have room.
   */
  add(sample: Sample, rules: readonly number[]): boolean {
    const pool = this.#pool;
    const { time, id, finding } = sample.subject;
    if (sample.twins !== 0 && this.#hasTwin(sample.twins)) return false;
    let place = this.#newest;
    while (place !== none && this.#timeOf(place) > time) place = pool.older[place] ?? none;
    let isFurtherValue = false;
    for (const value of sample.values) {
      const entry = pool.add({
        time,
        id,
        twins: isFurtherValue ? 0 : sample.twins,
        value,
        rules: sample.rules,
        isFurtherValue,
        finding: finding?.id,
      });
      if (!isFurtherValue && this.#isRepeated(entry, place)) {
        pool.remove(entry);
        return false;
      }
      this.#link(entry, place);
      this.measure.add(time, value, rules);
      place = entry;
      isFurtherValue = true;
    }
    if (pool.newer[place] !== none) this.#isLate = true;
    if (sample.twins !== 0) this.#twins?.add(sample.twins);
    this.#count++;
    return true;
  }

  /** Removes the oldest entry; returns whether it was not a further value of an event. */
  removeOldest(): boolean {
    const pool = this.#pool;
    const entry = this.#oldest;
    const next = pool.newer[entry] ?? none;
    this.#oldest = next;
    if (next === none) this.#newest = none;
    else pool.older[next] = none;
    const isEvent = !pool.isFurtherValue(entry);
    if (isEvent) this.#count--;
    this.measure.remove(pool.value[entry] ?? 0);
    this.#twins?.delete(pool.twins[entry] ?? 0);
    pool.remove(entry);
    return isEvent;
  }

  /** Removes the events before a time. */
  removeBefore(time: number): void {
    while (this.#oldest !== none && this.#timeOf(this.#oldest) < time) this.removeOldest();
  }

  /** Adds all events to a new measure, in order. */
  measureAgain(measure: Measure, listOf: (list: number) => readonly number[]): void {
    this.measure = measure;
    const { newer, time, value } = this.#pool;
    for (let at = this.#oldest; at !== none; at = newer[at] ?? none) {
      measure.add(time[at] ?? 0, value[at] ?? 0, listOf(this.#pool.rulesOf(at)));
    }
  }

  /** Yields the entries of the events that were not yet taken, from the oldest. */
  *takeNew(): Generator<number> {
    const pool = this.#pool;
    let from = this.#newest;
    // Those that were taken come before the others, unless an event came late.
    for (let at = from; at !== none && (this.#isLate || !pool.isTaken(at)); ) {
      from = at;
      at = pool.older[at] ?? none;
    }
    for (let at = from; at !== none; at = pool.newer[at] ?? none) {
      if (!pool.isTaken(at) && !pool.isFurtherValue(at)) yield at;
      pool.markTaken(at);
    }
  }

  /** Regards what was late as in order. */
  settle(): void {
    this.#isLate = false;
  }

  clear(): void {
    while (!this.isEmpty) this.removeOldest();
  }

  #hasTwin(twins: number): boolean {
    if (this.#twins) return this.#twins.has(twins);
    const { older, twins: twinsOf } = this.#pool;
    const seen = new Set<number>();
    for (let at = this.#newest; at !== none; at = older[at] ?? none) {
      const found = twinsOf[at] ?? 0;
      if (found === twins) return true;
      if (found !== 0) seen.add(found);
    }
    if (this.#count > fewEvents) this.#twins = seen;
    return false;
  }

  /** Deliveries of one event have the same time, so only entries of that time are compared. */
  #isRepeated(entry: number, place: number): boolean {
    const time = this.#timeOf(entry);
    for (let at = place; at !== none && this.#timeOf(at) === time; ) {
      if (this.#pool.areSame(at, entry)) return true;
      at = this.#pool.older[at] ?? none;
    }
    return false;
  }

  /** Links an entry after another one; after `none`, as the oldest. */
  #link(entry: number, after: number): void {
    const { older, newer } = this.#pool;
    const next = after === none ? this.#oldest : (newer[after] ?? none);
    older[entry] = after;
    newer[entry] = next;
    if (after === none) this.#oldest = entry;
    else newer[after] = entry;
    if (next === none) this.#newest = entry;
    else older[next] = entry;
  }

  #timeOf(entry: number): number {
    return this.#pool.time[entry] ?? Number.NEGATIVE_INFINITY;
  }
}
