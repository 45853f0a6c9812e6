/** Whether a name has the form of a region, such as `us-east-1` or `us-gov-west-1`; also takes future regions. */
export function isRegionName(name: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(name);
}
