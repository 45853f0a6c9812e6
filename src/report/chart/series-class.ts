import { outcomes } from '../../event/outcome.ts';
import { seriesColors } from './chart-style.ts';

/**
 * Returns the class with the colour of a series: an outcome has its own; any other series has the
 * colour of its index, from 0. Series after the last colour are grey, like the series that sums up
 * those left out.
 */
export function seriesClass(at: number, outcome?: string): string {
  const known = outcomes.find((name) => name === outcome);
  return known ?? (at < seriesColors ? `series-${at + 1}` : othersClass);
}

/** The class of the series that sums up those left out. */
export const othersClass = 'others';
