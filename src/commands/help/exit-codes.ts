import type { Section } from './page.ts';

/** The meaning of each exit code. */
export const exitCodes = [
  ['0', 'done; also when the reader of the output closed it'],
  ['1', 'nothing matched, and --exit-status was given; or --fail-on was met'],
  ['2', 'wrong usage or configuration'],
  ['3', 'done, but some input could not be read'],
  ['4', 'failed'],
  ['130', 'interrupted'],
  ['143', 'terminated'],
] as const satisfies Section['rows'];
