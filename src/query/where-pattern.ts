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
      readonly operator: CompareOperator;
      readonly operand: WhereOperand;
    }
  | {
      readonly kind: 'test';
      readonly selector: Selector;
      readonly test: 'exists' | 'not-exists' | 'null' | 'true' | 'false';
    };

export type CompareOperator = '=' | '!=' | '<' | '>' | '<=' | '>=';

/** What a selector's value is compared with. `text` may hold `*` for any run of characters. */
export type WhereOperand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string };

/** The steps of `$.a.b[0].c[*]`, from the event inwards. */
export type Selector = readonly SelectorStep[];

export type SelectorStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any-index' };
