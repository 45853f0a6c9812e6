import { UsageError } from '../../errors.ts';
import { parseDuration } from './parse-duration.ts';

const day = 24 * 3600;

/**
 * Returns the seconds of a duration that divides a day evenly or is whole days: `15m`, `1h`, `1d`,
 * `1w`.
 *
 * Throws UsageError for other durations; its message begins with `--bin`.
 */
export function parseBin(text: string): number {
  const seconds = parseDuration(text, '--bin') / 1000;
  if (day % seconds === 0 || seconds % day === 0) return seconds;
  throw new UsageError(
    `--bin: '${text}' does not divide a day evenly: expected whole days, or a part of one such as ` +
      '5m, 15m, 1h, 6h',
  );
}
