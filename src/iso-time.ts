/**
 * Formats an instant (epoch milliseconds) as `2026-11-19T08:00:00Z`, with milliseconds if they are
 * not 0.
 */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
