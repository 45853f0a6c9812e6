import { UsageError } from '../../errors.ts';

/**
 * Returns the bytes of a size such as `10GB`, `512 MiB` or `4096`. Throws UsageError, whose message
 * begins with `subject`.
 */
export function parseSize(text: string, subject: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(digits) * (units.get(unit.toLowerCase()) ?? Number.NaN));
  if (digits === '' || !Number.isSafeInteger(bytes)) {
    throw new UsageError(
      `${subject}: cannot read the size '${text}': expected a number and a unit ` +
        '(kB, MB, GB, TB), such as 10GB or 500MB',
    );
  }
  return bytes;
}

const units = new Map([
  ['', 1],
  ['b', 1],
  ...['k', 'm', 'g', 't'].flatMap((prefix, index): [string, number][] => [
    [prefix, 1000 ** (index + 1)],
    [`${prefix}b`, 1000 ** (index + 1)],
    [`${prefix}ib`, 1024 ** (index + 1)],
  ]),
]);
