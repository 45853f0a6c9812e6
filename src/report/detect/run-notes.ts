import type { FirstSeenReport } from '../../detect/correlate/first-seen.ts';
import type { CorrelationReport } from '../../detect/correlate/report.ts';
import { count, counted } from '../../format/text/numbers.ts';

/** Counts of matches, of correlations and of rules about first sightings. */
interface MatchReports {
  readonly correlations: readonly CorrelationReport[];
  readonly firstSeen: readonly FirstSeenReport[];
}

/** Returns sentences about matches that correlations and rules about first sightings left out. */
export function runNotes({ correlations, firstSeen }: MatchReports): readonly string[] {
  return [
    ...note(correlations, 'withoutGroup', 'matches that lack a field of the correlation'),
    ...note(correlations, 'withoutValue', 'matches that lack what the correlation measures'),
    ...note(correlations, 'late', 'matches too late to be correlated (see --late-delivery)'),
    ...note(correlations, 'dropped', 'matches that were forgotten too early, to limit memory'),
    ...note(correlations, 'cut', 'matches correlated by the first of their many values only'),
    ...note(firstSeen, 'withoutValue', 'matches that lack a field that is to be first seen'),
    ...note(firstSeen, 'cut', 'matches with too many values that are to be first seen'),
    ...note(
      firstSeen,
      'dropped',
      'values that were forgotten too early, so that they seem new again',
    ),
  ];
}

/** The maximum number of rules that are named. */
const maxNamed = 3;

/** Returns the sentence about the rules for which a number is not 0. */
function note<Name extends string>(
  reports: readonly (Readonly<Record<Name, number>> & { readonly rule: string })[],
  name: Name,
  text: string,
): readonly string[] {
  const found = reports.filter((report) => report[name] > 0).toSorted((a, b) => b[name] - a[name]);
  if (found.length === 0) return [];
  const total = found.reduce((sum, report) => sum + report[name], 0);
  const named = found.slice(0, maxNamed).map(({ rule }) => rule);
  const more = found.length - named.length;
  const rules = [...named, ...(more > 0 ? [counted(more, 'other rule')] : [])].join(', ');
  return [`${text}: ${count(total)} of ${rules}`];
}
