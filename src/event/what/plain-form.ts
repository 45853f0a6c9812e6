import type { CloudTrailEvent } from '../event.ts';
import { withoutDate } from '../event-name.ts';
import { isObject } from '../own-property.ts';
import { distinctResourcesOf } from '../resources/resources.ts';
import { named, type Phrase, phrase, words } from './phrase.ts';
import { shortName } from './short-name.ts';

/**
 * Describes any call by the words of its name and its main resource: `describe DB instances`,
 * `delete web ACL main`, `list attached role policies for deploy`.
 */
export function plainForm(event: CloudTrailEvent, eventName: string): Phrase {
  const verb = asPhrase(wordsOf(withoutDate(eventName)));
  const [resource] = distinctResourcesOf(event);
  if (resource === undefined) return verb;
  const name = shortName(resource);
  const link = isNamedAfter(event, resource, eventName) ? ' ' : ' for ';
  return phrase`${verb}${words(link)}${name}` ?? verb;
}

/** The name of a call is as hostile as the rest of the event: only ordinary ones are words. */
function asPhrase(text: string): Phrase {
  return /^[A-Za-z0-9 ]{1,45}$/.test(text) ? words(text) : named(text);
}

/**
 * Returns `describe DB instances` for DescribeDBInstances; names such as Login_POST stay as they
 * are.
 */
export function wordsOf(eventName: string): string {
  const name = eventName.slice(0, maxLength);
  if (!/^[A-Z][a-z]+(?:[A-Z0-9][A-Za-z0-9]*)?$/.test(name)) return name;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z]{2,})/g, '$1 $2')
    .split(' ')
    .map((word) => {
      const short = acronyms.get(word.toLowerCase());
      if (short) return short;
      return /^[A-Z0-9]{2,}s?$/.test(word) ? word : word.toLowerCase();
    })
    .join(' ');
}

const maxLength = 200;

const acronyms: ReadonlyMap<string, string> = new Map(
  'ACL ACLs AMI API APIs ARN AZ CIDR CORS DB DHCP DNS EBS ECS EKS ID IP IPs KMS MFA NAT SAML SQL SSH SSL SSO TLS TTL URL VPC VPCs VPN WAF'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

/**
 * Whether the call is about the resource itself: its key is `name`, or is what the name of the call
 * ends with.
 */
function isNamedAfter(event: CloudTrailEvent, resource: string, eventName: string): boolean {
  const call = withoutDate(eventName).toLowerCase();
  return [event.requestParameters, event.responseElements].some((parameters) =>
    keysOf(parameters, resource, 0).some((key) => {
      const noun = key.toLowerCase().replace(/(?:identifier|name|arn|id)s?$/, '');
      return noun === '' || call.endsWith(noun) || call.endsWith(`${noun}s`);
    }),
  );
}

/** Keys of a request are looked through this deep, and this many of an object. */
const maxDepth = 4;
const maxKeys = 100;

function keysOf(value: unknown, resource: string, depth: number): readonly string[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) {
    return value.slice(0, 3).flatMap((each) => keysOf(each, resource, depth + 1));
  }
  if (!isObject(value)) return [];
  return Object.keys(value)
    .slice(0, maxKeys)
    .flatMap((key) => {
      const inner = value[key];
      if (inner === resource) return [key];
      if (Array.isArray(inner) && inner.includes(resource)) return [key];
      return keysOf(inner, resource, depth + 1);
    });
}
