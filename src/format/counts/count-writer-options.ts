import type { Column } from '../text/column.ts';
import type { Measure } from './measure.ts';

/** What is told to those who print counts; each takes of it what concerns its format. */
export interface CountWriterOptions {
  /** What was counted by. */
  readonly columns: readonly Column[];
  /** What is told of each group. */
  readonly measures: readonly Measure[];
  /** Terminal cells a line may have; undefined when the output goes elsewhere. */
  readonly width: number | undefined;
  readonly color: boolean;
  /** The zone of the IANA database in which times were counted. */
  readonly zone: string;
}
