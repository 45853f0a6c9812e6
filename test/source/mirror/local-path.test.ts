import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPathOf } from '../../../src/source/mirror/local-path.ts';
import { runs } from '../../support/runs.ts';

describe('the path of an object in a mirror', () => {
  it.each([
    'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/18/x.json.gz',
    'a',
    '...',
    '..a/a..',
    '.hidden/x',
    '-rf',
    ' ',
    'ü/日本/🙂',
    'a%2Fb',
    'x/.trailscan',
    'CACHEDIR/x',
  ])('is its key: %s', (key) => {
    expect(localPathOf('mirror', key)).toBe(join('mirror', ...key.split('/')));
  });

  it.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/./b',
    'a/..',
    'a\\b',
    '..\\a',
    'a\u0000b',
    'a\nb',
    'a\u001b[2J',
    'a\u007f',
    'a\u009b',
    '.trailscan-unfinished/a',
    '.Trailscan-Unfinished/a',
    '.trailscan-unfinished',
    'x/.trailscan-unfinished/y',
    'x/.trailscan-objects',
    'CACHEDIR.TAG',
    'x/cachedir.tag',
  ])('does not exist for the key %j', (key) => {
    expect(localPathOf('mirror', key)).toBeUndefined();
  });

  it('is below the folder for any key, and different for any two keys', () => {
    const part = fc.constantFrom('a', 'b', '.', '..', '', '/', '//', '\\', '\u0000', '~', ':', ' ');
    const key = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(key, key, (one, other) => {
        const path = localPathOf('/mirror', one);
        if (path === undefined) return;
        expect(path.startsWith(join('/mirror', '/'))).toBe(true);
        expect(path.split(/[\\/]/)).not.toContain('..');
        if (one !== other) expect(localPathOf('/mirror', other)).not.toBe(path);
      }),
      { numRuns: runs() },
    );
  });

  it.runIf(process.platform === 'win32')('does not exist for names that Windows reserves', () => {
    for (const key of ['c:x', 'a:b', 'nul', 'COM1.json', 'a.', 'a /b', 'a?']) {
      expect(localPathOf('mirror', key)).toBeUndefined();
    }
  });
});
