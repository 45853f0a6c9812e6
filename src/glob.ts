/**
 * Returns the test whether a whole text matches `pattern`, without regard to case. A `*` stands for
 * any run of characters, the empty one too; everything else stands for itself.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const matches = compileLiterals(pattern.toLowerCase().split('*'));
  return (text) => matches(text.toLowerCase());
}

/**
 * Returns the test whether a text consists of the given literals in their order, with any run of
 * characters between two neighbours. The case must agree.
 *
 * Each literal is looked for once, from where the one before it ended. Taking the first place is
 * enough, since a later one only leaves less text for the literals that follow; so nothing is ever
 * tried again and the time grows with the text alone.
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
