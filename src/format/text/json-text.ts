/**
 * Returns the value as JSON on one line; `"…"` if it is nested deeper than the stack allows, which
 * is a few thousand levels.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return '"…"';
    throw error;
  }
}
