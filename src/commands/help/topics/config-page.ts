import type { Page } from '../page.ts';

/** `trailscan help config-file`. */
export const configPage: Page = {
  intro:
    'The config file names sources and sets defaults for flags that are not given. ' +
    "'trailscan config init' writes an example.",
  sections: [
    {
      heading: 'Location',
      rows: [
        ['$XDG_CONFIG_HOME/trailscan/', 'config.yaml, config.yml or config.json'],
        ['~/.config/trailscan/', 'without XDG_CONFIG_HOME'],
        ['%APPDATA%\\trailscan\\', 'on Windows'],
        ['$TRAILSCAN_CONFIG', 'any other path; /dev/null for no config file'],
      ],
      text: [
        'The file is optional, and only one of these may exist. An unknown key is an error; errors ' +
          'give the line.',
      ],
    },
    {
      heading: 'Settings',
      rows: [
        ['default_source', 'the source to read when a command names none: one, or a list'],
        ['output', 'table, json, ndjson, csv or markdown'],
        ['time_zone', 'UTC, local or an IANA name such as Europe/Berlin'],
        ['columns', 'a list of attributes and field paths'],
        ['redact', 'whether secrets are masked: true or false'],
        ['accounts', "your own, as IDs or NAME: ID; 'what' calls others foreign"],
        ['cache', 'whether to keep files fetched from S3: true, false or a folder'],
        ['cache_size', 'the maximum size of the cache, such as 20GB'],
        ['sources', 'sources by name; commands refer to one as @NAME'],
      ],
    },
    {
      heading: 'Settings of a source',
      rows: [
        ['uri', 'required: a source, or a list of them; not another @NAME'],
        ['profile', 'a profile of the AWS configuration'],
        ['region', 'the region to send AWS requests to'],
        ['role_arn', 'a role to assume'],
        ['external_id', "the external ID that the role's trust policy requires"],
        ['cache', 'as above, for this source'],
        ['requester_pays', 'agree to pay for requests: true or false'],
      ],
      text: [
        "Paths are relative to the file's folder, and ~/ is your home folder. Credentials are " +
          'refused: keep them in ~/.aws and name a profile.',
      ],
    },
    {
      heading: 'Precedence, highest first',
      rows: [
        ['1', 'flags and operands'],
        ['2', 'TRAILSCAN_SOURCE, TRAILSCAN_CACHE'],
        ['3', 'for a source named as @NAME, its own settings'],
        ['4', 'the other settings of the file'],
        ['5', 'built-in defaults'],
      ],
      text: [
        "'trailscan config show' prints the settings in effect, and where each value comes from.",
      ],
    },
    {
      heading: 'Format: YAML (JSON is valid YAML)',
      examples: [
        {
          does: '~/.config/trailscan/config.yaml',
          line: [
            'default_source: "@prod"',
            'time_zone: Europe/Berlin',
            'columns: [time, event, principal]',
            'sources:',
            '  prod:',
            '    uri: s3://my-trail-bucket/AWSLogs/',
            '    profile: audit',
            '  both:',
            '    uri: [s3://my-trail-bucket/AWSLogs/, ~/trails/2025]',
          ].join('\n'),
        },
      ],
    },
    {
      heading: 'Examples',
      examples: [
        {
          does: 'A file for one project, and the settings in effect with it',
          line:
            'export TRAILSCAN_CONFIG=./trailscan.yaml\n' +
            'trailscan config init\n' +
            'trailscan config show',
        },
      ],
    },
  ],
};
