import { count, counted, duration, size } from '../../format/text/numbers.ts';
import type { Ledger } from '../../query/ledger.ts';
import { leftOutFiles } from './ledger-report.ts';

/** The state of a run that a progress line shows beside its ledger. */
export interface ProgressState {
  readonly seconds: number;
  /** How much there is to read; undefined when unknown. */
  readonly extent: ListedExtent | undefined;
}

/** The files listed so far; `isWhole` when that is all of them. */
interface ListedExtent {
  readonly files: number;
  readonly bytes: number;
  readonly isWhole: boolean;
}

/**
 * Renders the progress as one line: `12 of 600 files, 3.5 MB, 2,000 events, 2,000 events/s, 12 s
 * left`.
 */
export function renderProgress(ledger: Ledger, { seconds, extent }: ProgressState): string {
  const { bytes, inflatedBytes, records } = ledger;
  // Files that were left out are not read, and not in the extent.
  const files = ledger.files - leftOutFiles(ledger);
  const rate = `${count(Math.round(records / seconds))} events/s`;
  const events = [size(inflatedBytes), counted(records, 'event'), rate];
  if (!extent) return [counted(files, 'file'), ...events].join(', ');
  if (!extent.isWhole) {
    const listed = `${counted(extent.files, 'file')} (${size(extent.bytes)}) listed so far`;
    return [listed, `${count(files)} read`, ...events].join(', ');
  }
  const parts = [`${count(files)} of ${counted(extent.files, 'file')}`, ...events];
  if (bytes > 0 && bytes <= extent.bytes) {
    parts.push(`${duration((seconds / bytes) * (extent.bytes - bytes))} left`);
  }
  return parts.join(', ');
}
