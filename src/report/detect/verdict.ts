import { levels } from '../../detect/rule.ts';
import { count, counted } from '../../format/text/numbers.ts';
import type { DetectionReport, FindingRow } from './detection-report.ts';

/** The maximum number of findings above the table of rules. */
export const maxVerdict = 10;

/** Returns the first sentence of a report: `2 critical and 5 medium matches of 4 rules`. */
export function verdictText({ totals, rules }: DetectionReport): string {
  const parts = levels
    .toReversed()
    .filter((level) => totals.matches[level] > 0)
    .map((level) => `${count(totals.matches[level])} ${level}`);
  const events = counted(totals.events, 'event');
  if (parts.length === 0) return `Nothing was found in ${events}.`;
  return `Found in ${events}: ${parts.join(', ')}, by ${counted(rules.length, 'rule')}.`;
}

/** Returns where a finding happened: the account, the region and the address. */
export function whereOf({ account, region, address }: FindingRow): string {
  return [account, region, address].filter((text) => text !== '').join(' ');
}
