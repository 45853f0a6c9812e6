import { type Level, levels } from '../../detect/rule.ts';

/** Returns the place of a level among all levels; the higher, the worse. */
export function severity({ level }: { readonly level: Level }): number {
  return levels.indexOf(level);
}

/** Compares texts by their UTF-16 units, as `sort` expects it. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
