import { type CloudTrailEvent, eventNameOf, eventSourceOf } from '../event.ts';
import { withoutDate } from '../event-name.ts';
import { servicePrefixOf } from '../services.ts';
import { wordsOf } from './parameter-name.ts';
import { type ParameterReader, readerOf } from './parameter-reader.ts';
import {
  type ExpectedType,
  type ResourceType,
  resourcesOfService,
  type ServiceResources,
  singular,
} from './resource-table.ts';

/** The facts about a call that are known before its parameters are read. */
export interface Call {
  /** Reads the keys of its service's requests and responses. */
  readonly reader: ParameterReader;
  readonly verb: string;
  /** Whether it makes something. */
  readonly isCreating: boolean;
  /** Keys of a request or a response that hold all of it, in lower case: CreateFlowLogsRequest. */
  readonly wrappers: ReadonlySet<string>;
  /** The words after the verb, the last one in the singular: dbsnapshot. */
  readonly object: string;
  /** All runs of words after the verb, in the singular too: db, snapshot, dbsnapshot. */
  readonly words: ReadonlySet<string>;
  /** The types that the call is about, as far as AWS publishes them. */
  readonly expected: readonly ExpectedType[];
  /** The type of a value that is only called a name or an ID. */
  readonly subject: ResourceType | undefined;
}

/** Verbs of calls that make something. */
const creating =
  /^(?:allocate|copy|create|import|issue|provision|publish|purchase|register|request|restore|run|submit|upload)$/;

/** Returns what is known of the event's call. */
export function callOf(event: CloudTrailEvent): Call {
  const source = eventSourceOf(event);
  const name = eventNameOf(event).slice(0, maxLength);
  const known = calls.get(name)?.get(source);
  if (known) return known;
  const call = readCall(servicePrefixOf(source), name);
  if (callCount === maxKnown) {
    calls.clear();
    callCount = 0;
  }
  callCount++;
  const ofName = calls.get(name);
  if (ofName) ofName.set(source, call);
  else calls.set(name, new Map([[source, call]]));
  return call;
}

/** Calls by name and source. */
const calls = new Map<string, Map<string, Call>>();
let callCount = 0;
/** The maximum number of remembered calls: names in events can be made up without limit. */
const maxKnown = 5_000;
const maxLength = 128;
/** The longest name of a call has twelve words. */
const maxWords = 16;

function readCall(source: string, name: string): Call {
  // The prefix of its IAM action: `cloudwatch` for calls of `monitoring.amazonaws.com`.
  const prefix = Object.hasOwn(iamPrefixes, source) ? (iamPrefixes[source] ?? source) : source;
  const service = resourcesOfService(prefix);
  // Lambda and CloudFront append the date of the API: UpdateFunctionCode20150331v2.
  const undated = withoutDate(name);
  const parts = wordsOf(undated).slice(0, maxWords);
  const verbs = /^(?:admin|batch)$/.test(parts[0] ?? '') && parts.length > 2 ? 2 : 1;
  const verb = parts[verbs - 1] ?? '';
  const words = runsOf(parts.slice(verbs));
  const action = undated.toLowerCase();
  const expected = expectedOf(service, source, action) ?? namedIn(parts.slice(verbs), service);
  return {
    reader: readerOf(prefix),
    verb,
    isCreating: creating.test(verb),
    wrappers: new Set(['request', `${action}request`, `${action}response`]),
    object: singular(parts.slice(verbs).join('')),
    words,
    expected,
    subject: subjectOf({ expected, words, service }),
  };
}

/**
 * Event sources that are not the prefix of the service's IAM actions (Service Authorization
 * Reference, "Actions, resources, and condition keys").
 */
const iamPrefixes: Readonly<Record<string, string>> = {
  'agent-bedrock': 'bedrock',
  email: 'ses',
  monitoring: 'cloudwatch',
  opensearch: 'es',
  pinpoint: 'mobiletargeting',
  'runtime.lex': 'lex',
  'models.lex': 'lex',
  'models-v2-lex': 'lex',
  'streams.dynamodb': 'dynamodb',
  's3-outposts': 's3-outposts',
  tagging: 'tag',
};

/** Calls whose IAM action has another name (the same reference; IAM's S3 and Lambda pages). */
const iamActions: Readonly<Record<string, string>> = {
  'lambda invoke': 'invokefunction',
  's3 completemultipartupload': 'putobject',
  's3 copyobject': 'putobject',
  's3 createmultipartupload': 'putobject',
  's3 deleteobjects': 'deleteobject',
  's3 headbucket': 'listbucket',
  's3 headobject': 'getobject',
  's3 listobjects': 'listbucket',
  's3 listobjectsv2': 'listbucket',
  's3 uploadpart': 'putobject',
  's3 uploadpartcopy': 'putobject',
};

function expectedOf(service: ServiceResources | undefined, source: string, action: string) {
  const key = `${source} ${action}`;
  return service?.expectedOf(Object.hasOwn(iamActions, key) ? (iamActions[key] ?? '') : action);
}

/** Returns the type in whose name the call's name ends; else the first in it. */
function namedIn(
  words: readonly string[],
  service: ServiceResources | undefined,
): readonly ExpectedType[] {
  for (let end = words.length; end > 0; end--) {
    for (let at = 0; at < end; at++) {
      const type = service?.nouns.get(singular(words.slice(at, end).join('')));
      if (type) return [{ type, isRequired: true }];
    }
  }
  return [];
}

function runsOf(words: readonly string[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    let run = '';
    for (const word of words.slice(at)) {
      runs.add(run + word);
      runs.add(singular(run + word));
      run += word;
    }
  }
  // Members of an organization, or of a service used across accounts, are accounts.
  if (runs.has('member')) runs.add('account');
  return runs;
}

/**
 * Of the expected types, the one with the longest name in the call's; else the only one that is
 * required; else a noun of the service in the call's name.
 */
function subjectOf({
  expected,
  words,
  service,
}: Pick<Call, 'expected' | 'words'> & {
  readonly service: ServiceResources | undefined;
}): ResourceType | undefined {
  // Only the API of 2012 calls it a loadBalancerName; the later one, only a name.
  const later = service?.nouns.get('loadbalancerapp');
  if (later && words.has('loadbalancer')) return later;
  const named = expected
    .map(({ type }) => type)
    .filter((type) => type.words.some((noun) => words.has(noun)))
    .sort((a, b) => b.noun.length - a.noun.length)[0];
  if (named) return named;
  const required = expected.filter(({ isRequired }) => isRequired);
  const [first, ...others] = required.length > 0 ? required : expected;
  if (first && others.every(({ type }) => type.name === first.type.name)) return first.type;
  const nouns = [...words].filter((word) => service?.nouns.has(word));
  const longest = nouns.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : service?.nouns.get(longest);
}
