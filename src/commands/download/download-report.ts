import { count, counted, duration, size } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { Ledger } from '../../query/ledger.ts';
import { renderErrors } from '../run/ledger-report.ts';
import type { ProgressState } from '../run/progress-line.ts';

/** Options of the report: whether to print every error, and where the files were copied to. */
export interface DownloadReportOptions {
  readonly verbose: boolean;
  readonly folder: string;
}

/** Renders the result of a download: a line for each error, then a line with the totals. */
export function renderDownload(ledger: Ledger, { verbose, folder }: DownloadReportOptions): string {
  const { files, filesRead, bytes, unreadableFiles, errors, moreErrors } = ledger;
  const shown = verbose ? errors : errors.slice(0, maxErrors);
  const hidden = errors.length - shown.length + moreErrors;
  const alreadyThere = files - filesRead - unreadableFiles;
  const parts = [
    `${counted(filesRead, 'file')} (${size(bytes)}) downloaded to ${folder}`,
    ...(alreadyThere > 0 ? [`${count(alreadyThere)} already there`] : []),
    ...(unreadableFiles > 0 ? [`${count(unreadableFiles)} failed`] : []),
  ];
  return [
    renderErrors({ ...ledger, errors: shown }),
    ...(hidden > 0 ? [`… and ${count(hidden)} more that failed\n`] : []),
    `${forTerminal(parts.join(', '))}\n`,
  ].join('');
}

/**
 * Renders the progress of a download as one line: `12 of 600 files, 3.5 MB, 1.2 MB/s, 12 s left`.
 */
export function renderDownloadProgress(ledger: Ledger, { seconds, extent }: ProgressState): string {
  const { files, filesRead, bytes } = ledger;
  const amount = [size(bytes), `${size(Math.round(bytes / seconds))}/s`];
  if (!extent) return [counted(files, 'file'), ...amount].join(', ');
  if (!extent.isWhole) {
    const listed = `${counted(extent.files, 'file')} (${size(extent.bytes)}) listed so far`;
    return [listed, `${count(files)} done`, ...amount].join(', ');
  }
  const parts = [`${count(files)} of ${counted(extent.files, 'file')}`, ...amount];
  // Files that are already there take no time.
  const left = (seconds / filesRead) * (extent.files - files);
  return [...parts, ...(filesRead > 0 ? [`${duration(left)} left`] : [])].join(', ');
}

const maxErrors = 20;
