import { count } from '../../../format/text/numbers.ts';
import { type SeenKind, seenKinds } from '../../baseline/baseline.ts';
import { changeAreas, type Summary } from '../summary-schema.ts';
import {
  change,
  counts,
  define,
  first,
  last,
  outcome,
  type SectionView,
  texts,
  type View,
} from './summary-section.ts';

/**
 * The sections in their order. Those of new things are there when there is a baseline that was not made
 * just now.
 */
export function sectionsOf(summary: Summary): readonly SectionView[] {
  return definitions.flatMap((view) => view(summary) ?? []);
}

type Calls = Summary['denied']['rows'][number];

function calls(id: 'denied' | 'failed' | 'throttled', title: string, empty: string): View {
  return define<Calls>({
    id,
    title,
    empty,
    sectionOf: (summary) => summary[id],
    columns: [...counts('events'), ...texts('principal', 'service', 'event', 'error'), first, last],
  });
}

/** Titles, and what there is none of. */
const changeTitles: Readonly<Record<(typeof changeAreas)[number], readonly [string, string]>> = {
  iam: ['Identities and permissions changed', 'no changes of identities and permissions'],
  network: ['Network changed', 'no changes of the network'],
  logging: ['Logging and detection changed', 'no changes of logging and detection'],
  keys: ['Keys changed', 'no changes of keys'],
  buckets: ['Buckets changed', 'no changes of buckets'],
  sharing: ['Shared with others', 'nothing was shared with others'],
};

/** Titles, what there is none of, and one of them. */
const newTitles: Readonly<Record<SeenKind, readonly [string, string, string]>> = {
  principals: ['New principals', 'no new principals', 'principal'],
  apis: ['New APIs', 'no new APIs', 'API'],
  regions: ['New regions', 'no new regions', 'region'],
  addresses: ['New addresses', 'no new addresses', 'address'],
  agents: ['New agents', 'no new agents', 'agent'],
};

const definitions: readonly View[] = [
  define<Summary['services']['rows'][number]>({
    id: 'services',
    title: 'Services',
    empty: 'no service was called',
    sectionOf: ({ services }) => services,
    columns: [
      ...counts('events'),
      change('day before', 'dayBefore'),
      change('week before', 'weekBefore'),
      ...texts('service'),
      ...counts('denied', 'failed'),
    ],
  }),
  define<Summary['principals']['rows'][number]>({
    id: 'principals',
    title: 'Principals',
    empty: 'nobody did anything',
    sectionOf: ({ principals }) => principals,
    columns: [
      ...counts('events'),
      ...texts('principal'),
      ...counts('denied', 'failed', 'addresses'),
      {
        heading: 'mostly',
        kind: 'list',
        read: (row) =>
          row.calls
            .map(({ service, event, events }) => `${service}:${event} ${count(events)}`)
            .join(', '),
      },
      first,
      last,
    ],
  }),
  calls('denied', 'Denied', 'nothing was denied'),
  calls('failed', 'Failed', 'nothing failed'),
  calls('throttled', 'Throttled', 'nothing was throttled'),
  define<Summary['root']['rows'][number]>({
    id: 'root',
    title: 'Root',
    empty: 'root was not used',
    sectionOf: ({ root }) => root,
    columns: [
      first,
      ...texts('account', 'event', 'address'),
      outcome,
      ...texts('mfa'),
      ...counts('events'),
      last,
    ],
  }),
  define<Summary['signIns']['rows'][number]>({
    id: 'sign-ins',
    title: 'Sign-ins',
    empty: 'nobody signed in',
    sectionOf: ({ signIns }) => signIns,
    columns: [
      first,
      ...texts('principal', 'account', 'address'),
      {
        heading: 'new address',
        kind: 'text',
        read: ({ isNewAddress }) => (isNewAddress === null ? '' : isNewAddress ? 'yes' : 'no'),
      },
      outcome,
      ...texts('mfa'),
      ...counts('events'),
      last,
    ],
  }),
  ...changeAreas.map((area) =>
    define<Summary['changes'][typeof area]['rows'][number]>({
      id: `changes-${area}`,
      title: changeTitles[area][0],
      empty: changeTitles[area][1],
      sectionOf: ({ changes }) => changes[area],
      columns: [
        first,
        ...texts('principal', 'event', 'resource'),
        outcome,
        ...texts('region', 'account'),
        ...counts('events'),
        last,
      ],
    }),
  ),
  ...seenKinds.map((kind) =>
    define<NonNullable<Summary['new']>[typeof kind]['rows'][number]>({
      id: `new-${kind}`,
      title: newTitles[kind][0],
      empty: newTitles[kind][1],
      sectionOf: (summary) => (summary.new && !summary.new.isFirst ? summary.new[kind] : undefined),
      columns: [
        ...counts('events'),
        { heading: newTitles[kind][2], kind: 'text', read: ({ value }) => value },
        first,
        last,
      ],
    }),
  ),
];
