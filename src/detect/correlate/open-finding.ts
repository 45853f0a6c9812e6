import type { EventReference, Finding, Measured } from './finding.ts';

/** How many of the first and of the last events are kept. */
const kept = 10;

/** A finding that may still get more events. */
export class OpenFinding {
  readonly #first: EventReference[] = [];
  readonly #last: EventReference[] = [];
  #count = 0;
  #begin = Number.POSITIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;
  #measured: Measured | undefined;
  #satisfied = 0;

  /** The time of the last event. */
  get end(): number {
    return this.#end;
  }

  get count(): number {
    return this.#count;
  }

  /** How many events it keeps. */
  get kept(): number {
    return this.#first.length + this.#last.length;
  }

  /** Adds an event. Events of the same time keep the order in which they are added. */
  add(event: EventReference): void {
    this.#count++;
    this.#begin = Math.min(this.#begin, event.time);
    this.#end = Math.max(this.#end, event.time);
    const newest = this.#first.at(-1);
    if (this.#first.length < kept || !newest || event.time < newest.time) {
      insert(this.#first, event);
      const next = this.#first.length > kept ? this.#first.pop() : undefined;
      if (next) this.#addLast(next, 0);
    } else this.#addLast(event);
  }

  /** Notes what was measured in a window that satisfies the condition and ends at a time. */
  note(measured: number, time: number): void {
    if (!this.#measured) this.#satisfied = time;
    const { atFirst, least, greatest } = this.#measured ?? {
      atFirst: measured,
      least: measured,
      greatest: measured,
    };
    this.#measured = {
      atFirst,
      least: Math.min(least, measured),
      greatest: Math.max(greatest, measured),
    };
  }

  /** Returns the finding as data. */
  close(head: Pick<Finding, 'id' | 'rule' | 'group' | 'over'>): Finding {
    return {
      ...head,
      first: this.#begin,
      satisfied: this.#satisfied,
      last: this.#end,
      count: this.#count,
      measured: this.#measured ?? { atFirst: 0, least: 0, greatest: 0 },
      events: { first: [...this.#first], last: [...this.#last] },
    };
  }

  #addLast(event: EventReference, place?: number): void {
    if (place === undefined) insert(this.#last, event);
    else this.#last.splice(place, 0, event);
    if (this.#last.length > kept) this.#last.shift();
  }
}

/** Inserts an event after those that are not later. */
function insert(events: EventReference[], event: EventReference): void {
  let place = events.length;
  while (place > 0 && (events[place - 1]?.time ?? 0) > event.time) place--;
  events.splice(place, 0, event);
}
