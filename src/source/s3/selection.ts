import type { Category } from '../../event/category.ts';
import { compileGlob } from '../../glob.ts';
import type { Filter, FilterAttribute } from '../../query/filter.ts';
import type { TrailKind } from './trail-keys.ts';

/** Which files of a trail can hold wanted events, as far as their keys tell. */
export interface Selection {
  takesAccount(account: string): boolean;
  takesRegion(region: string): boolean;
  takesKind(kind: TrailKind): boolean;
  /** When they were delivered, in epoch milliseconds: from the first to before the second. */
  readonly from: number;
  readonly to: number;
}

/** Clocks differ: a file's name can tell an earlier time than an event in it. */
const clockSkew = 15 * 60_000;

/**
 * The files in which events that pass the filter can be. Events are delivered some minutes after they
 * happened, as a rule; `late` (milliseconds) is how much later files are looked for.
 */
export function selectionFor(filter: Filter, late: number): Selection {
  const takesCategory = compileTerm(filter, 'category');
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter.time;
  return {
    takesAccount: compileTerm(filter, 'account'),
    takesRegion: compileTerm(filter, 'region'),
    takesKind: (kind) => categoriesIn[kind].some(takesCategory),
    from: from - clockSkew,
    to: to + late,
  };
}

/** CloudTrail User Guide, "Finding your CloudTrail log files". */
const categoriesIn: Readonly<Record<TrailKind, readonly Category[]>> = {
  CloudTrail: ['management', 'data'],
  'CloudTrail-Insight': ['insight'],
  'CloudTrail-NetworkActivity': ['network-activity'],
  'CloudTrail-Aggregated': ['aggregated'],
};

/** Whether the filter takes a value of an attribute. */
export function compileTerm(
  { terms }: Filter,
  attribute: FilterAttribute,
): (value: string) => boolean {
  const asked = terms.find((term) => term.attribute === attribute);
  if (!asked) return () => true;
  const [any, none] = [asked.any.map(compileGlob), asked.none.map(compileGlob)];
  return (value) =>
    !none.some((matches) => matches(value)) &&
    (any.length === 0 || any.some((matches) => matches(value)));
}
