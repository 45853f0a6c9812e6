/** Numbers along an axis of counts, from 0 up. */
export interface CountScale {
  /** Not less than the largest count. */
  readonly top: number;
  /** `top` is a multiple of it. */
  readonly step: number;
}

/** A scale of whole numbers that people count in, with at most so many steps, of which there is one at least. */
export function countScale(most: number, steps: number): CountScale {
  const least = Math.max(1, most / steps);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= least) ?? least;
  return { top: Math.max(1, Math.ceil(most / step)) * step, step };
}

/** `9,500`, `12.5K`, `3M`: short enough for an axis. */
export function shortCount(value: number): string {
  return value < 10_000 ? value.toLocaleString('en-US') : compact.format(value);
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
