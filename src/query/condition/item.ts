/**
 * A test of the values of a field, in the way of a detection item of Sigma (Sigma specification
 * 2.1): arrays on the way to the field are entered, text is compared without regard to case unless
 * it is `cased`, and an object is compared as its compact JSON. Plain data.
 */
export interface ItemCondition {
  readonly kind: 'item';
  /**
   * Names between dots, as CloudTrail spells them (`userIdentity.arn`); `trailscan.NAME` for an
   * attribute; empty for the whole event.
   */
  readonly field: string;
  readonly test: ItemTest;
}

/** The test of a value of the field; one value that passes is enough. */
export type ItemTest =
  /** The whole text of the value matches. Numbers and flags are compared by their text. */
  | { readonly kind: 'text'; readonly pattern: TextPattern; readonly cased: boolean }
  /** The RE2 expression matches anywhere in the value. `flags` are of `i`, `m` and `s`. */
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  /** The value, or this part of it when it is a time, is a number that compares so. */
  | {
      readonly kind: 'number';
      readonly operator: NumberOperator;
      readonly number: number;
      readonly part?: TimePart;
    }
  /** The value is an address in this network, such as `10.0.0.0/8`. */
  | { readonly kind: 'network'; readonly network: string }
  /** The field exists; null is a value here, the empty text of an error is not. */
  | { readonly kind: 'exists' }
  /** The field does not exist, or is null. */
  | { readonly kind: 'null' }
  /** The value is, begins with, ends with or contains a value of the other field. */
  | {
      readonly kind: 'field';
      readonly field: string;
      readonly position: 'whole' | 'start' | 'end' | 'anywhere';
      readonly cased: boolean;
    };

/** Text and wildcards in their order: `*` is any run of characters, `?` one character. */
export type TextPattern = readonly (string | Wildcard)[];

/** A wildcard of a text pattern. */
export interface Wildcard {
  readonly wildcard: '*' | '?';
}

/** The operators that compare numbers. */
export type NumberOperator = '=' | '<' | '<=' | '>' | '>=';

/** The parts of a time that Sigma can compare, in UTC; a week is that of ISO 8601. */
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
