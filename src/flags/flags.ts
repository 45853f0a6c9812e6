import { chainFlags, chainsFlag, noChainsFlag } from './chain-flags.ts';
import { countFlags, measureFlags } from './count-flags.ts';
import { detectFlags, findingFlag, ruleFlags } from './detect-flags.ts';
import { filterFlags } from './filter-flags.ts';
import { outputFlags } from './output-flags.ts';
import { helpFlag, runFlags } from './run-flags.ts';
import { dryRunFlag, sourceFlags } from './source-flags.ts';
import { summaryFlags } from './summary-flags.ts';
import { timeFlags } from './time-flags.ts';

/** All flags, in the order of the help. */
const flags = [
  ...filterFlags,
  ...chainFlags,
  noChainsFlag,
  ...timeFlags,
  ...sourceFlags,
  dryRunFlag,
  ...countFlags,
  ...measureFlags,
  ...summaryFlags,
  findingFlag,
  ...ruleFlags,
  ...detectFlags,
  chainsFlag,
  ...outputFlags,
  ...runFlags,
  helpFlag,
];

/** The name of a flag, without the dashes. */
export type FlagName = (typeof flags)[number]['name'];
