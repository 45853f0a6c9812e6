import type { Filter, FilterAttribute } from '../../query/filter.ts';

/** One question that LookupEvents can answer: by one attribute at most. */
export interface Lookup {
  readonly attribute?: { readonly key: LookupKey; readonly value: string };
  /** Insight events, in place of management events. */
  readonly insight: boolean;
}

/** CloudTrail API Reference, "LookupAttribute". */
export type LookupKey =
  | 'EventId'
  | 'AccessKeyId'
  | 'ResourceName'
  | 'Username'
  | 'EventName'
  | 'EventSource'
  | 'ReadOnly';

/** What is asked of the Event history. */
export interface LookupPlan {
  /** Together they find all events that pass the filter, and others. */
  readonly lookups: readonly Lookup[];
  /** What the user should know of it. */
  readonly notes: readonly string[];
}

/** More questions than this take longer than one that asks for less. */
const mostAlternatives = 8;

/**
 * Asks for as little as the API can be asked for: by the attribute of which the fewest events have the
 * wanted values. Values are compared by the API as they are written; a pattern cannot be asked for.
 */
export function planLookups(filter: Filter): LookupPlan {
  const categories = categoriesOf(filter);
  const notes =
    categories.length > 0
      ? []
      : ['the Event history holds management and Insight events alone: others are in trails'];
  for (const way of ways) {
    const values = way.valuesOf(filter);
    if (!values) continue;
    const { key, note } = way;
    const attributes = values.map((value) => ({ key, value }));
    return {
      lookups: categories.flatMap((insight) =>
        attributes.map((attribute) => ({ attribute, insight })),
      ),
      notes: note ? [...notes, note] : notes,
    };
  }
  return { lookups: categories.map((insight) => ({ insight })), notes };
}

/** Whether Insight events are wanted, for each of the two kinds that are wanted. */
function categoriesOf(filter: Filter): boolean[] {
  const term = filter.terms.find(({ attribute }) => attribute === 'category');
  if (!term) return [false];
  const takes = (category: string) =>
    (term.any.length === 0 || term.any.includes(category)) && !term.none.includes(category);
  return [
    ...(takes('management') ? [false] : []),
    ...(takes('insight') && term.any.length > 0 ? [true] : []),
  ];
}

interface Way {
  readonly key: LookupKey;
  /** The values to ask for; undefined when this is not what the filter asks for. */
  readonly valuesOf: (filter: Filter) => readonly string[] | undefined;
  readonly note?: string;
}

/** By how few events have one value, the fewest first. */
const ways: readonly Way[] = [
  { key: 'EventId', valuesOf: exactly('event-id', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
  { key: 'AccessKeyId', valuesOf: exactly('access-key', /^[A-Z0-9]{16,128}$/) },
  { key: 'Username', valuesOf: exactly('user', /./) },
  {
    key: 'ResourceName',
    valuesOf: exactly('resource', /./),
    note:
      'asked by resource name: events that the Event history does not list under that very name are ' +
      'not found (a trail in S3 is searched in full)',
  },
  // Names are written as AWS writes them, or the API finds nothing.
  { key: 'EventName', valuesOf: exactly('event', /^[A-Z]\w*[a-z]\w*$/) },
  {
    key: 'EventSource',
    valuesOf: (filter) =>
      exactly('service', /^[a-z0-9.-]+$/)(filter)?.map((prefix) => `${prefix}.amazonaws.com`),
  },
  {
    key: 'ReadOnly',
    valuesOf: (filter) =>
      exactly('access', /./)(filter)?.map((access) => String(access === 'read')),
  },
];

function exactly(
  attribute: FilterAttribute,
  form: RegExp,
): (filter: Filter) => readonly string[] | undefined {
  return ({ terms }) => {
    const any = terms.find((term) => term.attribute === attribute)?.any ?? [];
    const canBeAsked = any.every((value) => form.test(value) && !value.includes('*'));
    return any.length > 0 && any.length <= mostAlternatives && canBeAsked ? any : undefined;
  };
}
