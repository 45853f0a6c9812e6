import type { ItemValue } from './item-value.ts';

/** A modifier of Sigma (Sigma modifiers appendix 2.1). */
export interface Modifier {
  readonly name: string;
  /** The setting of the whole item that it changes, if it does not change values. */
  readonly setting?: 'all' | 'neq' | 'cased' | 'expand';
  /** Whether it must be the first one that changes the values. */
  readonly isFirst?: true;
  /** Whether it has a meaning only for a field, not for the whole event. */
  readonly needsField?: true;
  /**
   * Returns what the value becomes: several values are alternatives. Throws UsageError when it
   * cannot be applied.
   */
  readonly apply?: (value: ItemValue) => readonly ItemValue[];
}
