import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canBeReadAgain } from '../../src/source/can-be-read-again.ts';
import { temporaryFolder } from '../support/trailscan.ts';

describe('paths', () => {
  const folders = () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'ab', 'a/b']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'a/file'), '');
    return (...names: string[]) => names.map((name) => join(folder, name));
  };

  test('of files and folders beside each other can be read again', () => {
    const paths = folders();
    expect(canBeReadAgain(paths('a', 'ab'))).toBe(true);
    expect(canBeReadAgain(paths('a/file', 'ab', 'missing'))).toBe(true);
    expect(canBeReadAgain([])).toBe(true);
  });

  test('that name something twice cannot', () => {
    const paths = folders();
    expect(canBeReadAgain(paths('a', 'a/file'))).toBe(false);
    expect(canBeReadAgain(paths('a/b', 'a'))).toBe(false);
    expect(canBeReadAgain([...paths('a'), `${paths('a')}/../a`])).toBe(false);
    expect(canBeReadAgain(paths('a', 'a'))).toBe(true);
  });

  test('of standard input and of what is no file cannot', () => {
    expect(canBeReadAgain(['-'])).toBe(false);
    expect(canBeReadAgain(['/dev/null'])).toBe(process.platform === 'win32');
    const [link = ''] = folders()('link');
    symlinkSync('/dev/null', link);
    expect(canBeReadAgain([link])).toBe(process.platform === 'win32');
  });
});
