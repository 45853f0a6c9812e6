import { expect, test } from 'vitest';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import type { Condition } from '../../../src/query/condition/condition.ts';
import { findRegions, namedRegions } from '../../../src/source/history/find-regions.ts';
import { filterOf, only } from '../../filter/filter-of.ts';
import { defaultOptions } from '../s3/list-s3.ts';

test.each<[string, Condition, readonly string[]]>([
  [
    'are those of --region',
    only('region', 'eu-west-1', 'us-gov-west-1'),
    ['eu-west-1', 'us-gov-west-1'],
  ],
  ['are not used when one of them is a pattern', only('region', 'eu-west-1', 'us-*'), []],
  ['are not used when they are only excluded', only('region', '!eu-west-1'), []],
  ['are those of a pattern of --where', parseWhere('$.awsRegion = eu-west-1'), ['eu-west-1']],
  [
    'do not include text that is not the name of a region',
    parseWhere('$.awsRegion IN ["x.example/", a, us-east-1]'),
    ['us-east-1'],
  ],
])('the regions that a filter names %s', (_, condition, expected) => {
  expect(namedRegions(filterOf(condition))).toEqual(expected);
});

test('only those regions of a source are read that the filter allows', async () => {
  const filter = filterOf(parseWhere('$.awsRegion = "eu-*" || $.awsRegion = us-east-1'));
  const named = ['eu-west-1', 'us-east-1', 'us-west-2'];
  expect(await findRegions(named, filter, defaultOptions)).toEqual(['eu-west-1', 'us-east-1']);
});
