import { resourceNouns } from './resource-nouns.ts';
import { type ResourceType, resourcesOfService, singular } from './resource-table.ts';

/** The facts about a value that follow from the name of its parameter. */
export interface ParameterName {
  /** How it ends: in Id, in Name, in Arn, in Url; `bare` when it ends in the noun. */
  readonly ending: 'id' | 'name' | 'arn' | 'url' | 'bare';
  /** The words before the ending in lower case, the last one in the singular. */
  readonly words: readonly string[];
  /**
   * The resource that it identifies, in one word; empty when there is only an ending (`name`,
   * `resourceArn`); undefined when it is not a word for a resource.
   */
  readonly noun: string | undefined;
  readonly type?: ResourceType;
  /**
   * Whether the service has no such resource, and only means one in calls that are named for it.
   */
  readonly isVague?: boolean;
  /** The type that the event itself states. */
  readonly stated?: string;
  /** The words before the noun: `source`, `new`. */
  readonly before: string;
}

/**
 * Splits a name in camel case into words in lower case. CloudTrail writes the first letter small,
 * also of an abbreviation: `dBInstanceIdentifier` has the words db, instance, identifier.
 */
export function wordsOf(name: string): readonly string[] {
  const words = name
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+/)
    .filter(Boolean);
  const [first = '', second = '', ...others] = words;
  const isSplit = /^[a-z]$/.test(first) && /^[A-Z]/.test(second);
  return (isSplit ? [first + second, ...others] : words)
    .map((word) => word.toLowerCase())
    .flatMap((word) => (word === 'username' ? ['user', 'name'] : word));
}

/** The words for a service's resources, with their types as far as AWS publishes them. */
export type Nouns = ReadonlyMap<string, ResourceType | undefined>;

/** Returns what the name of a parameter says about its value, given the nouns of the service. */
export function readName(key: string, nouns: Nouns): ParameterName {
  const words = [...wordsOf(key)];
  while (words.length > 1 && collections.has(words.at(-1) ?? '')) words.pop();
  // An IP set and a record set are not sets of IPs and records.
  const isKnown = (at: number) => nouns.has(words.slice(at).join(''));
  if (words.at(-1) === 'set' && words.length > 1 && !words.some((_, at) => isKnown(at)))
    words.pop();
  const ending = endings[words.at(-1) ?? ''] ?? 'bare';
  if (ending !== 'bare') words.pop();
  const last = words.at(-1);
  if (last !== undefined) words[words.length - 1] = singular(last);
  if (ending !== 'bare' && (words.length === 0 || (words.length === 1 && last === 'resource')))
    return { ending, words, noun: '', before: '' };
  return { ending, words, ...nounIn(words, { nouns, ending }) };
}

const collections: ReadonlySet<string> = new Set(['list', 'lists', 'items']);

const endings: Readonly<Record<string, ParameterName['ending']>> = {
  id: 'id',
  ids: 'id',
  identifier: 'id',
  identifiers: 'id',
  name: 'name',
  names: 'name',
  arn: 'arn',
  arns: 'arn',
  url: 'url',
  urls: 'url',
};

/** Finds the longest noun in which the words end; the service's own nouns first. */
function nounIn(
  words: readonly string[],
  { nouns, ending }: { readonly nouns: Nouns; readonly ending: ParameterName['ending'] },
): Pick<ParameterName, 'noun' | 'type' | 'before' | 'isVague'> {
  for (let at = 0; at < words.length; at++) {
    const before = words.slice(0, at).join(' ');
    // Many things are called a name, such as a host's or a tag's.
    if (at > 0 && ending !== 'id' && ending !== 'arn' && !qualifiers.test(before)) continue;
    const noun = words.slice(at).join('');
    if (nouns.has(noun)) {
      // A reserved instance is not an instance.
      const type = at === 0 || qualifiers.test(before) ? nouns.get(noun) : undefined;
      return { noun, before, ...(type && { type }) };
    }
    if (resourceNouns.has(noun)) {
      const type = sharedType(noun);
      const isVague = !type && nouns.size > 0 && mayBePart(noun, { before, ending });
      return { noun, before, ...(type && { type }), ...(isVague && { isVague }) };
    }
  }
  return { noun: undefined, before: '' };
}

/** Whether a service that has no such resource may use the word for something else. */
function mayBePart(
  noun: string,
  { before, ending }: Pick<ParameterName, 'before' | 'ending'>,
): boolean {
  // A dbiResourceId is another ID of an instance.
  if (noun === 'resource') return before !== '' && !qualifiers.test(before);
  return parts.has(noun) || (ending !== 'id' && namedParts.has(noun));
}

/** Words for resources of some services that others use for settings and parts of a resource. */
const parts: ReadonlySet<string> = new Set([
  'bundle',
  'destination',
  'namespace',
  'registry',
  'rule',
]);
/** Words whose names only identify a program, or something inside a cluster or an endpoint. */
const namedParts: ReadonlySet<string> = new Set(['agent', 'database', 'service']);

/** Words before a noun that say which of several, and words that only say whose. */
const qualifiers =
  /^(?:source|target|new|old|current|peer|original|destination|dest|default|parent|custom|customer|managed|resource|log|logs|output|input|delivery|s3|db|vpc|iam|kms|ec2|ecs|sns|sqs|aws|amazon|lambda|cloud watch|execution|service|task|job|associated)(?: (?:s3|db|vpc|iam|kms|sns|log|logs|output|role))?$/;

/** Types that the parameters of many services name, by the noun and the service that has it. */
const sharedTypes: Readonly<Record<string, string>> = {
  autoscalinggroup: 'autoscaling',
  bucket: 's3',
  iaminstanceprofile: 'iam',
  image: 'ec2',
  instanceprofile: 'iam',
  kmskey: 'kms',
  loggroup: 'logs',
  networkinterface: 'ec2',
  securitygroup: 'ec2',
  subnet: 'ec2',
  vpc: 'ec2',
  vpcendpoint: 'ec2',
  workgroup: 'athena',
};

function sharedType(noun: string): ResourceType | undefined {
  const prefix = Object.hasOwn(sharedTypes, noun) ? sharedTypes[noun] : undefined;
  const word = noun.replace(/^(?:iam|kms)(?=.)/, '');
  return prefix === undefined ? undefined : resourcesOfService(prefix)?.nouns.get(word);
}
