import { compileGlob } from '../../glob.ts';
import { compileAddress } from './address.ts';
import type { FilterAttribute } from './filter-attributes.ts';

/**
 * Returns the test whether a value of the attribute matches a pattern: an address or a network for
 * `source-ip`, a part of the text for `user-agent`, and for others the whole value, where `*` stands
 * for any text. Case does not count.
 */
export function compileValuePattern(
  attribute: FilterAttribute,
  pattern: string,
): (value: string) => boolean {
  if (attribute === 'source-ip') return compileAddress(pattern);
  // User agents are long, so people type a part of one.
  if (attribute === 'user-agent' && !pattern.includes('*')) return compileGlob(`*${pattern}*`);
  return compileGlob(pattern);
}

/** The only value that matches the pattern, apart from its case; undefined when several can. */
export function onlyMatch(attribute: FilterAttribute, pattern: string): string | undefined {
  const isWhole = attribute !== 'source-ip' && attribute !== 'user-agent';
  return isWhole && !pattern.includes('*') ? pattern : undefined;
}
