import type { Example } from '../command.ts';

/** A help page as data. */
export interface Page {
  /** The first paragraph, without a heading. */
  readonly intro: string;
  readonly sections: readonly Section[];
}

/** A heading and its contents, printed in this order. */
export interface Section {
  readonly heading: string;
  /** Paragraphs, wrapped to the width. */
  readonly text?: readonly string[];
  /** A term and what it means; the meaning is wrapped beside it. */
  readonly rows?: readonly (readonly [term: string, meaning: string])[];
  readonly examples?: readonly Example[];
}
