/**
 * A test of one field of a record, as data: the comparisons of JSON filter patterns of CloudWatch
 * Logs (CloudWatch Logs User Guide, "Using filter patterns to match terms in JSON log events"), and
 * the comparison of two fields.
 */
export type FieldTest =
  | { readonly kind: 'compare'; readonly operator: '=' | '!='; readonly operand: Operand }
  | { readonly kind: 'order'; readonly operator: OrderOperator; readonly number: number }
  | { readonly kind: 'state'; readonly state: 'exists' | 'not-exists' | 'null' | 'true' | 'false' };

/** The operators that only apply to numbers. */
export type OrderOperator = '<' | '>' | '<=' | '>=';

/**
 * The value that a field is compared with: text with wildcards, split at each `*` into `literals`
 * (so `"Access*"` is `['Access', '']`); a number, with `text` as it was written, because an account
 * ID that looks like a number is text in events; an RE2 expression that may match anywhere in the
 * value; or the value of another field.
 */
export type Operand =
  | { readonly kind: 'text'; readonly literals: readonly string[] }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'field'; readonly selector: Selector };

/** The steps of `$.a.b[0].c[*]`, starting at the event; at least one. */
export type Selector = readonly SelectorStep[];

/** `any` selects every element of an array, or the value of every field of an object. */
export type SelectorStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any' };
