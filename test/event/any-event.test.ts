import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributes } from '../../src/event/attributes.ts';
import { sentenceOf } from '../../src/event/describe-event.ts';
import { distinctResourcesOf } from '../../src/event/resources/resources.ts';
import { runs } from '../support/runs.ts';
import { anyEvent } from './any-event.ts';

test('every attribute of any event is text and has no empty value', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      for (const { name, show, values } of Object.values(attributes)) {
        expect(typeof show(event), name).toBe('string');
        for (const value of values(event)) expect(value, name).not.toBe('');
      }
    }),
    { numRuns: runs(1000) },
  );
});

test('any event can be described in a sentence', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      expect(sentenceOf(event)).toMatch(/\.$/);
    }),
    { numRuns: runs(1000) },
  );
});

test('no event lists a resource twice', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const resources = distinctResourcesOf(event);
      expect(new Set(resources).size).toBe(resources.length);
    }),
    { numRuns: runs(500) },
  );
});
