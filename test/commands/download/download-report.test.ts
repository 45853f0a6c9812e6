import { describe, expect, it } from 'vitest';
import {
  renderDownload,
  renderDownloadProgress,
} from '../../../src/commands/download/download-report.ts';
import { createLedger } from '../../../src/query/ledger.ts';

const ledger = { ...createLedger(), files: 120, filesRead: 90, bytes: 1_800_000 };

describe('the progress of a download', () => {
  it('tells of what is listed while more is', () => {
    const extent = { files: 3000, bytes: 60e6, isWhole: false };
    expect(renderDownloadProgress(ledger, { seconds: 3, extent })).toBe(
      '3,000 files (60.0 MB) listed so far, 120 done, 1.8 MB, 600.0 kB/s',
    );
  });

  it('tells how long the rest will take, as if none of it was there', () => {
    const extent = { files: 3000, bytes: 60e6, isWhole: true };
    expect(renderDownloadProgress(ledger, { seconds: 3, extent })).toBe(
      '120 of 3,000 files, 1.8 MB, 600.0 kB/s, 2 min left',
    );
    expect(renderDownloadProgress(createLedger(), { seconds: 3, extent })).toBe(
      '0 of 3,000 files, 0 B, 0 B/s',
    );
  });
});

describe('the end of a download', () => {
  it('is one line when all went well', () => {
    const how = { verbose: false, folder: './trail' };
    expect(renderDownload(ledger, how)).toBe(
      '90 files (1.8 MB) downloaded to ./trail, 30 there already\n',
    );
  });
});
