import type { Ledger } from '../query/ledger.ts';
import { renderErrors } from './ledger-report.ts';
import { count, counted, size } from './numbers.ts';
import { forTerminal } from './sanitize.ts';

/** Whether to tell of every error, and where the files were copied to. */
export interface DownloadReportOptions {
  readonly verbose: boolean;
  readonly folder: string;
}

/** What became of the files of a download: errors, a line each, and a line that sums up. */
export function renderDownload(ledger: Ledger, { verbose, folder }: DownloadReportOptions): string {
  const { files, filesRead, bytes, unreadableFiles, errors, moreErrors } = ledger;
  const shown = verbose ? errors : errors.slice(0, maxErrors);
  const hidden = errors.length - shown.length + moreErrors;
  const there = files - filesRead - unreadableFiles;
  const parts = [
    `${counted(filesRead, 'file')} (${size(bytes)}) downloaded to ${folder}`,
    ...(there > 0 ? [`${count(there)} there already`] : []),
    ...(unreadableFiles > 0 ? [`${count(unreadableFiles)} failed`] : []),
  ];
  return [
    renderErrors({ ...ledger, errors: shown }),
    ...(hidden > 0 ? [`… and ${count(hidden)} more that failed\n`] : []),
    `${forTerminal(parts.join(', '))}\n`,
  ].join('');
}

const maxErrors = 20;
