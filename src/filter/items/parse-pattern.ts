import type { TextPattern, Wildcard } from '../../query/condition/item.ts';

/**
 * Parses the text of a Sigma value: `*` and `?` are wildcards. A backslash before a wildcard or
 * another backslash takes it literally; before anything else, and at the end, it is a plain
 * backslash (Sigma rules specification, "Escaping"). Every text is valid.
 */
export function parsePattern(text: string): TextPattern {
  const pattern: (string | Wildcard)[] = [];
  let literal = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isWildcard(character)) {
      if (literal !== '') pattern.push(literal);
      literal = '';
      pattern.push({ wildcard: character });
    } else {
      if (character === '\\' && /[\\*?]/.test(text.charAt(at + 1))) at++;
      literal += text.charAt(at);
    }
  }
  return literal === '' ? pattern : [...pattern, literal];
}

/** Returns the text that parses to the pattern. */
export function spellPattern(pattern: TextPattern): string {
  return pattern
    .map((token) => (typeof token === 'string' ? token.replace(/[\\*?]/g, '\\$&') : token.wildcard))
    .join('');
}

/** The wildcard for any run of characters. */
const anyRun: Wildcard = { wildcard: '*' };

/** Returns a pattern that also matches texts with more text on these sides. */
export function widen(
  pattern: TextPattern,
  sides: { readonly before?: true; readonly after?: true },
): TextPattern {
  const before = sides.before && !isAnyRun(pattern[0]) ? [anyRun] : [];
  const after = sides.after && !isAnyRun(pattern.at(-1)) ? [anyRun] : [];
  return [...before, ...pattern, ...after];
}

function isWildcard(character: string): character is Wildcard['wildcard'] {
  return character === '*' || character === '?';
}

function isAnyRun(token: TextPattern[number] | undefined): boolean {
  return typeof token === 'object' && token.wildcard === '*';
}
