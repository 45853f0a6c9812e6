import type { Column } from '../text/column.ts';

/** What writers of events are told; each takes of it what concerns its format. */
export interface WriterOptions {
  /** Undefined for what the format shows by itself: the default columns, or the whole record. */
  readonly columns: readonly Column[] | undefined;
  /** Terminal cells a line may have; undefined when the output goes elsewhere. */
  readonly width: number | undefined;
  readonly color: boolean;
  /** The zone of the IANA database in which times are shown. */
  readonly zone: string;
}
