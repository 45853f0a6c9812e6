import { ConfigError } from '../../errors.ts';

/** A boolean expression over the names of rules, compiled. */
export type Expression = (isMet: (rule: number) => boolean) => boolean;

/** How deeply parentheses and negations may be nested: far less than the stack allows. */
const maxDepth = 100;

/**
 * Parses the expression of a temporal correlation, such as `login and not (mfa or known_network)`:
 * names of rules with `and`, `or`, `not` and parentheses; `not` binds tighter than `and`, and `and`
 * tighter than `or`. The result takes the rules by their positions in `rules`. Throws a ConfigError
 * that begins with `place`.
 */
export function parseExpression(text: string, rules: readonly string[], place: string): Expression {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const expression = parseOr(0);
  if (at < tokens.length) fail(`expected and, or, or nothing instead of ${tokens[at]}`);
  return expression;

  function parseOr(depth: number): Expression {
    const parts = [parseAnd(depth)];
    while (take('or')) parts.push(parseAnd(depth));
    return (isMet) => parts.some((part) => part(isMet));
  }

  function parseAnd(depth: number): Expression {
    const parts = [parseTerm(depth)];
    while (take('and')) parts.push(parseTerm(depth));
    return (isMet) => parts.every((part) => part(isMet));
  }

  function parseTerm(depth: number): Expression {
    if (depth > maxDepth) fail(`parentheses are nested more than ${maxDepth} deep`);
    if (take('not')) {
      const negated = parseTerm(depth + 1);
      return (isMet) => !negated(isMet);
    }
    if (take('(')) {
      const inner = parseOr(depth + 1);
      if (!take(')')) fail('a ) is missing');
      return inner;
    }
    const name = tokens[at++];
    if (name === undefined) fail('the name of a rule is missing at the end');
    const position = rules.indexOf(name);
    if (position === -1) fail(`${name} is not one of the rules of the correlation`);
    return (isMet) => isMet(position);
  }

  function take(token: string): boolean {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  }

  function fail(problem: string): never {
    throw new ConfigError(`${place}: invalid condition "${text}": ${problem}`);
  }
}
