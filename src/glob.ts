/**
 * Returns a test of whether a whole text matches `pattern`, ignoring case. A `*` matches any run of
 * characters, also an empty one; every other character matches itself.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const matches = compileLiterals(pattern.toLowerCase().split('*'));
  return (text) => matches(text.toLowerCase());
}

/**
 * Returns a test of whether a text consists of these literals in this order, with any run of
 * characters between two of them. Case matters.
 *
 * Each literal is searched for once, from the end of the one before it. The first match is enough,
 * since a later one only leaves less text for the literals that follow; so nothing is ever retried
 * and the time grows only with the length of the text.
 */
export function compileLiterals(literals: readonly string[]): (text: string) => boolean {
  const [first = '', ...others] = literals;
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  const middle = others.filter((literal) => literal !== '');
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const literal of middle) {
      const found = text.indexOf(literal, at);
      if (found < 0) return false;
      at = found + literal.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}
