import { expect, test } from 'vitest';
import { nearMisses } from '../../src/event/near-misses.ts';

test('of near misses, the word with the fewest wrong letters comes first', () => {
  expect(nearMisses('lod', ['load', 'lot', 'loud', 'tin'], 3)).toEqual(['load', 'lot', 'loud']);
});

test('a word that is cut off is nearer than one with two wrong letters', () => {
  expect(nearMisses('outc', ['outside', 'outcome'], 1)).toEqual(['outcome']);
});

test('a part of a longer word is near when it has four letters', () => {
  expect(nearMisses('stalk', ['elasticbeanstalk'], 1)).toEqual(['elasticbeanstalk']);
  expect(nearMisses('alk', ['elasticbeanstalk'], 1)).toEqual([]);
});

test('letter case does not count for near misses', () => {
  expect(nearMisses('EVENTID', ['eventID'], 1)).toEqual(['eventID']);
});

test('nothing is near to an empty word', () => {
  expect(nearMisses('', ['a', 'b'], 3)).toEqual([]);
});

test('at most as many near misses are returned as were asked for', () => {
  expect(nearMisses('aa', ['ab', 'ac', 'ad', 'ae'], 2)).toEqual(['ab', 'ac']);
});
