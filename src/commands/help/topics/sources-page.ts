import type { Page } from '../page.ts';

/** `trailscan help sources`. */
export const sourcesPage: Page = {
  intro: 'What can be read.',
  sections: [
    {
      heading: 'Sources',
      text: ['Several are read as one: an event that is in two of them counts once.'],
      rows: [
        [
          'FILE',
          'in any form that CloudTrail events come in, plain or gzip, or a tar or zip of such',
        ],
        ['FOLDER', 'all files in it and its subfolders'],
        ['-', 'standard input'],
        ['s3://BUCKET/', 'all trails in a bucket'],
        ['s3://BUCKET/PREFIX', 'keys with this prefix: a trail, an account, a day, one log file'],
        ['trail:NAME', 'a trail by its name or ARN: its settings say where its log files are'],
        ['history:', 'the Event history of the current region, or of those in --region'],
        [
          'history:REGION,…',
          'the Event history of these regions; history:all for all enabled ones',
        ],
        ['s3://ARN/PREFIX', 'through an access point: arn:aws:s3:…:accesspoint/NAME, or its alias'],
      ],
    },
    {
      heading: 'What is read from a file',
      text: [
        'Its content decides, not its name: trail files, NDJSON, arrays, single events, log lines that ' +
          "begin with a time, the console's CSV and JSON, results of Athena, CloudTrail Lake and " +
          'CloudWatch Logs Insights, saved LookupEvents output, and messages of EventBridge, CloudWatch ' +
          'Logs, SQS, SNS, Kinesis, Firehose, Lambda and Beats, also in one another.',
        'Rows of events may have names in lower case, in snake_case or with dots ' +
          '(useridentity.arn), nested fields as JSON in a text, times as SQL or numbers, and numbers ' +
          'for text. Filters and columns see the event; the record is printed as it was read.',
        'Tar and zip archives are read member by member, also archives in archives, and nothing is ' +
          'unpacked to disk. Messages name a member as logs.tar.gz:a/1.json; the counts of files count ' +
          'members, and the archive only if something is wrong with it. An archive that inflates to more ' +
          'than 64 MiB and 300 times its size is not read further.',
        'A FILE without events is an error (exit code 3), unless it is empty, has an empty list of ' +
          'records, or is a digest file, an AWS Config file or an access log of a load balancer. In a ' +
          'FOLDER or an archive, files without events are skipped.',
      ],
    },
    {
      heading: 'What is read from S3',
      text: [
        'The keys of log files contain account, region, category and time of delivery. So --account, ' +
          '--region, --category, --last, --since, --until and --date limit which files are listed and ' +
          'fetched at all. --dry-run shows what would be read, and what it costs.',
        'Events are usually delivered minutes after they happened. Files that were delivered up to 6 ' +
          'hours after the time asked for are also read (3 days on disk); --late-delivery sets ' +
          'another limit, and --late-delivery all reads everything.',
        'Other files in the folder of a day are read, but may be left out when only some hours of ' +
          'that day are asked for: only the file names that CloudTrail writes contain a time.',
        'A single-region trail keeps its files in the folder of that region. Until November 2021 it ' +
          'may have kept events of global services (IAM, STS, CloudFront) there, whose region is ' +
          "us-east-1: --where '{ $.awsRegion = %us-east-1% }' finds them in all folders; --region does " +
          'not, nor does a pattern with "us-east-1", because both select folders.',
        'Digest files, and logs that other services write to the bucket, are not read. Where the keys ' +
          'do not follow the CloudTrail layout, everything is read.',
        'Folders on disk that follow the CloudTrail layout, such as a mirror, are read in the same way, ' +
          'and log files in any other folder are selected by their names. A file that is named as a ' +
          'SOURCE is always read. -v prints what was left out.',
        'Folder and file names are trusted: a file that was moved to the folder of another day, account ' +
          'or region is looked for only there. --late-delivery all reads the folders of all days; to ' +
          'read files of any account and region, filter by a field, such as ' +
          "--where '{ $.recipientAccountId = %111122223333% }'.",
      ],
    },
    {
      heading: 'What the Event history is',
      text: [
        'Every account has one, without a trail: management events of the last 90 days, for each ' +
          'region. AWS allows two requests a second, of 50 events each, and looks events up by one ' +
          'attribute: event ID, access key, user, event name, resource or resource type, service, or ' +
          'reads and writes, whichever of the filters finds the fewest. Names must be written as AWS ' +
          'writes them: TerminateInstances. For many events, a trail in S3 is much faster.',
      ],
    },
    {
      heading: 'Access to AWS',
      text: [
        'Credentials, region and endpoint are found as the AWS CLI finds them: AWS_PROFILE, ' +
          'AWS_ACCESS_KEY_ID, AWS_REGION, AWS_ENDPOINT_URL, ~/.aws/config, single sign-on, roles of ' +
          'containers and instances. --profile names a profile, --role-arn a role to assume, and ' +
          '--region the region to send AWS requests to (in query, stats and others it is also a ' +
          'filter). HTTPS_PROXY, HTTP_PROXY and NO_PROXY set proxies.',
        'Trails in S3 require s3:ListBucket on the bucket and s3:GetObject on its objects; if they are ' +
          'encrypted with a KMS key, also kms:Decrypt on the key. The Event history requires ' +
          'cloudtrail:LookupEvents (history:all also account:ListRegions); trail:NAME and trailscan ' +
          'sources require cloudtrail:DescribeTrails. trailscan doctor SOURCE reports what is missing.',
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
          does: 'What reading a month would cost',
          line: 'trailscan query s3://my-trail-bucket/ --date 2026-11 --dry-run -o table',
        },
        {
          does: 'Two questions, fetching the files only once',
          line:
            'trailscan stats s3://my-trail-bucket/ --last 3d --by event --cache\n' +
            'trailscan stats s3://my-trail-bucket/ --last 3d --by principal --cache',
        },
      ],
    },
  ],
};
