import type { CloudTrailEvent } from '../../event/event.ts';

/** An event that event rules match. */
export interface Match {
  readonly event: CloudTrailEvent;
  /** When it happened, in epoch milliseconds. */
  readonly time: number;
  /** The names of the event rules that match it. */
  readonly rules: readonly string[];
  /** Its `eventID`; empty if it has none. */
  readonly id: string;
}

/**
 * A thing that a correlation counts: a match of event rules, or the moment at which another
 * correlation was first satisfied.
 */
export interface Subject {
  readonly time: number;
  /** The names of the rules, or of the correlation. */
  readonly rules: readonly string[];
  readonly id: string;
  /** The event; for a correlation, the event that satisfied it. */
  readonly event: CloudTrailEvent;
  /** The correlation's finding; absent for an event. */
  readonly finding?: FindingReference;
}

/** The parts of a finding that a correlation of correlations uses. */
interface FindingReference {
  readonly id: number;
  /** The values of its group, by field or alias. */
  readonly group: Readonly<Record<string, string>>;
}
