import { expect, test } from 'vitest';
import { flagsOf } from '../../../../src/filter/flags-of.ts';
import { resolveFilter } from '../../../../src/flags/resolve/filter.ts';
import { partsOf } from '../../../../src/query/condition/condition.ts';
import { areaQuery } from '../../../../src/report/summary/measure/area-query.ts';
import { areas } from '../../../../src/report/summary/measure/summary-areas.ts';
import { argsOf, environment } from '../../../flags/args-of.ts';

test.each(Object.entries(areas))('the flags for the area %s ask for the same', async (_, area) => {
  const words = flagsOf(area) ?? [['flags cannot say it']];
  const here = { now: environment.now, zone: 'UTC' };
  const { when } = await resolveFilter(argsOf(...words.flat()), here);
  const [asked, expected] = [when, area].map((condition) =>
    partsOf(condition).map((part) => JSON.stringify(part)),
  );
  expect(new Set(asked)).toEqual(new Set(expected));
});

test('an area is printed as a command line for a POSIX shell', () => {
  expect(areaQuery([['my trail'], ['--date', '2026-11-19']], areas.signInsWithoutMfa)).toBe(
    "trailscan query 'my trail' --date 2026-11-19 --event ConsoleLogin --outcome ok " +
      '--identity-type Root,IAMUser ' +
      '--where \'{ ($.additionalEventData.MFAUsed != "Yes") && ($.additionalEventData.MFAUsed != "YES") }\'',
  );
  expect(areaQuery([], areas.late)).toBe(
    'trailscan query --where \'{ $.addendum.reason = "DELIVERY_DELAY" }\'',
  );
});
