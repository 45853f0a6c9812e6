/** What stands in the first cell of the row that sums up so many groups. */
export function othersLabel(groups: number): string {
  return `(others: ${groups} ${groups === 1 ? 'group' : 'groups'})`;
}
