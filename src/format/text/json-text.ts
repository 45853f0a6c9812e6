/**
 * The value as JSON on one line; `"…"` for one that is nested deeper than the stack allows, which is
 * some thousand levels.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return '"…"';
    throw error;
  }
}
