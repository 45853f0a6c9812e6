/** Returns the label of the row that sums up this many groups. */
export function othersLabel(groups: number): string {
  return `(others: ${groups} ${groups === 1 ? 'group' : 'groups'})`;
}
