import type { Subject } from './match.ts';
import type { Measure } from './measures/measure.ts';
import { OpenFinding } from './open-finding.ts';
import type { Sample } from './sample.ts';
import { SmallSet } from './small-set.ts';
import type { Windows, WindowsOptions } from './windows.ts';

/** How many values and events may still be kept, for all correlations together. */
export interface Allowance {
  left: number;
}

/** A group that may still have few events. */
interface Group {
  readonly measure: Measure;
  readonly finding: OpenFinding;
  /** Hashes of the IDs of its events and, negated, of their `sharedEventID`s. */
  readonly seen: SmallSet;
  subject: Subject | undefined;
  /** How many values its events have. */
  values: number;
  /** How much of the allowance it uses. */
  used: number;
}

/**
 * The groups of a correlation that asks for few events. Whether there are few is known at the end
 * of the data; groups that have too many by then are only remembered by their keys. When the
 * allowance is used up, a group is not judged: without all of its events, it would seem to have
 * few.
 */
export class WholeData implements Windows {
  readonly #options: WindowsOptions;
  readonly #hash: (text: string) => number;
  readonly #allowance: Allowance;
  /** Undefined for groups that are not judged. */
  readonly #groups = new Map<string, Group | undefined>();
  readonly #onlyGrows: boolean;
  /** Whether a group was refused, so that each new one may be that group. */
  #isFull = false;

  /** `onlyGrows` is whether events can only make the measured number greater. */
  constructor(
    options: WindowsOptions & { readonly onlyGrows: boolean },
    hash: (text: string) => number,
    allowance: Allowance,
  ) {
    this.#options = options;
    this.#onlyGrows = options.onlyGrows;
    this.#hash = hash;
    this.#allowance = allowance;
  }

  add(key: string, sample: Sample): void {
    const { counts, condition } = this.#options;
    const group = this.#groups.get(key) ?? this.#open(key);
    if (!group) {
      if (!this.#groups.has(key)) counts.dropped++;
      return;
    }
    if (this.#isRepeated(group, sample)) {
      counts.repeated++;
      return;
    }
    this.#insert(group, sample);
    const measured = group.measure.measure(Number.NEGATIVE_INFINITY, group.finding.count);
    if (this.#onlyGrows && measured > condition.most) this.#forget(key, group);
    else this.#charge(key, group);
  }

  judge(): void {}

  expire(): void {}

  end(now: number): void {
    for (const [key, group] of this.#groups) {
      if (!group) continue;
      const { measure, finding } = group;
      const begin = Number.NEGATIVE_INFINITY;
      if (!this.#options.condition.holds(measure, begin, finding.count)) continue;
      finding.note(measure.measure(begin, finding.count), now);
      const id = this.#options.opened(key, now, group.subject);
      this.#options.closed(key, id, finding);
    }
    this.#groups.clear();
  }

  #open(key: string): Group | undefined {
    if (this.#groups.has(key)) return undefined;
    this.#isFull ||= this.#allowance.left <= 0;
    if (this.#isFull) return undefined;
    const group: Group = {
      measure: this.#options.createMeasure(),
      finding: new OpenFinding(),
      seen: new SmallSet(),
      subject: undefined,
      values: 0,
      used: 1,
    };
    this.#allowance.left--;
    this.#groups.set(key, group);
    return group;
  }

  #isRepeated({ seen }: Group, { subject, twins }: Sample): boolean {
    // A finding has the ID of the event that satisfied it, which may be in the group, too.
    const { id: own, finding } = subject;
    // Events without an ID are all different.
    const id = own === '' && !finding ? 0 : this.#hash(finding ? `finding ${finding.id}` : own);
    if ((id !== 0 && seen.has(id)) || (twins !== 0 && seen.has(-twins))) return true;
    if (id !== 0) seen.add(id);
    if (twins !== 0) seen.add(-twins);
    return false;
  }

  #insert(group: Group, sample: Sample): void {
    const { subject, rules, values } = sample;
    const { time, id, finding } = subject;
    for (const value of values) group.measure.add(time, value, this.#options.listOf(rules));
    group.values += values.length;
    const reference = { id, time, rules: this.#options.namesOf(rules) };
    group.finding.add(finding ? { ...reference, finding: finding.id } : reference);
    if (this.#options.keepsSubjects) group.subject = subject;
  }

  /** Keeps the key of a group, so that it is not taken for a new one. */
  #forget(key: string, group: Group): void {
    this.#allowance.left += group.used - 1;
    this.#groups.set(key, undefined);
  }

  /** Charges the allowance for what the group keeps. */
  #charge(key: string, group: Group): void {
    const used = 1 + group.seen.size + group.values + group.finding.kept;
    this.#allowance.left -= used - group.used;
    group.used = used;
    if (this.#allowance.left >= 0) return;
    this.#options.counts.dropped += group.finding.count;
    this.#forget(key, group);
  }
}
