/** Measures the events in one window. */
export interface Measure {
  /**
   * Adds an event: its time, the value of the field that is measured, and the positions of the
   * correlation's rules that match it. Except for `needsOrder`, events come in any order.
   */
  add(time: number, value: number, rules: readonly number[]): void;
  /** Removes an event that has left the window. */
  remove(value: number): void;
  /** Returns the measured number for the `count` events from `begin` on. */
  measure(begin: number, count: number): number;
  /** Returns whether a rule matches an event from `begin` on; only for `temporal`. */
  isMet?(rule: number, begin: number): boolean;
  /** Whether all events must be added again, in order, after one was added out of order. */
  readonly needsOrder?: true;
}
