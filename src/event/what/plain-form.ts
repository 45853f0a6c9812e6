import type { CloudTrailEvent } from '../event.ts';
import { resourceTypesOf } from '../resources/resource-types.ts';
import { distinctResourcesOf } from '../resources/resources.ts';
import type { Call } from './call.ts';
import { wordsOf } from './call-words.ts';
import { keysOf } from './keys-of.ts';
import { pastOf } from './past-tense.ts';
import { named, type Phrase, textOfPhrase, words } from './phrase.ts';

/**
 * Describes any call by the words of its name and its main resource: `DB instances described`,
 * `web ACL main deleted`, `attached role policies listed for deploy`.
 */
export function plainForm(call: Call): Phrase {
  const { event, eventName } = call;
  const { noun, past, rest, manner } = partsOf(wordsOf(eventName));
  const [resource] = distinctResourcesOf(event);
  if (resource === undefined) return asPhrase(joined([noun, past, rest, manner]));
  const name = call.nameOf(resource);
  const relation = relationOf(event, resource, eventName);
  if (relation === 'other') {
    return joinPhrases(asPhrase(joined([noun, past, rest, manner, 'for'])), name);
  }
  if (rest !== '') {
    return joinPhrases(asPhrase(joined([noun, past, rest])), name, words(manner));
  }
  const thing = nameThing(relation === 'single' ? singularOf(noun) : noun, name);
  return joinPhrases(thing, words(joined([past, manner])));
}

/** `attached role policies`, `listed`, `for role`. */
interface CallParts {
  readonly noun: string;
  /** Empty when the name does not begin with a known verb: then the whole name is the noun. */
  readonly past: string;
  readonly rest: string;
  /** `in a batch` */
  readonly manner: string;
}

function partsOf(text: string): CallParts {
  const all = text.split(' ');
  const manner = all.length > 2 ? manners.get(all[0] ?? '') : undefined;
  const [verb = '', ...others] = manner === undefined ? all : all.slice(1);
  const past = pastOf(verb, others.at(-1));
  if (past === undefined) {
    return { noun: text, past: '', rest: '', manner: '' };
  }
  const at = others.findIndex((word, index) => isPreposition(word, others[index + 1]));
  const [noun, rest] = at < 0 ? [others, []] : [others.slice(0, at), others.slice(at)];
  return {
    noun: noun.join(' '),
    past,
    rest: rest.join(' '),
    manner: manner ?? '',
  };
}

/** Words before the verb, and how they are said. */
const manners: ReadonlyMap<string, string> = new Map([
  ['admin', 'as administrator'],
  ['batch', 'in a batch'],
]);

function isPreposition(word: string, next: string | undefined): boolean {
  return prepositions.has(word) && next !== undefined && next !== 'default';
}

const prepositions = new Set('as at by for from in into on to with'.split(' '));

function singularOf(noun: string): string {
  if (/(?:ss|us|is)$/.test(noun)) return noun;
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  return noun.replace(/(?<=ss|x|ch|sh|alias|status)es$|s$/, '');
}

/** Returns `instance i-1`, but `subnet-1`, which says what it is. */
function nameThing(noun: string, name: Phrase): Phrase {
  const last = noun.slice(noun.lastIndexOf(' ') + 1).toLowerCase();
  const isClear = textOfPhrase(name).startsWith(`${last}-`);
  return isClear ? name : joinPhrases(asPhrase(noun), name);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function joinPhrases(...parts: readonly Phrase[]): Phrase {
  return parts
    .filter((part) => part.some((piece) => piece.kind === 'choice' || piece.text !== ''))
    .flatMap((part, at) => (at === 0 ? part : [...words(' '), ...part]));
}

/** The name of a call is as hostile as the rest of the event: only ordinary ones are words. */
function asPhrase(text: string): Phrase {
  return /^[A-Za-z0-9 ]{1,50}$/.test(text) ? words(text) : named(text);
}

/**
 * How the call is about the resource: `single` or `several` when it is the thing, or one of the
 * things, in the name of the call; `other` when it is something else, to which the call belongs.
 */
function relationOf(
  event: CloudTrailEvent,
  resource: string,
  eventName: string,
): 'single' | 'several' | 'other' {
  const name = eventName.toLowerCase();
  const endsWith = (noun: string) => ['', 's', 'es'].some((end) => name.endsWith(noun + end));
  const isOfType = (ifUnknown: boolean) => {
    const type = /[A-Za-z0-9]+$/.exec(resourceTypesOf(event)[0] ?? '')?.[0].toLowerCase();
    return type === undefined ? ifUnknown : endsWith(type);
  };
  let isFound = false;
  for (const parameters of [event.requestParameters, event.responseElements]) {
    const keys = keysOf(parameters, resource);
    const matching = keys.filter(({ key }) => {
      const noun = key.toLowerCase().replace(/(?:identifier|name|arn|id)s?$/, '');
      return noun === '' ? isOfType(true) : endsWith(noun);
    });
    if (matching.length > 0) return matching.some(({ isOnly }) => isOnly) ? 'single' : 'several';
    isFound ||= keys.length > 0;
  }
  return !isFound && isOfType(false) ? 'single' : 'other';
}
