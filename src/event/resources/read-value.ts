import { isAccountId } from '../event.ts';
import { type Arn, parseArn, typeOfArn, typeOfText, withoutStar } from './arn.ts';
import type { Mention } from './mention.ts';
import type { ParameterName } from './parameter-name.ts';
import type { ResourceType } from './resource-table.ts';
import type { Holder, Search } from './search.ts';
import { arnOfQueueUrl, typeOfId } from './value-forms.ts';
import { isWordFor } from './word-for-type.ts';

/** The resource that a text identifies. */
interface Reading extends Pick<Mention, 'noun' | 'type' | 'isSelf'> {
  /** The text in a better spelling. */
  readonly text?: string;
  /** Whether it is another thing than the names beside it. */
  readonly isApart?: boolean;
}

/** Returns what a text identifies: by its own form if it has one, else by its parameter. */
export function readValue(text: string, holder: Holder, search: Search): Reading | undefined {
  if (text.startsWith('arn:')) return readArn(text, holder);
  const { name } = holder;
  const queue = name.ending === 'url' ? arnOfQueueUrl(text) : undefined;
  if (queue) return { text: queue, noun: 'queue', type: typeOfText(queue) };
  if (isAccountId(text) && isGrantee(holder, search)) {
    return isOther(text, search) ? { noun: 'account', type: accountType(name) } : undefined;
  }
  const idType = typeOfId(text);
  if (idType && isCalledSo(idType, name)) return { noun: nounBeside(idType, name), type: idType };
  return nounOf(text, holder, search);
}

function accountType(name: ParameterName): ResourceType | undefined {
  return name.noun === 'account' ? name.type : undefined;
}

/**
 * Whether the parameter may mean the type: `key-…` is also the ID of an SSH key of another service.
 */
function isCalledSo(type: ResourceType, { noun, words }: ParameterName): boolean {
  return !noun || anyRole.test(noun) || isWordFor(words.join(''), type);
}

const anyRole = /^(?:target|source|destination|resource|endpoint|attachment|association|member)$/;

/** An ID's prefix says what it is; the parameter may have the better word for it. */
function nounBeside({ noun }: ResourceType, name: ParameterName): string {
  return name.noun && name.noun.length > noun.length && name.noun.endsWith(noun) ? name.noun : noun;
}

function readArn(text: string, { name, place }: Holder): Reading | undefined {
  const arn = parseArn(text);
  // A policy has patterns of ARNs; the ARN of a log group ends in `:*`.
  if (!arn || withoutStar(text).includes('*')) return undefined;
  const { described } = place;
  const type = typeCalled(name, arn) ?? typeOfArn(arn);
  const called = name.noun === undefined ? name.words.join('') : name.noun || described?.noun || '';
  // {"id": "1", "arn": …}: the target of a rule is a function, whose ID is not that of the target.
  const isApart =
    name.noun === '' && type && described?.noun !== undefined && !isWordFor(described.noun, type);
  const isSelf = place.isTop && name.noun === '' && name.words.length === 0;
  return { noun: type?.noun ?? called, type, isSelf, isApart: isApart === true };
}

/**
 * Returns the type of the parameter when no form of ARNs fits this one as a whole: the ARN of a
 * resolver begins like that of its API.
 */
function typeCalled({ noun, type }: ParameterName, arn: Arn): ResourceType | undefined {
  if (!noun || !type || type.service !== arn.service || type.form !== '') return undefined;
  const fitting = typeOfArn(arn);
  return fitting && isWordFor(noun, fitting) ? undefined : type;
}

/**
 * Returns the noun of a value that has no form of its own; undefined when it identifies nothing.
 */
function nounOf(
  text: string,
  { name, place: { isTop, described, depth } }: Holder,
  { call, from }: Search,
): Pick<Mention, 'noun' | 'type'> | undefined {
  const { ending, noun, type, words } = name;
  // Only the URL of a queue names something in AWS; a repository may be elsewhere.
  if (ending === 'url' || text.startsWith('https://')) return undefined;
  const { isVague } = noun === '' ? (described ?? {}) : name;
  if (isVague && !call.object.endsWith((noun || described?.noun) ?? '')) return undefined;
  if (noun === '') {
    // The id of a response is that of an event or an operation, unless something was created.
    if (isTop && from === 'response' && !call.isCreating) return undefined;
    // S3 has IDs only for settings of a bucket.
    if (isTop && ending === 'id' && call.subject?.service === 's3') return undefined;
    if (isTop) return { noun: '', type: call.subject };
    if (described?.noun === undefined) return undefined;
    if (isLabel(text) && described.noun === 'target') return undefined;
    return { noun: described.noun, type: described.type };
  }
  if (ending === 'bare') {
    if (noun === undefined || /\s/.test(text)) return undefined;
    const isShort = isTop && !documents.has(noun);
    return isShort || clearNouns.has(noun) ? { noun, type } : undefined;
  }
  const word = noun ?? words.join('');
  if (unnamed.test(word) && !call.expected.some((one) => one.type.noun === word)) return undefined;
  if (noun !== undefined) return { noun, type };
  // A service newer than our table still calls the thing as its call does.
  return depth <= 2 && call.object.endsWith(word) ? { noun: word, type: undefined } : undefined;
}

/** Parameters whose values are text about a thing, not its name. */
const documents: ReadonlySet<string> = new Set(
  'policy document template query schedule key host version image environment filter command status'.split(
    ' ',
  ),
);

/** Nouns whose bare values are resources, however deep: {"TargetBucket": "logs"}. */
const clearNouns: ReadonlySet<string> = new Set(
  'bucket cluster iaminstanceprofile instanceprofile loggroup role securitygroup subnet topic workgroup'.split(
    ' ',
  ),
);

/** Sessions, requests and settings have IDs and names, but are not resources. */
const unnamed =
  /^(?:.*(?:attribute|setting|token|tag|status|metric|parametervalue)|(?:role)?session|request|command|operation|event|query|reservation|message|transaction|client|conversation|upload|version|engine|display|statement|principal|region|availabilityzone)$/;

/** `1` is a label, which the caller chose, and not the ID of a target. */
function isLabel(text: string): boolean {
  return /^\w{1,3}$/.test(text);
}

/**
 * Whether the parameter may name an account that is given something: {"valuesToAdd":
 * ["444455556666"]}.
 */
function isGrantee({ name, place: { described } }: Holder, { from }: Search): boolean {
  const words = name.noun === '' ? [described?.noun ?? ''] : name.words;
  return from === 'request' && words.some((word) => grantees.has(word));
}

/** Many calls name their own account, which only matters when they are about accounts. */
function isOther(account: string, { account: own, call }: Search): boolean {
  return account !== own || call.words.has('account');
}

const grantees: ReadonlySet<string> = new Set(
  'account accounts aws principal user values member grantee consumer target share'.split(' '),
);
