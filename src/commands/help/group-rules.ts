import type { FlagGroup } from '../../flags/flag.ts';
import type { Section } from './page.ts';

/** Rules that apply to all flags of a group. */
export const groupRules: Readonly<Partial<Record<FlagGroup, Pick<Section, 'text'>>>> = {
  Filter: {
    text: [
      'All flags must match; of several values (separated by commas, or the flag repeated) one must. A ' +
        'leading ! excludes a value or, before a list, all of it. * matches any text, and case is ' +
        'ignored. \\, is a comma inside a value.',
    ],
  },
  Source: {
    text: ['For trails in S3. Sources and the access they require: trailscan help sources'],
  },
  Time: { text: ['By eventTime. How to write a time: trailscan help time'] },
};
