import { levels } from '../../detect/rule.ts';
import { count, counted } from '../../format/text/numbers.ts';
import type { DetectionReport, FindingRow } from './detection-report.ts';

/** The maximum number of findings above the table of rules. */
export const maxVerdict = 10;

/**
 * Returns the first sentence of a report: `Found in 711 events: 3 critical, 8 high, by 9 rules.`
 * How many of the events that were read pass the filters is not known.
 */
export function verdictText({ totals, rules, loaded, minLevel }: DetectionReport): string {
  const parts = levels
    .toReversed()
    .filter((level) => totals.matches[level] > 0)
    .map((level) => `${count(totals.matches[level])} ${level}`);
  const events = totals.areAllAskedFor
    ? counted(totals.events, 'event')
    : `the events asked for (${count(totals.events)} were read)`;
  if (parts.length > 0) {
    return `Found in ${events}: ${parts.join(', ')}, by ${counted(rules.length, 'rule')}.`;
  }
  return `Nothing of level ${minLevel} or above was found in ${events} by ${counted(loaded.loaded, 'rule')}.`;
}

/** Returns the identities with the most findings; undefined when none has three. */
export function busiestText({ findings }: DetectionReport): string | undefined {
  const counts = new Map<string, number>();
  for (const { who } of findings) {
    if (who !== '') counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  const busy = [...counts].filter(([, events]) => events >= 3).toSorted(([, a], [, b]) => b - a);
  const [first, ...others] = busy.slice(0, 3);
  if (!first) return undefined;
  const [who, events] = first;
  const more = others.map(([who, events]) => `, ${who} ${count(events)}`).join('');
  return `${who} made ${count(events)} of ${counted(findings.length, 'finding')}${more}.`;
}

/** Returns what is below the least level, and how to see it; undefined when nothing is. */
export function belowText({ totals: { below }, minLevel }: DetectionReport): string | undefined {
  if (below.matches === 0) return undefined;
  const matches = `${count(below.matches)} ${below.matches === 1 ? 'match' : 'matches'}`;
  return `${matches} of ${counted(below.rules, 'rule')} below ${minLevel}: --min-level informational`;
}

/** Returns where a finding happened: the account, the region and the address. */
export function whereOf({ account, region, address }: FindingRow): string {
  return [account, region, address].filter((text) => text !== '').join(' ');
}
