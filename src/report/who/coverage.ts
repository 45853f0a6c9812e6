import { counted } from '../../format/text/numbers.ts';
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
  // Only duplicates of what matches are known as such.
  const records = counted(matched + notMatched + duplicates, 'record');
  const parts = [
    `Read ${counted(filesRead, 'file')} twice, ${records}: ${counted(matched, 'event')} of these sessions`,
    ...(duplicates > 0 ? [`${counted(duplicates, 'duplicate')} left out`] : []),
    ...(errors.length > 0 ? [`${counted(errors.length, 'input')} could not be read`] : []),
  ];
  const issued =
    from !== null && to !== null
      ? `${counted(issuing.length, 'event')} issued credentials or signed in, ${from} to ${to}.`
      : 'No event that was read issued credentials or signed in.';
  return { from, to, issuing: issuing.length, text: `${parts.join('; ')}. ${issued}` };
}
