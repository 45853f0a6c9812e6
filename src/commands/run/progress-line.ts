import { count, counted, duration, size } from '../../format/text/numbers.ts';
import type { Ledger } from '../../query/ledger.ts';
import { leftOutFiles } from './ledger-report.ts';

/** How far a run has come. */
export interface ProgressOf {
  readonly seconds: number;
  /** How much there is to be read, if that is known. */
  readonly extent: ListedExtent | undefined;
}

/** What has been listed: all there is to be read, or some of it. */
interface ListedExtent {
  readonly files: number;
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** `12 of 600 files, 3.5 MB, 2,000 events, 2,000 events/s, 12 s left`: one line for a run that goes on. */
export function renderProgress(ledger: Ledger, { seconds, extent }: ProgressOf): string {
  const { bytes, inflatedBytes, records } = ledger;
  // What was left out is not to be read, and not in the extent.
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
