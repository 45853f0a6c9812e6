import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { parseSize } from '../../../src/flags/values/parse-size.ts';

describe('parseSize', () => {
  it.each([
    ['0', 0],
    ['4096', 4096],
    ['12b', 12],
    ['10GB', 10e9],
    ['10 gb', 10e9],
    ['10g', 10e9],
    ['1.5MB', 1_500_000],
    ['500 kB', 500_000],
    ['1KiB', 1024],
    ['2MiB', 2 ** 21],
    ['1 TiB', 2 ** 40],
    ['3T', 3e12],
    [' 7 ', 7],
    ['0.5', 0],
  ])('reads %s as %i bytes', (text, bytes) => {
    expect(parseSize(text, '--cache-size')).toBe(bytes);
  });

  it.each([
    '',
    ' ',
    'GB',
    '-1',
    '+1',
    '1e3',
    '1,000',
    '1.MB',
    '.5GB',
    '1 2',
    '10 GBs',
    '10ib',
    '10PB',
    'Infinity',
    '9007199254740993',
    '99999999TB',
    `${'9'.repeat(400)}GB`,
    '1GB\n2',
  ])('refuses %j', (text) => {
    expect(() => parseSize(text, '--cache-size')).toThrow(UsageError);
    expect(() => parseSize(text, '--cache-size')).toThrow(
      `--cache-size: cannot read the size '${text}': expected a number and a unit (kB, MB, GB, TB), ` +
        'such as 10GB or 500MB',
    );
  });
});
