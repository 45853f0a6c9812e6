/** Whether this is written as the name of a region: `us-east-1`, `us-gov-west-1`, also of regions to come. */
export function isRegionName(name: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(name);
}
