import type { Section } from './page.ts';

/** The environment variables that are read. */
export const environmentVariables = [
  ['TRAILSCAN_SOURCE', 'the source to read when a command line names none'],
  ['NO_COLOR', 'when set, nothing is coloured'],
] as const satisfies Section['rows'];
