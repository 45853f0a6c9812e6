import type { Ledger } from '../query/ledger.ts';
import { renderErrors } from './ledger-report.ts';
import { counted, size } from './numbers.ts';
import { forTerminal } from './sanitize.ts';

/** What became of the files of a download: errors, a line each, and a line that sums up. */
export function renderDownload(ledger: Ledger, folder: string): string {
  const { files, filesRead, bytes, unreadableFiles } = ledger;
  const there = files - filesRead - unreadableFiles;
  const parts = [
    `${counted(filesRead, 'file')} (${size(bytes)}) downloaded to ${folder}`,
    ...(there > 0 ? [`${counted(there, 'file')} there already`] : []),
    ...(unreadableFiles > 0 ? [`${counted(unreadableFiles, 'file')} failed`] : []),
  ];
  return `${renderErrors(ledger)}${forTerminal(parts.join(', '))}\n`;
}
