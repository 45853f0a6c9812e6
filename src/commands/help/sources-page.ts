import type { Page } from './page.ts';

/** `trailscan help sources`. */
export const sourcesPage: Page = {
  intro:
    'What can be read. Several sources are read as one: an event that lies in two is one event.',
  sections: [
    {
      heading: 'Sources',
      rows: [
        ['FILE', 'in any shape in which CloudTrail events are met, plain or gzip'],
        ['FOLDER', 'all files in it and below'],
        ['-', 'standard input'],
        ['s3://BUCKET/', 'all trails in a bucket'],
        ['s3://BUCKET/PREFIX', 'what begins so: a trail, an account, a day, one log file'],
        ['trail:NAME', 'a trail by its name or ARN: its settings tell where its log files lie'],
        ['history:', 'the Event history of the current region, or of those that --region names'],
        ['history:REGION,…', 'the Event history of these regions; history:all of all enabled ones'],
        ['s3://ARN/PREFIX', 'by an access point: arn:aws:s3:…:accesspoint/NAME, or its alias'],
      ],
    },
    {
      heading: 'What is read from S3',
      text: [
        'The keys of log files tell account, region, kind and time of delivery. So --account, ' +
          '--region, --category, --last, --since, --until and --date choose what is listed and ' +
          'fetched at all. --dry-run tells what that is, and what it costs.',
        'Events are usually delivered minutes after they happened. Files that were delivered up to 6 ' +
          'hours after the time asked for are read, too (on a disk 3 days); --late-delivery sets ' +
          'another time, and --late-delivery all reads everything.',
        'Files that others have put into the folder of a day are read, but may be left out on a day ' +
          'of which only some hours are asked for: only names that CloudTrail gives tell a time.',
        'A trail of one region keeps its files in the folder of that region. Until November 2021 it ' +
          'may have kept events of global services (IAM, STS, CloudFront) there, whose region is ' +
          "us-east-1: --where '{ $.awsRegion = %us-east-1% }' finds them in all folders; --region does " +
          'not, nor does a pattern with "us-east-1", because both choose folders.',
        'Digest files, and what other services log to the bucket, are not read. Where the keys are ' +
          'not laid out as CloudTrail does it, everything is.',
        'Folders on disk that are laid out as CloudTrail does it, such as a mirror, are read in the same way, ' +
          'and files that lie flat in any folder are chosen by their names. A file that is named itself is ' +
          'always read. -v prints what was left out.',
        'Folders and names are believed: a file that was moved to the folder of another day, account or ' +
          'region is looked for there alone. --late-delivery all reads the folders of all days; to read ' +
          'files of any account and region, filter by a field, such as ' +
          "--where '{ $.recipientAccountId = %111122223333% }'.",
      ],
    },
    {
      heading: 'What the Event history is',
      text: [
        'Every account has it, without a trail: management events of the last 90 days, for each ' +
          'region. AWS gives 50 events twice a second, and looks events up by one attribute: by an ' +
          'event ID, access key, user, event name, resource or its type, service, or reads and writes, ' +
          'whichever of the filters finds the fewest. Names must be written there as AWS writes them: ' +
          'TerminateInstances. A question for much is answered in seconds by a trail in S3.',
      ],
    },
    {
      heading: 'Access to AWS',
      text: [
        'Credentials, region and endpoint are found as the AWS CLI finds them: AWS_PROFILE, ' +
          'AWS_ACCESS_KEY_ID, AWS_REGION, AWS_ENDPOINT_URL, ~/.aws/config, single sign-on, roles of ' +
          'containers and instances. --profile names a profile, --role-arn a role ' +
          'to take on, and --region a region to ask in (of query, stats and others it is a filter ' +
          'too). HTTPS_PROXY, HTTP_PROXY and NO_PROXY tell by way of which proxies.',
        'Trails in S3 take s3:ListBucket on the bucket and s3:GetObject on its objects; if they are ' +
          'encrypted with a key of KMS, also kms:Decrypt on the key. The Event history takes ' +
          'cloudtrail:LookupEvents (history:all also account:ListRegions), trail:NAME and trailscan ' +
          'sources cloudtrail:DescribeTrails. trailscan doctor SOURCE tells what is missing.',
      ],
    },
    {
      heading: 'Examples',
      examples: [
        {
          does: 'Who terminated instances in the last week, in one region',
          line:
            'trailscan query s3://my-trail-bucket/ --region us-east-1 --last 7d \\\n' +
            '  --event TerminateInstances',
        },
        {
          does: 'What it would take to read a month',
          line: 'trailscan query s3://my-trail-bucket/ --date 2026-11 --dry-run -o table',
        },
        {
          does: 'Ask twice, fetch once',
          line:
            'trailscan stats s3://my-trail-bucket/ --last 3d --by event --cache\n' +
            'trailscan stats s3://my-trail-bucket/ --last 3d --by principal --cache',
        },
      ],
    },
  ],
};
