import type { Section } from './page.ts';

/** The environment variables that are read. */
export const environmentVariables = [
  ['TRAILSCAN_SOURCE', 'the source to read when a command line names none'],
  ['TRAILSCAN_CONFIG', 'the config file to read in place of the usual one'],
  ['TRAILSCAN_CACHE', 'a folder in which what is fetched from S3 is kept'],
  ['AWS_PROFILE, AWS_REGION …', 'access to S3, as for the AWS CLI'],
  ['NO_COLOR', 'when set, nothing is coloured'],
] as const satisfies Section['rows'];
