import { expect, test } from 'vitest';
import { addNames, createNameNotes } from '../../src/query/read-names.ts';

test('names are handed out once, by attribute', () => {
  const notes = createNameNotes();
  notes.note('event', ['A', 'B']);
  notes.note('event', ['A']);
  notes.note('user', ['A']);
  expect(notes.take()).toEqual(
    new Map([
      ['event', new Set(['A', 'B'])],
      ['user', new Set(['A'])],
    ]),
  );
  notes.note('event', ['B']);
  expect(notes.take()).toBeUndefined();
  notes.note('event', ['C']);
  expect(notes.take()).toEqual(new Map([['event', new Set(['C'])]]));
});

test('values of attributes that are checked before anything is read are not noted', () => {
  const notes = createNameNotes();
  notes.note('region', ['us-east-1']);
  expect(notes.take()).toBeUndefined();
});

test('a limited number of names is kept, and none that is long', () => {
  const notes = createNameNotes();
  const names = Array.from({ length: 100_000 }, (_, at) => `name ${at}`);
  notes.note('event', ['x'.repeat(201), ...names]);
  const first = notes.take();
  expect(first?.get('event')?.size).toBe(4000);
  const total = new Map(first);
  addNames(total, new Map([['event', new Set(names.map((name) => `other ${name}`))]]));
  expect(total.get('event')?.size).toBe(4000);
});
