/**
 * Returns whether a name has the form of a region name, such as `us-east-1` or `us-gov-west-1`.
 * Future regions will have it, too.
 */
export function isRegionName(name: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(name);
}
