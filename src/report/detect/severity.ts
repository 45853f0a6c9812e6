import { type Level, levels } from '../../detect/rule.ts';

/** Returns the place of a level among all levels; the higher, the worse. */
export function severity({ level }: { readonly level: Level }): number {
  return levels.indexOf(level);
}
