import { filterFlags } from '../../flags/filter-flags.ts';
import { dryRunOutputFlag } from '../../flags/output-flags.ts';
import { pick, without } from '../../flags/pick.ts';
import { helpFlag, runFlags } from '../../flags/run-flags.ts';
import { dryRunFlag, sourceFlags } from '../../flags/source-flags.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import type { Command } from '../command.ts';

export const download: Command = {
  name: 'download',
  summary: 'copy log files from S3 to a folder',
  usage: '[FLAG …] s3://BUCKET/PREFIX … FOLDER',
  description:
    'Copies the log files of trails in S3 to FOLDER, with their keys as paths: FOLDER is a ' +
    'SOURCE like any other. The flags select accounts, regions, days and categories. Files that are ' +
    'already in FOLDER are not fetched again, so the same command resumes an interrupted download. ' +
    'User metadata of objects is stored beside them, in files named .trailscan-objects.',
  operands: 'files',
  flags: [
    ...pick(filterFlags, 'account', 'region', 'category'),
    ...timeFlags,
    ...without(sourceFlags, 'cache', 'cache-size'),
    dryRunFlag,
    dryRunOutputFlag,
    ...pick(runFlags, 'strict', 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'One account and region, one week',
      line:
        'trailscan download s3://my-trail-bucket/ ./trail --account 111122223333 \\\n' +
        '  --region eu-west-1 --last 7d',
    },
  ],
  load: async () => (await import('./run.ts')).download,
};
