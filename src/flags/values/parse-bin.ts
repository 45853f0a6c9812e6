import { UsageError } from '../../errors.ts';
import { parseDuration } from './parse-duration.ts';

const day = 24 * 3600;

/**
 * The seconds of a span of time into which a day, or days, can be divided: `15m`, `1h`, `1d`, `1w`.
 *
 * Throws UsageError for others, whose message begins with `--bin`.
 */
export function parseBin(text: string): number {
  const seconds = parseDuration(text, '--bin') / 1000;
  if (day % seconds === 0 || seconds % day === 0) return seconds;
  throw new UsageError(
    `--bin: days cannot be divided into '${text}': expected whole days, or a part of one such as ` +
      '5m, 15m, 1h, 6h',
  );
}
