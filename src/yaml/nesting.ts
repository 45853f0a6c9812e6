import { Lexer, Parser } from 'yaml';

/** How deep values may be nested: turning tokens into values uses stack for each level. */
export const maxDepth = 100;

/**
 * Finds the line in which values are nested too deep. This is done before tokens are turned into
 * values, since Node may abort when the stack is exhausted; tokens are parsed without recursion.
 */
export function findTooDeep(text: string): number | undefined {
  const parser = new Parser();
  for (const token of new Lexer().lex(text)) {
    // The parser advances only when its results are consumed, though they are not needed.
    for (const _ of parser.next(token));
    // The document and a scalar are on the stack, too.
    if (parser.stack.length > maxDepth + 2) {
      return text.slice(0, parser.offset).split('\n').length;
    }
  }
  return undefined;
}
