import { count, counted } from '../../format/text/numbers.ts';
import type { Identities } from '../../identity/identities.ts';
import { isoTime } from '../../iso-time.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { Coverage } from './who-report.ts';

/** Returns what the answer rests on: what was read, and what could not be. */
export function coverageOf(
  { events }: Identities,
  { filesRead, errors, matched, notMatched, duplicates }: Ledger,
): Coverage {
  const issuing = events();
  const [first] = issuing;
  const last = issuing.at(-1);
  const parts = [
    `Read ${counted(filesRead, 'file')} twice: ${count(matched)} of ${counted(matched + notMatched, 'event')} are of these sessions`,
    ...(duplicates > 0 ? [`${counted(duplicates, 'duplicate')} left out`] : []),
    ...(errors.length > 0 ? [`${counted(errors.length, 'input')} could not be read`] : []),
  ];
  const issued =
    first && last
      ? `Calls that issue credentials or sign in: ${counted(issuing.length, 'event')}, ${isoTime(first.time)} to ${isoTime(last.time)}.`
      : 'No call that issues credentials or signs in was read.';
  return {
    from: first ? isoTime(first.time) : null,
    to: last ? isoTime(last.time) : null,
    text: `${parts.join('; ')}. ${issued}`,
  };
}
