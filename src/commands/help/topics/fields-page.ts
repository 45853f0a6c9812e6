import { attributes } from '../../../event/attributes.ts';
import { knownFields } from '../../../event/field-path.ts';
import { filterFlags } from '../../../flags/filter-flags.ts';
import { chainNames } from '../../../format/text/column.ts';
import type { Page } from '../page.ts';

/** `trailscan help fields`. */
export const fieldsPage: Page = {
  intro:
    '--columns and --by take attributes, which are derived from an event, and paths to its fields.',
  sections: [
    {
      heading: 'Attributes',
      text: ['Attributes marked * can be filtered by, with the flag of the same name.'],
      rows: Object.values(attributes).map(({ name, describe }) => [
        filterFlags.some((flag) => flag.name === name) ? `${name} *` : name,
        describe,
      ]),
    },
    {
      heading: 'Attributes of the session',
      text: [
        'These follow from other events: those that issued the credentials. Each source is read twice. ' +
          'Only query and stats have them.',
      ],
      rows: Object.entries(chainNames),
    },
    {
      heading: 'Field paths',
      rows: [
        ['userIdentity.arn', 'a field inside a field'],
        ['resources[0].ARN', 'one element of an array'],
        ['resources[].ARN', 'all of them; the brackets can be left out'],
        ["requestParameters['a.b']", 'a name with a period or brackets in it'],
        ['$.newField', 'a field that is not in the list below'],
      ],
    },
    { heading: 'Fields of a record', text: [knownFields.join(', ')] },
    {
      heading: 'Examples',
      examples: [
        {
          does: 'Which instances were terminated',
          line:
            'trailscan query fixtures/trail --event TerminateInstances -o csv \\\n' +
            '  --columns time,principal,requestParameters.instancesSet.items[].instanceId',
        },
      ],
    },
  ],
};
