import { type Alias, type Document, visit } from 'yaml';

/**
 * How many aliases a document may have, counting those that aliases expand to, so that a few of
 * them cannot expand to millions of values.
 */
export const maxAliases = 100;

/** A problem with an alias, and its offset in the text. */
interface AliasProblem {
  readonly offset: number | undefined;
  readonly message: string;
}

/** Returns the aliases of a document in their order. */
export function aliasesOf(document: Document): readonly Alias[] {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  return aliases;
}

/** Returns why the aliases of a document cannot be used; empty when they can. */
export function refuseAliases(
  document: Document,
  aliases: readonly Alias[],
): readonly AliasProblem[] {
  const surplus = aliases[maxAliases];
  if (surplus) {
    const message = `has more than ${maxAliases} aliases: expected values in full`;
    return [{ offset: surplus.range?.[0], message }];
  }
  return aliases
    .filter((alias) => alias.resolve(document) === undefined)
    .map(({ source, range }) => {
      const message = `the alias '*${source}' has no anchor '&${source}' before it`;
      return { offset: range?.[0], message };
    });
}
