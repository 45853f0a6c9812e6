/**
 * Multiplies the number of random or generated cases of each test. TRAILSCAN_TEST_FACTOR=20 runs
 * twenty times as many, for a longer search than every run of the tests can afford.
 */
export const factor = Number(process.env['TRAILSCAN_TEST_FACTOR'] ?? 1);

/**
 * Returns how often to try a property: `count` times, multiplied by the factor, but at least once.
 */
export function runs(count = 100): number {
  return Math.max(1, Math.ceil(count * factor));
}
