import { outcomes } from '../../event/outcome.ts';
import { seriesColors } from './chart-style.ts';

/**
 * The class with the colour of a series: an outcome has one of its own, the others have one by their
 * place, from 0; those after the last colour are grey, as the sum of what was left out is.
 */
export function seriesClass(at: number, outcome?: string): string {
  const known = outcomes.find((name) => name === outcome);
  return known ?? (at < seriesColors ? `series-${at + 1}` : othersClass);
}

/** The class of what was left out. */
export const othersClass = 'others';
