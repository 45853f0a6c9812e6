import { isIP } from 'node:net';
import { type CloudTrailEvent, identityOf } from './event.ts';

/**
 * Returns the addresses in sourceIPAddress, each once: services behind proxies write several,
 * separated by commas. The name of a service or `AWS Internal` may replace an address.
 */
export function sourceAddressesOf({
  sourceIPAddress,
}: Pick<CloudTrailEvent, 'sourceIPAddress'>): readonly string[] {
  if (!sourceIPAddress) return [];
  if (!sourceIPAddress.includes(',')) return [sourceIPAddress];
  const parts = sourceIPAddress.split(',', maxAddresses).map((part) => part.trim());
  return [...new Set(parts.filter(Boolean))];
}

/** No chain of proxies is longer; more would only cost time. */
const maxAddresses = 100;

/**
 * Whether the call came from a service: sourceIPAddress has no IP address, or it is missing and a
 * service is named in invokedBy.
 */
export function isFromService(event: CloudTrailEvent): boolean {
  const addresses = sourceAddressesOf(event);
  if (addresses.length === 0) return Boolean(identityOf(event)?.invokedBy);
  return addresses.every((address) => isIP(address) === 0);
}
