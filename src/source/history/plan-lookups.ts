import type { Category } from '../../event/category.ts';
import { mayHaveVersion, withoutVersion } from '../../event/event-name.ts';
import { servicePrefixOf } from '../../event/services.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { FilterAttribute } from '../../query/condition/filter-attributes.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { listValues, mayHave, needsValue } from '../../query/condition/possible-values.ts';

/** One series of LookupEvents requests, which can look for at most one attribute. */
export interface Lookup {
  readonly attribute?: { readonly key: LookupKey; readonly value: string };
  /** Whether Insight events are looked up, in place of management events. */
  readonly insight: boolean;
}

/** The attributes that LookupEvents can look for (CloudTrail API Reference, "LookupAttribute"). */
type LookupKey =
  | 'EventId'
  | 'AccessKeyId'
  | 'ResourceName'
  | 'ResourceType'
  | 'Username'
  | 'EventName'
  | 'EventSource'
  | 'ReadOnly';

/** The lookups to make in the Event history. */
export interface LookupPlan {
  /** Together they find all events that pass the filter, and maybe others. */
  readonly lookups: readonly Lookup[];
  /** Notes for the user. */
  readonly notes: readonly string[];
}

/**
 * The maximum number of values that are looked up. Each needs its own lookup, and so at least one
 * request.
 */
const maxValues = 50;

/**
 * Plans the narrowest lookups that the API allows, by the attribute that selects the fewest events.
 * The API compares values exactly and does not take patterns. `region` is the region to be read.
 */
export function planLookups(filter: Filter, region = ''): LookupPlan {
  const { management, insight, notes } = categoriesOf(filter);
  const [strategy] = strategies.filter(({ valuesOf }) => valuesOf(filter, region) !== undefined);
  const managementLookups = strategy ? lookupsBy(strategy, filter, region) : [{ insight: false }];
  const insightLookups = lookupsOfInsights(filter, region);
  return {
    lookups: [...(management ? managementLookups : []), ...(insight ? insightLookups : [])],
    notes: management && strategy?.note ? [...notes, strategy.note] : notes,
  };
}

function lookupsBy({ key, valuesOf }: Strategy, filter: Filter, region: string): Lookup[] {
  const values = valuesOf(filter, region) ?? [];
  const lookups = values.map((value) => ({ attribute: { key, value }, insight: false }));
  return key === 'EventName' ? [...lookups, ...lookupsOfVersions(values, filter, region)] : lookups;
}

/**
 * Returns lookups of the services that append versions to the names of events, if an event of one
 * of these names can have a version: the API compares whole names, and the versions are not known.
 */
function lookupsOfVersions(names: readonly string[], filter: Filter, region: string): Lookup[] {
  if (!names.some((name) => mayHaveVersion(name) && withoutVersion(name) === name)) return [];
  const wanted = listValues(impliedValues(filter.when, 'service'))?.map(servicePrefixOf);
  return ['lambda', 'cloudfront']
    .filter((service) => wanted?.includes(service) ?? true)
    .flatMap((service) => sourcesOf(service, region))
    .map((value) => ({ attribute: { key: 'EventSource', value }, insight: false }));
}

/**
 * Plans the lookups of Insight events: by ID, or all of them. They are few, and the API accepts few
 * attributes for them.
 */
function lookupsOfInsights(filter: Filter, region: string): Lookup[] {
  const [byId] = strategies;
  const lookups = byId?.valuesOf(filter, region) ? lookupsBy(byId, filter, region) : [{}];
  return lookups.map((lookup) => ({ ...lookup, insight: true }));
}

/**
 * Returns which categories to look up. The API returns Insight events only when it is asked for
 * them.
 */
function categoriesOf(filter: Filter): {
  readonly management: boolean;
  readonly insight: boolean;
  readonly notes: readonly string[];
} {
  const implied = impliedValues(filter.when, 'category');
  if (!implied) return { management: true, insight: false, notes: [] };
  const accepts = mayHave(implied);
  const acceptsMissing = needsValue(implied) && missing.some(accepts);
  return {
    management: accepts('management'),
    insight: accepts('insight'),
    notes: acceptsMissing
      ? ['the Event history holds only management and Insight events: others are in trails']
      : [],
  };
}

/** The categories that the Event history does not hold. */
const missing: readonly Category[] = ['data', 'network-activity', 'aggregated'];

/** One way to look up events: by an attribute and its wanted values. */
interface Strategy {
  readonly key: LookupKey;
  /**
   * Returns the values to look up; undefined when the filter does not list values that the API can
   * compare.
   */
  readonly valuesOf: (filter: Filter, region: string) => readonly string[] | undefined;
  readonly note?: string;
}

/** The strategies, ordered by how many events share a value, the fewest first. */
const strategies: readonly Strategy[] = [
  { key: 'EventId', valuesOf: exactly('event-id', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
  { key: 'AccessKeyId', valuesOf: exactly('access-key', /^[A-Z0-9]{16,128}$/) },
  {
    key: 'Username',
    // Without root, which is listed under the alias of the account, if it has one.
    valuesOf: exactly('user', /^(?!root$)/),
    note:
      'looked up by user name: names in another case are not found, nor are calls that the Event history ' +
      'lists under another name, such as those of federated sessions (a trail in S3 is searched in full)',
  },
  // The API finds only names in AWS's own spelling.
  { key: 'EventName', valuesOf: exactly('event', /^[A-Z]\w*[a-z]\w*$/) },
  // The Event history does not list every resource that a call names.
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

function notListed(property: 'name' | 'type'): string {
  return (
    `looked up by resource ${property}: events that the Event history does not list under exactly that ${property} are ` +
    'not found (a trail in S3 is searched in full)'
  );
}

/**
 * Returns the possible eventSource values of a service: in China, some services have another
 * suffix.
 */
function sourcesOf(service: string, region: string): string[] {
  const source = `${servicePrefixOf(service)}.amazonaws.com`;
  return region.startsWith('cn-') ? [source, `${source}.cn`] : [source];
}

/**
 * Returns the values of an attribute that the filter lists, if they are not too many and the API
 * can look up all of them.
 */
function exactly(
  attribute: FilterAttribute,
  form: RegExp,
): (filter: Filter) => readonly string[] | undefined {
  return ({ when }) => {
    const values = listValues(impliedValues(when, attribute));
    const canLookUp = values?.every((value) => form.test(value)) ?? false;
    return canLookUp && values && values.length <= maxValues ? values : undefined;
  };
}
