import { compileGlob } from '../../glob.ts';
import { compileAddress } from './address.ts';
import type { FilterAttribute } from './filter-attributes.ts';

/**
 * Returns a test of whether a value of the attribute matches a pattern, ignoring case. A pattern
 * for `source-ip` is an address or a network, for `user-agent` a part of the text, and for other
 * attributes the whole value, where `*` matches any text.
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

/**
 * Returns the only value that matches the pattern, apart from its case; undefined when several may
 * match.
 */
export function onlyMatch(attribute: FilterAttribute, pattern: string): string | undefined {
  const isWhole = attribute !== 'source-ip' && attribute !== 'user-agent';
  return isWhole && !pattern.includes('*') ? pattern : undefined;
}
