import { UsageError } from '../../errors.ts';
import { isRegionName } from '../trail-layout/region-name.ts';

/** The regions whose Event history a URI names. */
export type HistoryRegions = 'current' | 'all' | readonly string[];

/** Returns whether the text is a `history:` URI. */
export function isHistoryUri(text: string): boolean {
  return /^history:/i.test(text);
}

/** Reads `history:`, `history:all` and `history:us-east-1,eu-west-1`. Throws UsageError. */
export function parseHistoryUri(uri: string): HistoryRegions {
  const named = uri.slice('history:'.length).toLowerCase();
  if (named === '') return 'current';
  if (named === 'all') return 'all';
  const regions = named.split(',').map((region) => region.trim());
  const wrong = regions.find((region) => !isRegionName(region));
  if (wrong !== undefined) {
    throw new UsageError(
      `source '${uri}': '${wrong}' is not a region: expected history:, history:all or regions, such as ` +
        'history:us-east-1,eu-west-1',
    );
  }
  return [...new Set(regions)];
}
