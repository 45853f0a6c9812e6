import type { Column } from '../text/column.ts';
import type { Measure } from './measure.ts';

/** Options for printing counts; each format uses those that apply to it. */
export interface CountWriterOptions {
  /** The attributes and fields by which the events are grouped. */
  readonly columns: readonly Column[];
  /** The values printed for each group. */
  readonly measures: readonly Measure[];
  /** The number of events; an event can be in several groups; by default, the sum of the groups. */
  readonly events?: number;
  /** The maximum width of a line in terminal cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
  /** The IANA time zone in which times were counted. */
  readonly zone: string;
}
