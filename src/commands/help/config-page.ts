import type { Page } from './page.ts';

/** `trailscan help config-file`. */
export const configPage: Page = {
  intro:
    'The config file names sources, and sets what holds when no flag says otherwise. ' +
    "'trailscan config init' writes one to begin with.",
  sections: [
    {
      heading: 'Where it is',
      rows: [
        ['$XDG_CONFIG_HOME/trailscan/', 'config.yaml, config.yml or config.json'],
        ['~/.config/trailscan/', 'without XDG_CONFIG_HOME'],
        ['%APPDATA%\\trailscan\\', 'on Windows'],
        ['$TRAILSCAN_CONFIG', 'any other; /dev/null for none'],
      ],
      text: [
        'There may be one, and there need be none. A key that is unknown is an error, and errors ' +
          'tell the line.',
      ],
    },
    {
      heading: 'Settings',
      rows: [
        ['default_source', 'what is read when a command names no source: one, or a list'],
        ['output', 'table, json, ndjson, csv or markdown'],
        ['time_zone', 'UTC, local or an IANA name such as Europe/Berlin'],
        ['columns', 'a list of attributes and field paths'],
        ['cache', 'whether to keep what is fetched from S3: true, false or a folder'],
        ['cache_size', 'the most that the cache keeps, such as 20GB'],
        ['sources', 'sources by name; @NAME stands for one in a command'],
      ],
    },
    {
      heading: 'Settings of a source',
      rows: [
        ['uri', 'required: a source, or a list of them; not another @NAME'],
        ['profile', 'of the AWS configuration'],
        ['region', ''],
        ['role_arn', 'a role to assume'],
        ['external_id', "what the role's trust policy asks for"],
        ['cache', 'as above, for this source'],
        ['requester_pays', 'agree to pay for requests: true or false'],
      ],
      text: [
        "Paths are relative to the file's folder, and ~/ is your home folder. Credentials are " +
          'refused: they belong to ~/.aws, and a profile names them.',
      ],
    },
    {
      heading: 'What comes first',
      rows: [
        ['1', 'flags and operands'],
        ['2', 'TRAILSCAN_SOURCE, TRAILSCAN_CACHE'],
        ['3', 'for a source that is called by @NAME, its own settings'],
        ['4', 'the settings of the file'],
        ['5', 'what is built in'],
      ],
      text: ["'trailscan config show' prints what holds, and where each value comes from."],
    },
    {
      heading: 'In YAML, of which JSON is a part',
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
          does: 'A file for one project, and what holds with it',
          line:
            'export TRAILSCAN_CONFIG=./trailscan.yaml\n' +
            'trailscan config init\n' +
            'trailscan config show',
        },
      ],
    },
  ],
};
