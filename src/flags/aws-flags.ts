import { without } from './pick.ts';
import { awsRegionFlag, sourceFlags } from './source-flags.ts';

/** Flags of access to AWS, for commands that do not read a trail. */
export const awsFlags = [
  awsRegionFlag,
  ...without(sourceFlags, 'cache', 'cache-size', 'late-delivery'),
];
