import { describe, expect, it } from 'vitest';
import {
  renderDownload,
  renderDownloadProgress,
} from '../../../src/commands/download/download-report.ts';
import { createLedger } from '../../../src/query/ledger.ts';

const ledger = { ...createLedger(), files: 120, filesRead: 90, bytes: 1_800_000 };

describe('the progress of a download', () => {
  it('shows the files listed so far while more are being listed', () => {
    const extent = { files: 3000, bytes: 60e6, isWhole: false };
    expect(renderDownloadProgress(ledger, { seconds: 3, extent })).toBe(
      '3,000 files (60.0 MB) listed so far, 120 done, 1.8 MB, 600.0 kB/s',
    );
  });

  it('shows how long the rest will take, assuming that all of it must be fetched', () => {
    const extent = { files: 3000, bytes: 60e6, isWhole: true };
    expect(renderDownloadProgress(ledger, { seconds: 3, extent })).toBe(
      '120 of 3,000 files, 1.8 MB, 600.0 kB/s, 2 min left',
    );
    expect(renderDownloadProgress(createLedger(), { seconds: 3, extent })).toBe(
      '0 of 3,000 files, 0 B, 0 B/s',
    );
  });
});

describe('the report of a download', () => {
  it('is one line without errors', () => {
    const options = { verbose: false, folder: './trail' };
    expect(renderDownload(ledger, options)).toBe(
      '90 files (1.8 MB) downloaded to ./trail, 30 already there\n',
    );
  });
});
