/** The numbers along an axis of counts, from 0 to `top`. */
export interface CountScale {
  /** At least the largest count. */
  readonly top: number;
  /** The distance between two numbers; `top` is a multiple of it. */
  readonly step: number;
}

/**
 * Returns a scale up to at least `max` in round whole numbers, with at least one and at most
 * `steps` steps.
 */
export function countScale(max: number, steps: number): CountScale {
  const least = Math.max(1, max / steps);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= least) ?? least;
  return { top: Math.max(1, Math.ceil(max / step)) * step, step };
}

/** Formats a count for an axis: `9,500`, `12.5K`, `3M`. */
export function shortCount(value: number): string {
  return value < 10_000 ? value.toLocaleString('en-US') : compact.format(value);
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
