import { UsageError } from '../../errors.ts';
import { eventNamesFor } from '../../event/event-name.ts';
import { didYouMean } from '../../event/near-misses.ts';
import { findResourceType, listResourceTypes } from '../../event/resources-and-what.ts';
import { findService, servicePrefixOf, suggestServices } from '../../event/services.ts';
import { isAddressOrName } from '../../query/condition/address.ts';
import type { FilterAttribute } from '../../query/condition/filter-attributes.ts';
import { filterFlags } from '../filter-flags.ts';
import { choose } from './choose.ts';
import { isRegion, unknownRegion } from './parse-region.ts';
import { suggest } from './suggest.ts';

/** Turns one value as typed into the values of a filter; throws UsageError. */
export type ReadValue = (typed: string, subject: string) => readonly string[];

/**
 * Readers for attributes that do not take any text. Values with `*` are patterns and are not read
 * by these.
 */
export const readValues: Readonly<Partial<Record<FilterAttribute, ReadValue>>> = {
  service: readService,
  event: readEvent,
  account: readAccount,
  region: readRegion,
  'source-ip': readAddress,
  'resource-type': readResourceType,
  outcome: readChoice,
  'identity-type': readChoice,
  category: readChoice,
  actor: readChoice,
};

/** Returns the event source prefixes of the services with this name. */
function readService(typed: string, subject: string): readonly string[] {
  const known = findService(typed);
  if (known) return known;
  const eventSource = typed.toLowerCase();
  const prefix = servicePrefixOf(eventSource);
  // A service newer than our table can still be asked for by its full eventSource.
  if (prefix !== eventSource && /^[a-z0-9.-]+$/.test(prefix)) return [prefix];
  throw new UsageError(
    `${subject}: unknown service '${typed}'${didYouMean(suggestServices(typed))}: expected a name ` +
      'such as ec2 or cloudwatch-logs, or a full eventSource such as ec2.amazonaws.com',
  );
}

/**
 * Returns the names of the events that are meant. Rejects an action as policies write it, because
 * it would match nothing: the service is another filter.
 */
function readEvent(typed: string, subject: string): readonly string[] {
  const [, prefix = '', name = ''] = /^([a-z][a-z\d-]*):([A-Za-z]\w*)$/.exec(typed) ?? [];
  if (!findService(prefix)) return eventNamesFor(typed);
  const [, call = name] = eventNamesFor(name);
  throw new UsageError(
    `${subject}: '${typed}' is an action of a policy: use --service ${prefix} --event ${call}`,
  );
}

/** Accepts hyphens, since the console shows account IDs with them. */
function readAccount(typed: string, subject: string): readonly string[] {
  const digits = typed.replaceAll('-', '');
  if (/^\d{12}$/.test(digits)) return [digits];
  throw new UsageError(
    `${subject}: '${typed}' is not an account ID: expected 12 digits, such as 111122223333`,
  );
}

function readRegion(typed: string, subject: string): readonly string[] {
  const region = typed.toLowerCase();
  if (isRegion(region)) return [region];
  throw unknownRegion(typed, subject);
}

/**
 * Accepts other text, too: CloudTrail writes the name of an AWS service, or `AWS Internal`, for
 * some addresses.
 */
function readAddress(typed: string, subject: string): readonly string[] {
  if (isAddressOrName(typed)) return [typed];
  throw new UsageError(
    `${subject}: '${typed}' is not an address: expected one such as 198.51.100.7, 10.0.0.0/8, ` +
      '2001:db8::/32 or cloudformation.amazonaws.com',
  );
}

/** Accepts types that our table does not have, since events may. */
function readResourceType(typed: string, subject: string): readonly string[] {
  const known = findResourceType(typed);
  if (known !== undefined) return [known];
  if (/^AWS::\w+::\w+$/.test(typed)) return [typed];
  throw new UsageError(
    `${subject}: '${typed}' is not a resource type${suggest(typed, listResourceTypes())}: ` +
      "expected one such as AWS::EC2::Instance, or a pattern such as 'AWS::EC2::*'",
  );
}

function readChoice(typed: string, subject: string): readonly string[] {
  const flag = filterFlags.find(({ name }) => `--${name}` === subject);
  return flag && 'choices' in flag ? [choose<string>(typed, flag.choices, subject)] : [typed];
}
