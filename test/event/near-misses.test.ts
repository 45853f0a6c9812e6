import { expect, test } from 'vitest';
import { nearMisses } from '../../src/event/near-misses.ts';

test('among near misses, the word with the fewest wrong letters comes first', () => {
  expect(nearMisses('lod', ['load', 'lot', 'loud', 'tin'], 3)).toEqual(['load', 'lot', 'loud']);
});

test('a truncated word is a nearer miss than one with two wrong letters', () => {
  expect(nearMisses('outc', ['outside', 'outcome'], 1)).toEqual(['outcome']);
});

test('a part of a longer word is a near miss if it has four letters', () => {
  expect(nearMisses('stalk', ['elasticbeanstalk'], 1)).toEqual(['elasticbeanstalk']);
  expect(nearMisses('alk', ['elasticbeanstalk'], 1)).toEqual([]);
});

test('letter case does not count for near misses', () => {
  expect(nearMisses('EVENTID', ['eventID'], 1)).toEqual(['eventID']);
});

test('an empty word has no near misses', () => {
  expect(nearMisses('', ['a', 'b'], 3)).toEqual([]);
});

test('nearMisses returns at most the requested number of words', () => {
  expect(nearMisses('aa', ['ab', 'ac', 'ad', 'ae'], 2)).toEqual(['ab', 'ac']);
});
