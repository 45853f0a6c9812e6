/** How many matches a correlation was given, and why some were not counted. */
export interface CorrelationReport {
  /** The name of the correlation. */
  readonly rule: string;
  /** How many matches of its rules it was given. */
  readonly matches: number;
  /** Findings so far. */
  readonly findings: number;
  /** Matches left out because a field of the group is missing or empty. */
  readonly withoutGroup: number;
  /** Matches left out because the field that is measured is missing, or is not a number. */
  readonly withoutValue: number;
  /** Matches not counted because the same event, or its twin in another account, was. */
  readonly repeated: number;
  /** Matches left out because they came after their window had passed, or have no time. */
  readonly late: number;
  /** Matches that were forgotten, before their window had passed, to limit memory. */
  readonly dropped: number;
  /** Matches whose arrays have too many values: only the first ones were used. */
  readonly cut: number;
}

/** The counts of a report, while they change. */
export type Counts = { -readonly [name in Exclude<keyof CorrelationReport, 'rule'>]: number };

/** Returns counts of nothing. */
export function noCounts(): Counts {
  return {
    matches: 0,
    findings: 0,
    withoutGroup: 0,
    withoutValue: 0,
    repeated: 0,
    late: 0,
    dropped: 0,
    cut: 0,
  };
}
