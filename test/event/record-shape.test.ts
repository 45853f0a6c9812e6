import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { eventSchema } from '../../src/event/event-schema.ts';
import { isObject } from '../../src/event/own-property.ts';
import {
  type FieldShape,
  type RecordShape,
  recordShape,
  type ValueKind,
} from '../../src/event/record-shape.ts';
import { runs } from '../support/runs.ts';
import { anyJson } from './any-event.ts';
import { readFixtureEvents } from './fixture-events.ts';

const allKinds = ['array', 'boolean', 'null', 'number', 'object', 'string'] as const;

describe('the shape of a record', () => {
  test('agrees with the schema, except for checks that kinds cannot express', () => {
    const { fields } = describeSchema(eventSchema);
    expect(describeShape(recordShape)).toEqual({
      ...fields,
      eventTime: { kinds: ['string'] },
      eventSource: { kinds: ['string'] },
      eventName: { kinds: ['string'] },
      insightDetails: { kinds: ['null'] },
      timeWindow: { kinds: ['null'] },
    });
    expect(Object.keys(recordShape)).toEqual(Object.keys(fields ?? {}));
  });

  test('leaves out the fields for which the schema checks more than a kind', () => {
    expect(checkedPlaces(eventSchema)).toEqual(['', 'eventTime', 'timeWindow.windowStart']);
  });

  test('accepts no record that zod rejects', () => {
    fc.assert(
      fc.property(records({ junk: 1 }), (record) => {
        fc.pre(accepts(recordShape, record));
        expect(eventSchema.safeParse(record).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: runs(2000) },
    );
  });

  test('accepts every kind that it names', () => {
    fc.assert(
      fc.property(records({ junk: 0 }), (record) => {
        expect(accepts(recordShape, record)).toBe(true);
      }),
      { numRuns: runs() },
    );
  });

  test('accepts every event of the fixtures except Insight and aggregated ones', async () => {
    const rejected = (await readFixtureEvents()).filter((event) => !accepts(recordShape, event));
    expect(rejected.length).toBeGreaterThan(0);
    for (const { eventCategory } of rejected) {
      expect(['Insight', 'Aggregated']).toContain(eventCategory);
    }
  });

  test('cannot be changed', () => {
    const expectFrozen = (shape: RecordShape) => {
      expect(Object.isFrozen(shape)).toBe(true);
      for (const field of Object.values(shape)) {
        expect(Object.isFrozen(field) && Object.isFrozen(field.kinds)).toBe(true);
        if (field.fields) expectFrozen(field.fields);
      }
    };
    expectFrozen(recordShape);
  });

  test('is plain data', () => {
    expect(structuredClone(recordShape)).toEqual(recordShape);
  });
});

/** The description of a field, its kinds in alphabetical order. */
interface Described {
  readonly kinds: readonly ValueKind[];
  readonly fields?: Readonly<Record<string, Described>>;
}

function describeShape(shape: RecordShape): Readonly<Record<string, Described>> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, { kinds, fields }]) => [
      name,
      { kinds: kinds.toSorted(), ...(fields && { fields: describeShape(fields) }) },
    ]),
  );
}

/**
 * Returns the kinds that a schema of CloudTrail records accepts, and the same for the fields
 * inside.
 */
function describeSchema(schema: z.core.$ZodType): Described {
  if (schema instanceof z.ZodOptional) return describeSchema(schema.unwrap());
  if (schema instanceof z.ZodNullable)
    return either([describeSchema(schema.unwrap()), { kinds: ['null'] }]);
  if (schema instanceof z.ZodUnion)
    return either(schema.options.map((option) => describeSchema(option)));
  if (schema instanceof z.ZodString) return { kinds: ['string'] };
  if (schema instanceof z.ZodBoolean) return { kinds: ['boolean'] };
  if (schema instanceof z.ZodUnknown) return { kinds: allKinds };
  if (schema instanceof z.ZodArray) {
    const element = describeSchema(schema.element);
    expect(element.kinds, 'an element is an object').toEqual(['object']);
    return { ...element, kinds: ['array'] };
  }
  if (schema instanceof z.ZodObject) {
    expect(schema.def.catchall, 'unknown fields are kept').toBeInstanceOf(z.ZodUnknown);
    const fields = Object.entries(schema.shape).map(([name, field]) => [
      name,
      describeSchema(field),
    ]);
    return { kinds: ['object'], fields: Object.fromEntries(fields) };
  }
  throw new Error(`a ${schema._zod.def.type} has no shape yet`);
}

function either(options: readonly Described[]): Described {
  const kinds = options.flatMap((option) => option.kinds).toSorted();
  const [object, ...others] = options.filter(({ fields }) => fields !== undefined);
  expect(others, 'one alternative at most has fields').toEqual([]);
  return { ...object, kinds };
}

/**
 * Returns the paths at which the schema checks more than a kind, or requires a field; `` is the
 * record itself.
 */
function checkedPlaces(schema: z.core.$ZodType, path: readonly string[] = []): readonly string[] {
  const here = schema._zod.def.checks?.length ? [path.join('.')] : [];
  return [...new Set([...here, ...checkedInside(schema, path)])];
}

function checkedInside(schema: z.core.$ZodType, path: readonly string[]): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return checkedPlaces(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => checkedPlaces(option, path));
  }
  if (schema instanceof z.ZodArray) return checkedPlaces(schema.element, path);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const place = [...path, name];
    const required = field instanceof z.ZodOptional ? [] : [place.join('.')];
    return [...required, ...checkedPlaces(field, place)];
  });
}

function accepts(shape: RecordShape, record: unknown): boolean {
  return (
    isObject(record) &&
    Object.entries(shape).every(
      ([name, field]) => !Object.hasOwn(record, name) || fits(record[name], field),
    )
  );
}

function fits(value: unknown, { kinds, fields }: FieldShape): boolean {
  if (!kinds.includes(kindOf(value))) return false;
  if (!fields || typeof value !== 'object' || value === null) return true;
  return (Array.isArray(value) ? value : [value]).every((object) => accepts(fields, object));
}

function kindOf(value: unknown): ValueKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  if (kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'object')
    return kind;
  throw new Error(`JSON has no ${kind}`);
}

/**
 * Writes records as parsed from JSON, with the fields that every event must have; of 40 other
 * values, `junk` may be anything.
 */
function records({ junk }: { readonly junk: number }): fc.Arbitrary<unknown> {
  const required = fc.record({
    eventTime: fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    eventSource: fc.string({ minLength: 1 }),
    eventName: fc.string({ minLength: 1 }),
  });
  return fc
    .tuple(fieldsOf(recordShape, junk), fc.dictionary(fc.string(), anyJson), required)
    .map((parts) => JSON.parse(JSON.stringify(Object.fromEntries(parts.flatMap(Object.entries)))));
}

function fieldsOf(shape: RecordShape, junk: number): fc.Arbitrary<object> {
  const fields = Object.entries(shape).map(([name, { kinds, fields: inner }]) => {
    const values: fc.Arbitrary<unknown>[] = kinds.map((kind) => valuesOf(kind, inner, junk));
    const arbitrary = fc.oneof(
      { weight: 40 - junk, arbitrary: fc.oneof(...values) },
      { weight: junk, arbitrary: anyJson },
    );
    return [name, arbitrary] as const;
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

function valuesOf(
  kind: ValueKind,
  fields: RecordShape | undefined,
  junk: number,
): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'string':
      return fc.string();
    case 'number':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'object':
      return fields ? fieldsOf(fields, junk) : fc.dictionary(fc.string(), anyJson);
    case 'array':
      return fields
        ? fc.array(fieldsOf(fields, junk), { maxLength: 3 })
        : fc.array(anyJson, { maxLength: 3 });
    default:
      return kind satisfies never;
  }
}
