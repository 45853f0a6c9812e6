import type { Category } from '../../event/category.ts';
import { servicePrefixOf } from '../../event/services.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { FilterAttribute } from '../../query/condition/filter-attributes.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { listValues, mayHave, needsValue } from '../../query/condition/possible-values.ts';

/** One question that LookupEvents can answer: by one attribute at most. */
export interface Lookup {
  readonly attribute?: { readonly key: LookupKey; readonly value: string };
  /** Insight events, in place of management events. */
  readonly insight: boolean;
}

/** CloudTrail API Reference, "LookupAttribute". */
type LookupKey =
  | 'EventId'
  | 'AccessKeyId'
  | 'ResourceName'
  | 'ResourceType'
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

/** Values of one attribute are of different events: each costs one request more than to ask for all. */
const mostAlternatives = 50;

/**
 * Asks for as little as the API can be asked for: by the attribute of which the fewest events have the
 * wanted values. Values are compared by the API as they are written; a pattern cannot be asked for.
 * `region` is the one that is asked.
 */
export function planLookups(filter: Filter, region = ''): LookupPlan {
  const { management, insight, notes } = categoriesOf(filter);
  const [way] = ways.filter(({ valuesOf }) => valuesOf(filter, region) !== undefined);
  const managementLookups = way ? lookupsBy(way, filter, region) : [{ insight: false }];
  const insightLookups = lookupsOfInsights(filter, region);
  return {
    lookups: [...(management ? managementLookups : []), ...(insight ? insightLookups : [])],
    notes: management && way?.note ? [...notes, way.note] : notes,
  };
}

function lookupsBy({ key, valuesOf }: Way, filter: Filter, region: string): Lookup[] {
  const values = valuesOf(filter, region) ?? [];
  return values.map((value) => ({ attribute: { key, value }, insight: false }));
}

/** There are few of them, and the API takes few attributes for them. */
function lookupsOfInsights(filter: Filter, region: string): Lookup[] {
  const [byId] = ways;
  const lookups = byId?.valuesOf(filter, region) ? lookupsBy(byId, filter, region) : [{}];
  return lookups.map((lookup) => ({ ...lookup, insight: true }));
}

/** Insight events are to be asked for, as the API has it. */
function categoriesOf(filter: Filter): {
  readonly management: boolean;
  readonly insight: boolean;
  readonly notes: readonly string[];
} {
  const implied = impliedValues(filter.when, 'category');
  if (!implied) return { management: true, insight: false, notes: [] };
  const takes = mayHave(implied);
  const lacks = needsValue(implied) && lacking.some(takes);
  return {
    management: takes('management'),
    insight: takes('insight'),
    notes: lacks
      ? ['the Event history holds management and Insight events alone: others are in trails']
      : [],
  };
}

const lacking: readonly Category[] = ['data', 'network-activity', 'aggregated'];

interface Way {
  readonly key: LookupKey;
  /** The values to ask for; undefined when this is not what the filter asks for. */
  readonly valuesOf: (filter: Filter, region: string) => readonly string[] | undefined;
  readonly note?: string;
}

/** By how few events have one value, the fewest first. */
const ways: readonly Way[] = [
  { key: 'EventId', valuesOf: exactly('event-id', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
  { key: 'AccessKeyId', valuesOf: exactly('access-key', /^[A-Z0-9]{16,128}$/) },
  {
    key: 'Username',
    // Where the account has an alias, root goes by that.
    valuesOf: exactly('user', /^(?!root$)/),
    note:
      'asked by user name: names in another case are not found, nor are calls that the Event history ' +
      'lists under another name, such as those of federated sessions (a trail in S3 is searched in full)',
  },
  // Names are written as AWS writes them, or the API finds nothing.
  { key: 'EventName', valuesOf: exactly('event', /^[A-Z]\w*[a-z]\w*$/) },
  // What it lists is not all that a call names.
  {
    key: 'ResourceName',
    valuesOf: exactly('resource', /./),
    note: notListed('name'),
  },
  {
    key: 'ResourceType',
    valuesOf: exactly('resource-type', /^AWS::/),
    note: notListed('type'),
  },
  {
    key: 'EventSource',
    valuesOf: (filter, region) =>
      exactly('service', /^[a-z0-9.-]+$/)(filter)?.flatMap((prefix) => sourcesOf(prefix, region)),
  },
  {
    key: 'ReadOnly',
    valuesOf: (filter) =>
      exactly('access', /./)(filter)?.map((access) => String(access === 'read')),
  },
];

function notListed(what: 'name' | 'type'): string {
  return (
    `asked by resource ${what}: events that the Event history does not list under that very ${what} are ` +
    'not found (a trail in S3 is searched in full)'
  );
}

/** In China, some services have another suffix. */
function sourcesOf(service: string, region: string): string[] {
  const source = `${servicePrefixOf(service)}.amazonaws.com`;
  return region.startsWith('cn-') ? [source, `${source}.cn`] : [source];
}

function exactly(
  attribute: FilterAttribute,
  form: RegExp,
): (filter: Filter) => readonly string[] | undefined {
  return ({ when }) => {
    const values = listValues(impliedValues(when, attribute));
    const canBeAsked = values?.every((value) => form.test(value)) ?? false;
    return canBeAsked && values && values.length <= mostAlternatives ? values : undefined;
  };
}
