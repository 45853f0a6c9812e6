import { outputFlags } from '../../../flags/output-flags.ts';
import type { OutputFormat } from '../../../format/text/output-formats.ts';
import type { Page } from '../page.ts';

const formats: Readonly<Record<OutputFormat, string>> = {
  table: 'for reading: fits the terminal, cuts long values in the middle',
  json: 'one document {"Records":[…]} of the original records; trailscan can read it',
  ndjson: 'one original record a line, for jq and other programs; trailscan can read it',
  csv: 'for spreadsheets: a cell that would be a formula is turned into text',
  markdown: 'a table for tickets and reports',
};

/** `trailscan help output`. */
export const outputPage: Page = {
  intro: 'Data goes to standard output, everything else to standard error.',
  sections: [
    { heading: 'Formats, for -o', rows: Object.entries(formats) },
    {
      heading: 'Defaults',
      text: outputFlags.flatMap((flag) =>
        'default' in flag ? [`--${flag.name}: ${flag.default}.`] : [],
      ),
    },
    {
      heading: 'Secrets',
      text: [
        '--redact masks session tokens, passwords, keys, environment variables, presigned queries and ' +
          'known forms of tokens; not access key IDs. docs/output.md lists the fields, and what it ' +
          'cannot find.',
      ],
    },
    {
      heading: 'Examples',
      examples: [
        {
          does: 'Count events by name',
          line: 'trailscan query fixtures/trail | jq -r .eventName | sort | uniq -c',
        },
        {
          does: 'A smaller trail file, to query again',
          line: 'trailscan query fixtures/trail --service lightsail -o json > lightsail.json',
        },
        {
          does: 'A table in a pager, with colours',
          line: 'trailscan query fixtures/trail -o table --color always | less -SR',
        },
      ],
    },
  ],
};
