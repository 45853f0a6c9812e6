import { count, counted } from '../../format/text/numbers.ts';
import type { Identities } from '../../identity/identities.ts';
import type { Ledger } from '../../query/ledger.ts';
import { isoOrNull } from './iso-or-null.ts';
import type { Coverage } from './who-report.ts';

/** Returns what the answer rests on: what was read, and what could not be. */
export function coverageOf(
  { events }: Identities,
  { filesRead, errors, matched, notMatched, duplicates }: Ledger,
): Coverage {
  const issuing = events();
  const times = issuing.map(({ time }) => time).filter((time) => isoOrNull(time) !== null);
  const from = isoOrNull(times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  const to = isoOrNull(times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
  const parts = [
    `Read ${counted(filesRead, 'file')} twice: ${counted(matched, 'event')} of these sessions, ${count(notMatched)} others`,
    ...(duplicates > 0 ? [`${counted(duplicates, 'duplicate')} left out`] : []),
    ...(errors.length > 0 ? [`${counted(errors.length, 'input')} could not be read`] : []),
  ];
  const issued =
    from !== null && to !== null
      ? `${counted(issuing.length, 'event')} issued credentials or signed in, ${from} to ${to}.`
      : 'No event that was read issued credentials or signed in.';
  return { from, to, issuing: issuing.length, text: `${parts.join('; ')}. ${issued}` };
}
