import { BlockList, isIP } from 'node:net';
import { compileGlob } from '../../glob.ts';

/**
 * Compiles a pattern for sourceIPAddress: an address (`198.51.100.7`), a block of addresses
 * (`198.51.100.0/24`, `2001:db8::/32`), or a glob for the names that CloudTrail writes when a
 * service made the call (`*.amazonaws.com`). IPv6 addresses match in any spelling, and an IPv4
 * block also matches its addresses written as IPv6 (`::ffff:198.51.100.7`).
 */
export function compileAddress(pattern: string): (text: string) => boolean {
  const [address = '', bits] = pattern.split('/');
  const family = isIP(address);
  if (family === 0) return compileGlob(pattern);
  const block = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(address, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), type);
  return (text) => {
    const version = isIP(text);
    return version !== 0 && block.check(text, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/**
 * Returns whether the text is an address, a network, or the name of a service, and not an address
 * or a network with a mistake in it.
 */
export function isAddressOrName(text: string): boolean {
  return isNetwork(text) || !/^[\d.]*$|[/:]/.test(text);
}

/** Returns whether the text is an address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...others] = text.split('/');
  const version = isIP(address);
  if (version === 0 || others.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
