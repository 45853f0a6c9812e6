import { lazy } from '../lazy.ts';
import type { ParsedFile } from './sigma/parse-rule-file.ts';

/** Returns the rules that come with trailscan: those in `rules/`, parsed when it was built. */
export const loadPack = lazy(async (): Promise<readonly ParsedFile[]> => {
  const { packText } = await import('./pack-text.ts');
  return JSON.parse(packText);
});
