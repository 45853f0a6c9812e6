import {
  firstGroup,
  type GroupNumbering,
  type NewGroups,
} from '../../../src/engine/scan/group-numbering.ts';

/** Returns the values of a group that was just numbered. */
export function valuesOfGroup(
  {
    values,
    groups,
  }: { readonly values: NewGroups['values']; readonly groups: readonly Uint32Array[] },
  { columnsOfTallies }: Pick<GroupNumbering, 'columnsOfTallies'>,
  { tally, number }: { readonly tally: number; readonly number: number },
): readonly (string | undefined)[] {
  const columns = columnsOfTallies[tally] ?? [];
  const index = number - firstGroup;
  const from = index * columns.length;
  const ofGroup = groups[tally]?.subarray(from, from + columns.length) ?? [];
  // The groups of a single column are its values.
  const numbers = columns.length === 1 ? [index + 1] : [...ofGroup];
  return columns.map((column, at) => values[column]?.[(numbers[at] ?? 0) - 1]);
}
