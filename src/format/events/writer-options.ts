import type { Column } from '../text/column.ts';

/** Options for printing events; each format uses those that apply to it. */
export interface WriterOptions {
  /** Undefined for the format's default: the default columns, or the whole record. */
  readonly columns: readonly Column[] | undefined;
  /** The maximum width of a line in terminal cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
  /** The IANA time zone in which times are shown. */
  readonly zone: string;
}
