import { count } from '../../../format/text/numbers.ts';
import { type SeenKind, seenKinds } from '../../baseline/baseline.ts';
import { changeKinds, type Summary } from '../summary-schema.ts';
import {
  changeColumn,
  countColumns,
  defineSection,
  firstColumn,
  lastColumn,
  outcomeColumn,
  type SectionView,
  textColumns,
  type ViewOf,
} from './summary-section.ts';

/**
 * Returns the sections in the order in which they are shown. Sections of new values are included
 * only if the baseline has an earlier window.
 */
export function sectionsOf(summary: Summary): readonly SectionView[] {
  return definitions.flatMap((view) => view(summary) ?? []);
}

type Calls = Summary['denied']['rows'][number];

function calls(id: 'denied' | 'failed' | 'throttled', title: string, empty: string): ViewOf {
  return defineSection<Calls>({
    id,
    title,
    empty,
    sectionOf: (summary) => summary[id],
    columns: [
      ...countColumns('events'),
      ...textColumns('principal', 'service', 'event', 'error'),
      firstColumn,
      lastColumn,
    ],
  });
}

/** For each kind of change, the title, and the clause when there are none. */
const changeTitles: Readonly<Record<(typeof changeKinds)[number], readonly [string, string]>> = {
  iam: ['Identity and permission changes', 'no changes to identities and permissions'],
  network: ['Network changes', 'no changes to the network'],
  logging: ['Logging and detection changes', 'no changes to logging and detection'],
  keys: ['Key changes', 'no changes to keys'],
  buckets: ['Bucket changes', 'no changes to buckets'],
  sharing: ['Shared with others', 'nothing was shared with others'],
};

/**
 * For each kind of value, the title, the clause when there are no new ones, and the heading of
 * their column.
 */
const newTitles: Readonly<Record<SeenKind, readonly [string, string, string]>> = {
  principals: ['New principals', 'no new principals', 'principal'],
  apis: ['New APIs', 'no new APIs', 'API'],
  regions: ['New regions', 'no new regions', 'region'],
  addresses: ['New addresses', 'no new addresses', 'address'],
  agents: ['New agents', 'no new agents', 'agent'],
};

const definitions: readonly ViewOf[] = [
  defineSection<Summary['services']['rows'][number]>({
    id: 'services',
    title: 'Services',
    empty: 'no service was called',
    sectionOf: ({ services }) => services,
    columns: [
      ...countColumns('events'),
      changeColumn('day before', 'dayBefore'),
      changeColumn('week before', 'weekBefore'),
      ...textColumns('service'),
      ...countColumns('denied', 'failed'),
    ],
  }),
  defineSection<Summary['principals']['rows'][number]>({
    id: 'principals',
    title: 'Principals',
    empty: 'no principal was active',
    sectionOf: ({ principals }) => principals,
    columns: [
      ...countColumns('events'),
      ...textColumns('principal'),
      ...countColumns('denied', 'failed', 'addresses'),
      {
        heading: 'top calls',
        kind: 'list',
        read: (row) =>
          row.calls
            .map(({ service, event, events }) => `${service}:${event} ${count(events)}`)
            .join(', '),
      },
      firstColumn,
      lastColumn,
    ],
  }),
  calls('denied', 'Denied', 'nothing was denied'),
  calls('failed', 'Failed', 'nothing failed'),
  calls('throttled', 'Throttled', 'nothing was throttled'),
  defineSection<Summary['root']['rows'][number]>({
    id: 'root',
    title: 'Root',
    empty: 'root was not used',
    sectionOf: ({ root }) => root,
    columns: [
      firstColumn,
      ...textColumns('account', 'event', 'address'),
      outcomeColumn,
      ...textColumns('mfa'),
      ...countColumns('events'),
      lastColumn,
    ],
  }),
  defineSection<Summary['signIns']['rows'][number]>({
    id: 'sign-ins',
    title: 'Sign-ins',
    empty: 'no sign-ins',
    sectionOf: ({ signIns }) => signIns,
    columns: [
      firstColumn,
      ...textColumns('principal', 'account', 'address'),
      {
        heading: 'new address',
        kind: 'text',
        read: ({ isNewAddress }) => (isNewAddress === null ? '' : isNewAddress ? 'yes' : 'no'),
      },
      outcomeColumn,
      ...textColumns('mfa'),
      ...countColumns('events'),
      lastColumn,
    ],
  }),
  ...changeKinds.map((kind) =>
    defineSection<Summary['changes'][typeof kind]['rows'][number]>({
      id: `changes-${kind}`,
      title: changeTitles[kind][0],
      empty: changeTitles[kind][1],
      sectionOf: ({ changes }) => changes[kind],
      columns: [
        firstColumn,
        ...textColumns('principal', 'event', 'resource'),
        outcomeColumn,
        ...textColumns('region', 'account'),
        ...countColumns('events'),
        lastColumn,
      ],
    }),
  ),
  ...seenKinds.map((kind) =>
    defineSection<NonNullable<Summary['new']>[typeof kind]['rows'][number]>({
      id: `new-${kind}`,
      title: newTitles[kind][0],
      empty: newTitles[kind][1],
      sectionOf: (summary) => (summary.new && !summary.new.isFirst ? summary.new[kind] : undefined),
      columns: [
        ...countColumns('events'),
        { heading: newTitles[kind][2], kind: 'text', read: ({ value }) => value },
        firstColumn,
        lastColumn,
      ],
    }),
  ),
];
