/** The accounts, principals and services that something is for, as one part of a phrase. */
import { accountIn, type Call } from './call.ts';
import {
  choice,
  countOf,
  listed,
  nothing,
  type Phrase,
  plural,
  textOfPhrase,
  uncut,
  words,
} from './phrase.ts';

/**
 * Returns account IDs, ARNs of principals and services as a list: `444455556666 (foreign)`,
 * `deploy and ec2`, `444455556666 (foreign) and 2 others`: foreign accounts come first. With `*`,
 * or the group `all`, it is `anyone`. Undefined for an empty list.
 */
export function partiesOf(values: readonly string[], call: Call): Phrase | undefined {
  if (values.some((value) => /^(?:\*|all)$/i.test(value))) return words('anyone');
  const foreign = new Set<string>();
  const others = new Map<string, Phrase>();
  for (const value of values) {
    const id = accountIn(value);
    const name = call.account(value);
    if (id !== undefined && call.isForeign(id)) foreign.add(id);
    else if (name) others.set(textOfPhrase(name), name);
  }
  const accounts = foreignAccounts([...foreign], values.length);
  if (!accounts || others.size === 0) return accounts ?? listed([...others.values()]);
  const count = words(`${countOf(others.size, values.length)} ${plural('other', others.size)}`);
  const [first] = others.values();
  const named = others.size === 1 && first ? choice(first, count) : count;
  return [...accounts, ...choice([...words(' and '), ...named], nothing)];
}

/**
 * Returns the IDs of foreign accounts, never cut: `444455556666 (foreign)`,
 * `444455556666 and 2 more (foreign)`.
 */
function foreignAccounts(ids: readonly string[], found: number): Phrase | undefined {
  const [first, second] = ids;
  if (first === undefined) return undefined;
  if (second === undefined) return uncut(`${first} (foreign)`);
  const counted = uncut(`${first} and ${countOf(ids.length - 1, found)} more (foreign)`);
  return ids.length > 2 ? counted : choice(uncut(`${first} and ${second} (both foreign)`), counted);
}
