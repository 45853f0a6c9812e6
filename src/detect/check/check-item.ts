import { identityTypes } from '../../event/identity-types.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { recordShape } from '../../event/record-shape.ts';
import { services } from '../../event/service-table.ts';
import { compilePattern, onlyText } from '../../filter/items/compile-pattern.ts';
import { spellPattern } from '../../filter/items/parse-pattern.ts';
import type { ItemCondition, ItemTest, TextPattern } from '../../query/condition/item.ts';
import { checkField, isSingleText } from './check-field.ts';
import { listEventNames, lookUpEventName } from './event-names.ts';

/** Returns what is odd about an item: its field, or a value that the field never has. */
export function checkItem({ field, test }: ItemCondition): readonly string[] {
  const found = [checkField(field), checkTest(field, test)];
  return found.filter((reason) => reason !== undefined);
}

function checkTest(field: string, test: ItemTest): string | undefined {
  switch (test.kind) {
    case 'text':
      return checkText(field, test.pattern);
    case 'number':
      return checkNumber(field, test);
    case 'field':
      return checkField(test.field) ?? checkFields(field, test);
    case 'regex':
    case 'network':
    case 'exists':
    case 'null':
      return undefined;
    default:
      return test satisfies never;
  }
}

function checkText(field: string, pattern: TextPattern): string | undefined {
  const check = checksByField.get(field);
  return check?.(pattern) ?? checkForFieldName(field, pattern);
}

const eventTypes = [
  'AwsApiCall',
  'AwsServiceEvent',
  'AwsConsoleAction',
  'AwsConsoleSignIn',
  'AwsCloudTrailInsight',
  'AwsVpceEvent',
  'AwsVpceEvents',
  'AwsAggregatedEvent',
  'AwsMcpEvent',
];
const eventCategories = ['Management', 'Data', 'NetworkActivity', 'Insight', 'Aggregated'];

const checksByField: ReadonlyMap<string, (pattern: TextPattern) => string | undefined> = new Map([
  ['eventName', checkEventName],
  ['eventSource', checkEventSource],
  ['userIdentity.type', oneOf('userIdentity.type', identityTypes)],
  ['eventType', oneOf('eventType', eventTypes)],
  ['eventCategory', oneOf('eventCategory', eventCategories)],
]);

/** The most names that a reason suggests. */
const maxMeant = 3;

function checkEventName(pattern: TextPattern): string | undefined {
  const name = onlyText(pattern);
  if (name === undefined) return matchesAny(pattern, listEventNames(), 'event');
  const { isKnown, meant } = lookUpEventName(name);
  return isKnown
    ? undefined
    : `no known event is called '${name}'${didYouMean(meant.slice(0, maxMeant))}`;
}

function checkEventSource(pattern: TextPattern): string | undefined {
  const source = onlyText(pattern)?.toLowerCase();
  const sources = eventSources();
  if (source === undefined) return matchesAny(pattern, sources, 'eventSource');
  if (sources.includes(source)) return undefined;
  if (!source.includes('.amazonaws.com')) {
    return `no eventSource is '${source}': they end in .amazonaws.com`;
  }
  return `no known service has the eventSource '${source}'${didYouMean(nearMisses(source, sources, 1))}`;
}

let listed: readonly string[] | undefined;

function eventSources(): readonly string[] {
  listed ??= services.flatMap(({ prefix }) => [
    `${prefix}.amazonaws.com`,
    `${prefix}.amazonaws.com.cn`,
  ]);
  return listed;
}

function oneOf(
  field: string,
  values: readonly string[],
): (pattern: TextPattern) => string | undefined {
  return (pattern) => {
    const value = onlyText(pattern);
    if (values.some(compilePattern(pattern, false))) return undefined;
    const meant = value === undefined ? [] : nearMisses(value, values, 1);
    return `no ${field} is '${spellPattern(pattern)}'${didYouMean(meant)}`;
  };
}

function matchesAny(
  pattern: TextPattern,
  values: Iterable<string>,
  what: string,
): string | undefined {
  const matches = compilePattern(pattern, false);
  for (const value of values) if (matches(value)) return undefined;
  return `no known ${what} matches '${spellPattern(pattern)}'`;
}

/** A value that reads like the name of a field is compared as text. */
function checkForFieldName(field: string, pattern: TextPattern): string | undefined {
  const texts = pattern.filter((token) => typeof token === 'string');
  const text = texts.length === 1 ? (texts[0] ?? '') : '';
  const [, first = ''] = /^(\w+)\.\w[\w.]*$/.exec(text) ?? [];
  if (field === '' || !Object.hasOwn(recordShape, first)) return undefined;
  return `'${text}' is compared as text: did you mean ${field}|fieldref?`;
}

/** Text fields whose values may be digits. */
const mayBeNumeric = /version$|accountid$/i;

function checkNumber(
  field: string,
  { part }: Extract<ItemTest, { kind: 'number' }>,
): string | undefined {
  if (!isSingleText(field)) return undefined;
  const isTime = /time$|date$/i.test(field);
  if (part !== undefined) return isTime ? undefined : `'${field}' is not a time`;
  if (isTime) return `'${field}' is a time: compare a part of it, such as ${field}|hour`;
  return mayBeNumeric.test(field) ? undefined : `'${field}' is text, which is never a number`;
}

function checkFields(
  field: string,
  { field: other, position }: Extract<ItemTest, { kind: 'field' }>,
): string | undefined {
  const [isArn, isOtherArn] = [field, other].map((name) => /arn$/i.test(name));
  const isName = /(?:name|id|type)$/i;
  const never = position === 'whole' && isArn !== isOtherArn && isName.test(isArn ? other : field);
  if (!never) return undefined;
  const end = isArn
    ? `${field}|fieldref|endswith: ${other}`
    : `${other}|fieldref|endswith: ${field}`;
  return `'${field}' and '${other}' are never equal, since one is an ARN: did you mean ${end}?`;
}
