import type { CorrelationCondition } from './condition.ts';
import type { Subject } from './match.ts';
import type { Measure } from './measures/measure.ts';
import type { OpenFinding } from './open-finding.ts';
import type { Counts } from './report.ts';
import type { Sample } from './sample.ts';

/** The groups of a correlation, and their events. */
export interface Windows {
  /** Adds a subject to the group with a key. */
  add(key: string, sample: Sample): void;
  /** Judges all groups that have changed; all subjects up to the time are there. */
  judge(): void;
  /** Forgets the groups whose window is empty at a time. */
  expire(now: number): void;
  /** Judges and reports what is left, at the end of the data; `now` is the time of the last. */
  end(now: number): void;
}

/** How the windows of a correlation are judged and reported. */
export interface WindowsOptions {
  /** In milliseconds. */
  readonly timespan: number;
  readonly createMeasure: () => Measure;
  readonly condition: CorrelationCondition;
  /** Returns the positions of a numbered list of rules. */
  readonly listOf: (list: number) => readonly number[];
  /** Returns the names of the rules of a list. */
  readonly namesOf: (list: number) => readonly string[];
  readonly counts: Counts;
  /** Whether `opened` needs the subject that satisfied the condition. */
  readonly keepsSubjects: boolean;
  /** Called when a group first satisfies the condition; returns the finding's number. */
  readonly opened: (key: string, time: number, subject: Subject | undefined) => number;
  /** Called when a finding gets no more events. */
  readonly closed: (key: string, id: number, finding: OpenFinding) => void;
}
