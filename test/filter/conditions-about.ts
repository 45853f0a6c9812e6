import fc from 'fast-check';
import { attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { ownProperty } from '../../src/event/own-property.ts';
import { type Condition, findsText, has } from '../../src/query/condition/condition.ts';
import type { FieldTest, Operand, Selector } from '../../src/query/condition/field-test.ts';
import { filterAttributes } from '../../src/query/condition/filter-attributes.ts';
import { treesOf } from './any-tree.ts';

/**
 * Fields of the conditions: fields from which attributes are made, and some that may hold anything.
 */
const fields = [
  ...['eventName', 'eventSource', 'awsRegion', 'recipientAccountId', 'errorCode', 'eventID'],
  ...['eventTime', 'readOnly', 'eventType', 'sourceIPAddress', 'userAgent', 'vpcEndpointId'],
  ...['userIdentity.type', 'userIdentity.accessKeyId', 'userIdentity.accountId'],
  ...['userIdentity.sessionContext.sessionIssuer.userName', 'requestParameters.instanceId'],
  ...['requestParameters', 'responseElements.ConsoleLogin', 'eventContext'],
].map((path) => path.split('.'));

/** Returns leaves about values that the events have or nearly have. */
export function leavesAbout(events: readonly CloudTrailEvent[]) {
  const event = fc.constantFrom(...events);
  const pattern = fc.constantFrom<(value: string) => string>(
    (value) => value,
    (value) => value.toUpperCase(),
    (value) => value.toLowerCase(),
    (value) => `${value.slice(0, 3)}*`,
    (value) => `*${value.slice(-3)}`,
    () => '*',
  );
  const attribute: fc.Arbitrary<Condition> = fc
    .tuple(
      fc.constantFrom(...filterAttributes),
      fc.array(fc.tuple(event, pattern), { minLength: 1, maxLength: 3 }),
    )
    .map(([name, some]) =>
      has(
        name,
        some.map(([from, shape]) => shape(attributes[name].values(from).at(-1) ?? 'nothing')),
      ),
    );
  const field: fc.Arbitrary<Condition> = fc
    .tuple(fc.constantFrom(...fields), event, fc.nat())
    .map(([keys, from, choice]) => {
      const tests = testsFor(keys.reduce<unknown>(ownProperty, from));
      const test = tests[choice % tests.length] ?? { kind: 'state', state: 'exists' };
      return { kind: 'field', selector: selectorOf(keys), test };
    });
  const text = fc
    .tuple(event, fc.nat(), fc.integer({ min: 1, max: 12 }))
    .map(([from, at, length]) => {
      const json = JSON.stringify(from);
      const start = at % json.length;
      return findsText(escaped(json.slice(start, start + length)));
    });
  return { attribute, field, text };
}

/** Returns conditions of any shape on values that the events have or nearly have. */
export function conditionsAbout(events: readonly CloudTrailEvent[]): fc.Arbitrary<Condition> {
  const { attribute, field, text } = leavesAbout(events);
  return fc.oneof(
    { weight: 4, arbitrary: treesOf(fc.oneof(attribute, field)) },
    { weight: 1, arbitrary: treesOf(fc.oneof(attribute, field, text)) },
  );
}

function testsFor(value: unknown): readonly FieldTest[] {
  const text = typeof value === 'object' ? 'x' : String(value);
  const operands: readonly Operand[] = [
    { kind: 'text', literals: [text] },
    { kind: 'text', literals: [text] },
    { kind: 'text', literals: [text.slice(0, 4), ''] },
    { kind: 'text', literals: ['', ''] },
    { kind: 'text', literals: [''] },
    { kind: 'regex', source: escaped(text.slice(1, 4)) || 'x' },
    ...(/^\d+$/.test(text) ? [{ kind: 'number', number: Number(text), text } as const] : []),
    { kind: 'field', selector: selectorOf(['eventName']) },
    { kind: 'field', selector: selectorOf(['userIdentity', 'accountId']) },
  ];
  return [
    ...operands.flatMap((operand): readonly FieldTest[] => [
      { kind: 'compare', operator: '=', operand },
      { kind: 'compare', operator: '!=', operand },
    ]),
    { kind: 'state', state: 'exists' },
    { kind: 'state', state: 'not-exists' },
    { kind: 'state', state: 'null' },
    { kind: 'state', state: 'false' },
    { kind: 'order', operator: '>=', number: 1 },
  ];
}

function selectorOf(keys: readonly string[]): Selector {
  return keys.map((key) => ({ kind: 'key', key }));
}

function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/[^\x20-\x7e]+/g, '[\\s\\S]*');
}
