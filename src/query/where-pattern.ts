/**
 * A JSON filter pattern of CloudWatch Logs as data (CloudWatch Logs User Guide, "Using filter
 * patterns to match terms in JSON log events").
 */
export type WherePattern =
  | { readonly kind: 'and'; readonly operands: readonly WherePattern[] }
  | { readonly kind: 'or'; readonly operands: readonly WherePattern[] }
  | {
      readonly kind: 'compare';
      readonly selector: Selector;
      readonly operator: '=' | '!=';
      readonly operand: WhereOperand;
    }
  | {
      readonly kind: 'order';
      readonly selector: Selector;
      readonly operator: OrderOperator;
      readonly number: number;
    }
  | {
      readonly kind: 'test';
      readonly selector: Selector;
      readonly test: 'exists' | 'not-exists' | 'null' | 'true' | 'false';
    };

/** The operators that only numbers have. */
export type OrderOperator = '<' | '>' | '<=' | '>=';

/**
 * What a selector's value is compared with: text with wildcards, of which `literals` are the parts
 * (between two neighbours stands a `*`, so `"Access*"` is `['Access', '']`); a number, with `text`
 * as it was written, because an account id that looks like a number is text in events; or an RE2
 * expression that may match anywhere in the value.
 */
export type WhereOperand =
  | { readonly kind: 'text'; readonly literals: readonly string[] }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string };

/** The steps of `$.a.b[0].c[*]`, from the event inwards; at least one. */
export type Selector = readonly SelectorStep[];

/** `any` is every element of an array, or the value of every field of an object. */
export type SelectorStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any' };
