import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Attribute, attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import type { FieldKeys } from '../../src/event/field-path.ts';
import { runs } from '../support/runs.ts';
import { anyEvent } from './any-event.ts';
import { eventOf } from './event-of.ts';
import { isOrdinary, readFixtureEvents } from './fixture-events.ts';
import { hasHint } from './has-hint.ts';
import { reducedTo } from './reduced-to.ts';

const fixtures = (await readFixtureEvents()).filter(isOrdinary);
const samples = [...fixtures, ...fc.sample(anyEvent, { numRuns: runs(5000), seed: 1 })];

test('the fixtures hold several hundred ordinary events', () => {
  expect(fixtures.length).toBeGreaterThan(700);
});

describe.each(Object.values(attributes))('the attribute $name', (attribute) => {
  test('needs only the fields that it reads, for every event of the fixtures', () => {
    for (const event of fixtures) {
      expect(answersOf(attribute, event, attribute.reads)).toEqual(answersOf(attribute, event));
    }
  });

  test('needs only the fields that it reads, for any event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(answersOf(attribute, event, attribute.reads)).toEqual(answersOf(attribute, event));
      }),
      { numRuns: runs(500) },
    );
  });

  test.each(attribute.reads.map((keys) => [keys.join('.'), keys] as const))(
    'needs the field %s',
    (_path, keys) => {
      const others = attribute.reads.filter((other) => other !== keys);
      const needsIt = (event: CloudTrailEvent) =>
        JSON.stringify(answersOf(attribute, event, others)) !==
        JSON.stringify(answersOf(attribute, event));
      expect(samples.some(needsIt)).toBe(true);
    },
  );
});

const shortcutCases = Object.values(attributes).flatMap((attribute) =>
  (attribute.shortcuts ?? []).map(
    (shortcut, at) => [attribute.name, at, shortcut, attribute] as const,
  ),
);

test.each(shortcutCases)(
  'the attribute %s, by its shortcut %i, returns the shown value, with all values to match, or nothing',
  (_name, _at, shortcut, { show, values }) => {
    let found = 0;
    fc.assert(
      fc.property(fc.oneof(anyEvent, fc.constantFrom(...fixtures)), (event) => {
        if (shortcut.ifNoHint && hasHint(JSON.stringify(event.responseElements ?? null))) return;
        const reduced = reducedTo(event, shortcut.reads);
        const shown = shortcut.show(reduced);
        if (shown === undefined) return;
        found++;
        expect(shown).toBe(show(event));
        expect(values(reduced)).toEqual(values(event));
      }),
      { numRuns: runs(2000) },
    );
    expect(found).toBeGreaterThan(0);
  },
);

test.each([null, 'HIDDEN_DUE_TO_SECURITY_REASONS'])(
  'an attribute treats %j above a field as a missing field',
  (value) => {
    const identities = [
      value,
      { type: 'IAMUser', sessionContext: value },
      { sessionContext: { attributes: value } },
    ];
    for (const userIdentity of identities) {
      const event = eventOf({ userIdentity, additionalEventData: value });
      for (const attribute of Object.values(attributes)) {
        expect(answersOf(attribute, event, attribute.reads), attribute.name).toEqual(
          answersOf(attribute, event),
        );
      }
    }
  },
);

/** Returns the attribute's answers for the event, or for the event with only the given fields. */
function answersOf(
  { show, list, counted, values }: Attribute,
  event: CloudTrailEvent,
  reads: readonly FieldKeys[] = [[]],
): unknown {
  const reduced = reducedTo(event, reads);
  return [show(reduced), list?.(reduced), counted?.(reduced), values(reduced)];
}
