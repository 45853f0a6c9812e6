/**
 * How often a property is tried: `count` times, or more where TRAILSCAN_TEST_FACTOR asks for a longer
 * search than every run of the tests can afford.
 */
export function runs(count: number): number {
  return Math.ceil(count * Number(process.env['TRAILSCAN_TEST_FACTOR'] ?? 1));
}
