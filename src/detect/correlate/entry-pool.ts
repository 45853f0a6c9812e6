import { packUuid, unpackUuid } from './packed-uuid.ts';

/** An event in a window. */
export interface Entry {
  readonly time: number;
  readonly id: string;
  /** A hash of the `sharedEventID`, which its copies in other accounts have, too; 0 without one. */
  readonly twins: number;
  /** The value that is measured: a number, or a hash. */
  readonly value: number;
  /** The number of the list of rules that match the event. */
  readonly rules: number;
  /** Whether it is another value of the event in the entry before it. */
  readonly isFurtherValue: boolean;
  /** The number of the finding, if the entry is a finding of another correlation. */
  readonly finding: number | undefined;
}

/** The link of the last entry of a list. */
export const none = -1;

/** The size of the pool at the beginning. */
const smallest = 1024;

/**
 * The entries of all windows, in arrays of numbers: 52 bytes for each, and more only for those with
 * an ID that is not a UUID. An entry is known by its index. Each window is a list of entries,
 * linked in both directions.
 */
export class EntryPool {
  readonly #most: number;
  /** The length of the arrays, how many places were ever used, and how many are in use. */
  #capacity = 0;
  #used = 0;
  #size = 0;
  /** The first place that is free again; `newer` links it to the next. */
  #free = none;
  #ids = new Int32Array(0);
  readonly #texts = new Map<number, string>();
  readonly #findings = new Map<number, number>();
  time = new Float64Array(0);
  value = new Float64Array(0);
  twins = new Float64Array(0);
  /** The number of the list of rules, times 4, and the two flags below. */
  #rules = new Int32Array(0);
  older = new Int32Array(0);
  newer = new Int32Array(0);

  /** Creates an empty pool for at most `most` entries. */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many more entries there is room for. */
  get room(): number {
    return this.#most - this.#size;
  }

  /** Adds an entry, which is in no list, and returns its index. There must be room for it. */
  add(entry: Entry): number {
    const at = this.#allocate();
    this.#size++;
    this.time[at] = entry.time;
    this.value[at] = entry.value;
    this.twins[at] = entry.twins;
    this.#rules[at] = entry.rules * 4 + (entry.isFurtherValue ? furtherValue : 0);
    this.older[at] = none;
    this.newer[at] = none;
    if (!packUuid(entry.id, this.#ids, at * 4)) {
      this.#ids.fill(0, at * 4, at * 4 + 4);
      this.#texts.set(at, entry.id);
    }
    if (entry.finding !== undefined) this.#findings.set(at, entry.finding);
    return at;
  }

  /** Removes an entry, which must no longer be in a list. */
  remove(at: number): void {
    this.#texts.delete(at);
    this.#findings.delete(at);
    this.newer[at] = this.#free;
    this.#free = at;
    this.#size--;
  }

  idOf(at: number): string {
    return this.#texts.get(at) ?? unpackUuid(this.#ids, at * 4);
  }

  /**
   * Returns whether two entries are the same event. A finding has the ID of the event that
   * satisfied it, but is another match than this event, and than other findings that it satisfied.
   * Events without an ID are all different.
   */
  areSame(one: number, other: number): boolean {
    if (this.#findings.get(one) !== this.#findings.get(other)) return false;
    for (let word = 0; word < 4; word++) {
      if (this.#ids[one * 4 + word] !== this.#ids[other * 4 + word]) return false;
    }
    const text = this.#texts.get(one);
    return text === this.#texts.get(other) && (text !== '' || this.#findings.has(one));
  }

  findingOf(at: number): number | undefined {
    return this.#findings.get(at);
  }

  rulesOf(at: number): number {
    return (this.#rules[at] ?? 0) >> 2;
  }

  isFurtherValue(at: number): boolean {
    return ((this.#rules[at] ?? 0) & furtherValue) !== 0;
  }

  /** Returns whether the entry was marked. */
  isTaken(at: number): boolean {
    return ((this.#rules[at] ?? 0) & taken) !== 0;
  }

  /** Marks an entry as part of a finding. */
  markTaken(at: number): void {
    this.#rules[at] = (this.#rules[at] ?? 0) | taken;
  }

  #allocate(): number {
    const at = this.#free;
    if (at !== none) {
      this.#free = this.newer[at] ?? none;
      return at;
    }
    if (this.#used === this.#capacity) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const capacity = Math.min(this.#most, Math.max(smallest, this.#capacity * 2));
    this.#ids = copyOf(this.#ids, new Int32Array(capacity * 4));
    this.time = copyOf(this.time, new Float64Array(capacity));
    this.value = copyOf(this.value, new Float64Array(capacity));
    this.twins = copyOf(this.twins, new Float64Array(capacity));
    this.#rules = copyOf(this.#rules, new Int32Array(capacity));
    this.older = copyOf(this.older, new Int32Array(capacity));
    this.newer = copyOf(this.newer, new Int32Array(capacity));
    this.#capacity = capacity;
  }
}

const taken = 1;
const furtherValue = 2;

function copyOf<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
