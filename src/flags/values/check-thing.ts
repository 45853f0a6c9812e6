import { UsageError } from '../../errors.ts';
import { isNetwork } from '../../query/condition/address.ts';

/**
 * Returns what `who` is asked about, as it was typed. Throws UsageError for a pattern that
 * everything matches, and for a network that is not one; `where` is the flag or command that was
 * given it.
 */
export function checkThing(text: string, where: string): string {
  if (/^[*?]*$/.test(text)) {
    throw new UsageError(
      `${where}: '${text}' would be everything: name a key, session, user or address, or see trailscan sessions`,
    );
  }
  const [address = ''] = text.split('/');
  if (isNetwork(address) && !isNetwork(text)) {
    const example = address.includes(':') ? '/64' : '/24';
    throw new UsageError(`${where}: '${text}' is not a network such as ${address}${example}`);
  }
  return text;
}
