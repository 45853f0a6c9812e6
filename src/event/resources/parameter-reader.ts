import { type Nouns, type ParameterName, readName } from './parameter-name.ts';
import { type ResourceType, resourcesOfService } from './resource-table.ts';

/** The facts about a key of a request or a response that follow from its name. */
export interface ParameterKey {
  readonly kind: /** Nothing below it is a resource. */
    | 'ignored'
    /** It holds the value of the key above: {"VpcId": {"tag": 1, "content": "vpc-1"}}. */
    | 'wrapper'
    | 'parameter';
  /** The key in lower case. */
  readonly word: string;
  readonly name: ParameterName;
  /** Keys that make this one the name of a setting when they are in the same object. */
  readonly settingKeys: readonly string[];
}

/** Reads the keys of a service's requests and responses. */
export interface ParameterReader {
  read(key: string): ParameterKey;
  /** Returns the service's type with this word. */
  typeOf(noun: string): ResourceType | undefined;
}

/**
 * The most keys that are remembered for a service: the writer of an event can make up any number.
 */
const maxKnown = 5_000;
/** No parameter has a longer name. */
const maxLength = 128;

/** Returns the reader of a service, by its prefix in IAM actions. */
export function readerOf(prefix: string): ParameterReader {
  const known = readers.get(prefix);
  if (known) return known;
  const nouns = nounsOfService(prefix);
  const keys = new Map<string, ParameterKey>();
  const reader: ParameterReader = {
    typeOf: (noun) => nouns.get(noun),
    read(key) {
      const found = keys.get(key);
      if (found) return found;
      const read = readKey(key, nouns);
      if (keys.size >= maxKnown) keys.clear();
      if (key.length <= maxLength) keys.set(key, read);
      return read;
    },
  };
  if (readers.size >= maxReaders) readers.clear();
  readers.set(prefix, reader);
  return reader;
}

const readers = new Map<string, ParameterReader>();
const maxReaders = 1_000;
const unread: ParameterName = { ending: 'bare', words: [], noun: undefined, before: '' };

function readKey(key: string, nouns: Nouns): ParameterKey {
  const word = key.toLowerCase();
  return {
    kind: kindOf(word),
    word,
    name: key.length > maxLength ? unread : readName(key, nouns),
    settingKeys: settingKeysOf(key, word),
  };
}

function kindOf(word: string): ParameterKey['kind'] {
  if (notThings.has(word)) return 'ignored';
  return wrappers.has(word) ? 'wrapper' : 'parameter';
}

const wrappers: ReadonlySet<string> = new Set(['content', 'item', 'items', 'member', 'members']);

const notThings: ReadonlySet<string> = new Set([
  ...['tags', 'tag', 'tagset', 'taglist', 'tagkeys', 'tagspecificationset', 'tagspecifications'],
  ...['command', 'commands', 'requestid', 'clienttoken', 'clientrequesttoken', 'nexttoken'],
  ...['idempotencytoken', 'filterset', 'filters', 'x-amz-id-2'],
]);

/**
 * Returns the keys beside which a name or a key names a setting, such as a variable: {"name":
 * "DB_HOST", "value": "h"}.
 */
function settingKeysOf(key: string, word: string): readonly string[] {
  const ending = ['name', 'key'].find((one) => word.endsWith(one));
  if (ending === undefined) return [];
  const stem = key.slice(0, -ending.length);
  const isLower = stem === '' && /[nk][a-z]+$/.test(key);
  // An attribute's type alone (`attributeType`) makes only an attribute a setting.
  const endings = stem.toLowerCase() === 'attribute' ? [...ofSettings, 'Type'] : ofSettings;
  return endings.map((end) => stem + (isLower ? end[0]?.toLowerCase() + end.slice(1) : end));
}

const ofSettings = ['Value', 'Values', 'ValueFrom', 'ValueSet', 'Operator'];

/** Returns a service's nouns, with what its parameters call some of them. */
function nounsOfService(prefix: string): Nouns {
  const nouns = resourcesOfService(prefix)?.nouns ?? new Map<string, undefined>();
  const others = Object.hasOwn(parameterNouns, prefix) ? (parameterNouns[prefix] ?? {}) : {};
  const added = Object.entries(others).map(([noun, meant]) => [noun, nouns.get(meant)] as const);
  return new Map([...nouns, ...added]);
}

/**
 * Words that parameters use for types, where AWS publishes another one. From the API references.
 */
const parameterNouns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ec2: { group: 'securitygroup', key: 'keypair' },
  ecs: { family: 'taskdefinition' },
  iam: { serialnumber: 'mfa' },
  rds: { dbsnapshot: 'snapshot', dbclustersnapshot: 'clustersnapshot' },
};
