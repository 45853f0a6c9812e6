import { UsageError } from '../errors.ts';

/**
 * The bytes of a size such as `10GB`, `512 MiB` or `4096`. Throws UsageError, whose message begins
 * with `subject`.
 */
export function parseSize(text: string, subject: string): number {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const bytes = Number(digits) * (units.get(unit.toLowerCase()) ?? Number.NaN);
  if (digits === '' || Number.isNaN(bytes)) {
    throw new UsageError(
      `${subject}: cannot read the size '${text}': expected a number and a unit ` +
        '(kB, MB, GB, TB), such as 10GB or 500MB',
    );
  }
  return Math.floor(bytes);
}

const units = new Map(
  ['', 'k', 'm', 'g', 't'].flatMap((prefix, power): [string, number][] => [
    [`${prefix}b`, 1000 ** power],
    [`${prefix}ib`, 1024 ** power],
    [prefix, 1000 ** power],
  ]),
);
