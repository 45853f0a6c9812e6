import type { Section } from './page.ts';

/** The environment variables that trailscan reads. */
export const environmentVariables = [
  ['TRAILSCAN_SOURCE', 'the source to read when a command names none'],
  ['TRAILSCAN_CONFIG', 'the config file to read instead of the usual one'],
  ['TRAILSCAN_CACHE', 'a folder in which to keep files fetched from S3'],
  ['AWS_PROFILE, AWS_REGION …', 'access to AWS, as for the AWS CLI'],
  ['NO_COLOR', 'when set, output is not coloured'],
] as const satisfies Section['rows'];
