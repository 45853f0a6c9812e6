import { identityEventNames } from '../../identity/identity-calls.ts';

const lookups = identityEventNames.length;

/** Says what the first of two readings costs in the Event history. */
export const slowNote =
  `looks up ${lookups} calls that issue credentials or sign in, two a second: at least ${lookups / 2} s for ` +
  'each region, more where there are many; the sessions of the console are only found when they are ' +
  'asked for';

/** Says what is missing without the first reading. */
export const withoutChainsNote =
  'without chains: where credentials come from, and who is behind them, is known only where the events ' +
  'that were asked for say so';
