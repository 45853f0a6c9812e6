import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Attribute, attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import type { FieldKeys } from '../../src/event/field-path.ts';
import { runs } from '../support/runs.ts';
import { anyEvent } from './any-event.ts';
import { eventOf } from './event-of.ts';
import { isOrdinary, readFixtureEvents } from './fixture-events.ts';
import { reducedTo } from './reduced-to.ts';

const fixtures = (await readFixtureEvents()).filter(isOrdinary);
const samples = [...fixtures, ...fc.sample(anyEvent, { numRuns: runs(3000), seed: 1 })];

test('the fixtures hold several hundred ordinary events', () => {
  expect(fixtures.length).toBeGreaterThan(700);
});

describe.each(Object.values(attributes))('$name', (attribute) => {
  test('needs only the fields that it reads, for every event of the fixtures', () => {
    for (const event of fixtures) {
      expect(answersOf(attribute, event, attribute.reads)).toEqual(answersOf(attribute, event));
    }
  });

  test('needs only the fields that it reads, whatever an event holds', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(answersOf(attribute, event, attribute.reads)).toEqual(answersOf(attribute, event));
      }),
      { numRuns: runs(500) },
    );
  });

  test.each(attribute.reads.map((keys) => [keys.join('.'), keys] as const))(
    'does not read %s in vain',
    (_path, keys) => {
      const others = attribute.reads.filter((other) => other !== keys);
      const needsIt = (event: CloudTrailEvent) =>
        JSON.stringify(answersOf(attribute, event, others)) !==
        JSON.stringify(answersOf(attribute, event));
      expect(samples.some(needsIt)).toBe(true);
    },
  );
});

const glancing = Object.values(attributes).flatMap(({ name, show, shortcuts = [] }) =>
  shortcuts.map((glance, at) => [name, at, glance, show] as const),
);

test.each(glancing)(
  'the glance of %s number %i gives the value that is shown, or nothing',
  (_name, _at, glance, show) => {
    let told = 0;
    fc.assert(
      fc.property(fc.oneof(anyEvent, fc.constantFrom(...fixtures)), (event) => {
        const shown = glance.show(reducedTo(event, glance.reads));
        if (shown === undefined) return;
        told++;
        expect(shown).toBe(show(event));
      }),
      { numRuns: runs(2000) },
    );
    expect(told).toBeGreaterThan(0);
  },
);

test.each([null, 'HIDDEN_DUE_TO_SECURITY_REASONS'])(
  '%j above a field is as good as nothing',
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

/** What the attribute tells of the event, or of the event with the given fields alone. */
function answersOf(
  { show, list, values }: Attribute,
  event: CloudTrailEvent,
  reads: readonly FieldKeys[] = [[]],
): unknown {
  const reduced = reducedTo(event, reads);
  return [show(reduced), list?.(reduced), values(reduced)];
}
