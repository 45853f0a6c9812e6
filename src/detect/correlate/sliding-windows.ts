import type { EntryPool } from './entry-pool.ts';
import type { EventReference } from './finding.ts';
import type { Subject } from './match.ts';
import { OpenFinding } from './open-finding.ts';
import { RecencyList } from './recency-list.ts';
import type { Sample } from './sample.ts';
import { Window } from './window.ts';
import type { Windows, WindowsOptions } from './windows.ts';

/** A group that has had an event within the timespan. */
class Group extends Window {
  readonly key: string;
  finding: OpenFinding | undefined;
  findingId = 0;
  /** Whether an event was added since the window was judged. */
  isChanged = false;
  /** An event that was added since, for correlations of this one. */
  subject: Subject | undefined;
  before: Group | undefined;
  after: Group | undefined;

  constructor(key: string, pool: EntryPool, options: WindowsOptions) {
    super(pool, options.createMeasure());
    this.key = key;
  }
}

/**
 * The windows of a correlation, one for each group.
 *
 * A window is judged when the time moves on, so that all events of one time, which come in any
 * order, are in it. It is not judged when events leave it. Windows that satisfy the condition and
 * share an event are one finding.
 */
export class SlidingWindows implements Windows {
  readonly #options: WindowsOptions;
  readonly #pool: EntryPool;
  readonly #groups = new Map<string, Group>();
  readonly #byUse = new RecencyList<Group>();
  #changed: Group[] = [];

  constructor(options: WindowsOptions, pool: EntryPool) {
    this.#options = options;
    this.#pool = pool;
  }

  /** The time of the newest event in the group that was used the longest ago. */
  get oldest(): number {
    return this.#byUse.first?.end ?? Number.POSITIVE_INFINITY;
  }

  add(key: string, sample: Sample): void {
    const { listOf, keepsSubjects, counts } = this.#options;
    const group = this.#groups.get(key) ?? this.#open(key);
    if (!group.add(sample, listOf(sample.rules))) {
      counts.repeated++;
      return;
    }
    this.#byUse.use(group);
    if (!group.isChanged) this.#changed.push(group);
    group.isChanged = true;
    // Of several events of one time, the one with the first ID, in whatever order they come.
    if (keepsSubjects && !(group.subject && group.subject.id <= sample.subject.id)) {
      group.subject = sample.subject;
    }
  }

  judge(): void {
    const changed = this.#changed;
    if (changed.length === 0) return;
    this.#changed = [];
    for (const group of changed) {
      group.isChanged = false;
      if (!group.isEmpty) this.#judge(group);
      group.subject = undefined;
    }
  }

  expire(now: number): void {
    const begin = now - this.#options.timespan;
    for (let { first } = this.#byUse; first && first.end < begin; first = this.#byUse.first) {
      this.#close(first);
    }
  }

  end(): void {
    for (let { first } = this.#byUse; first; first = this.#byUse.first) this.#close(first);
  }

  /** Removes the oldest entry of the group that was used the longest ago. */
  dropOldest(): void {
    const group = this.#byUse.first;
    if (!group) return;
    if (group.removeOldest()) this.#options.counts.dropped++;
    if (group.isEmpty) this.#close(group);
  }

  #open(key: string): Group {
    const group = new Group(key, this.#pool, this.#options);
    this.#groups.set(key, group);
    this.#byUse.add(group);
    return group;
  }

  #judge(group: Group): void {
    const { condition, timespan, createMeasure, listOf } = this.#options;
    const begin = group.end - timespan;
    group.removeBefore(begin);
    if (group.isLate && group.measure.needsOrder) group.measureAgain(createMeasure(), listOf);
    if (group.finding && group.finding.end < begin) this.#report(group);
    if (condition.holds(group.measure, begin, group.count)) this.#extend(group, begin);
    group.settle();
  }

  /** Adds the events of the window that are not in the group's finding. */
  #extend(group: Group, begin: number): void {
    const finding = group.finding ?? new OpenFinding();
    for (const entry of group.takeNew()) finding.add(this.#refer(entry));
    finding.note(group.measure.measure(begin, group.count), group.end);
    if (group.finding) return;
    group.finding = finding;
    group.findingId = this.#options.opened(group.key, group.end, group.subject);
  }

  #refer(entry: number): EventReference {
    const finding = this.#pool.findingOf(entry);
    return {
      id: this.#pool.idOf(entry),
      time: this.#pool.time[entry] ?? 0,
      rules: this.#options.namesOf(this.#pool.rulesOf(entry)),
      ...(finding === undefined ? {} : { finding }),
    };
  }

  #report(group: Group): void {
    const { finding } = group;
    group.finding = undefined;
    if (finding) this.#options.closed(group.key, group.findingId, finding);
  }

  /** Forgets a group, and reports its finding. */
  #close(group: Group): void {
    this.#report(group);
    group.clear();
    this.#byUse.remove(group);
    this.#groups.delete(group.key);
  }
}
