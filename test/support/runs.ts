/**
 * How often every test of the suite repeats what is made up or left to chance. TRAILSCAN_TEST_FACTOR=20
 * makes that twenty times as often, for a longer search than each run of the tests can afford.
 */
export const factor = Number(process.env['TRAILSCAN_TEST_FACTOR'] ?? 1);

/** How often to try a property: `count` times, multiplied by the factor, but at least once. */
export function runs(count = 100): number {
  return Math.max(1, Math.ceil(count * factor));
}
