import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findAccounts } from '../../src/source/find-accounts.ts';
import { temporaryFolder } from '../support/trailscan.ts';

const { signal } = new AbortController();
const logFile = (account: string) =>
  `${account}_CloudTrail_us-east-1_20261119T0805Z_abcdefgh12345678.json.gz`;

function folderWith(...files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

describe('findAccounts', () => {
  test('finds the folders of accounts, also of an organization, without looking into them', async () => {
    const folder = folderWith(
      'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/19/a.json',
      'AWSLogs/o-abc/444455556666/CloudTrail/AWSLogs/999999999999/a.json',
      'AWSLogs/notes/readme.txt',
    );
    expect(await findAccounts([folder], signal)).toEqual(['111122223333', '444455556666']);
  });

  test('finds the accounts in the names of log files, in flat folders and named one by one', async () => {
    const folder = folderWith(
      `old/${logFile('111122223333')}`,
      'other.json',
      logFile('444455556666'),
    );
    expect(await findAccounts([folder], signal)).toEqual(['444455556666', '111122223333']);
    expect(await findAccounts([`/nowhere/${logFile('222233334444')}`], signal)).toEqual([
      '222233334444',
    ]);
  });

  test('finds the account in the path of a folder that is named', async () => {
    const folder = folderWith('AWSLogs/111122223333/CloudTrail/us-east-1/a.json');
    const inside = join(folder, 'AWSLogs/111122223333/CloudTrail/us-east-1');
    expect(await findAccounts([inside, '-'], signal)).toEqual(['111122223333']);
  });

  test('follows links to folders, each once, and ignores what cannot be read', async () => {
    const folder = folderWith('AWSLogs/111122223333/a.json');
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync('/nowhere', join(folder, 'broken'));
    expect(await findAccounts([folder, '/nowhere'], signal)).toEqual(['111122223333']);
  });
});
