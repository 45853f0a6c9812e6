import type { Call } from './call.ts';
import { partiesOf } from './parties.ts';
import {
  listed,
  nothing,
  type Part,
  type Phrase,
  phrase,
  plural,
  spare,
  textOfPhrase,
  words,
} from './phrase.ts';
import { permissionsIn } from './policy-document.ts';
import { admittedBy, openTo } from './policy-principals.ts';

/** Says what a call did; undefined when the event does not hold what it takes. */
export type Describe = (call: Call) => Phrase | undefined;

/**
 * The description of a call: a template, several templates (the first that has all its values is
 * used), or a function.
 */
export type CallText = string | readonly string[] | Describe;

/**
 * The calls of a subject: by the first part of the eventSource, then by the name without version.
 */
export type CallTable = Readonly<Record<string, Readonly<Record<string, CallText>>>>;

/**
 * Compiles a template such as `access key[ {accessKey.accessKeyId}] of {userName} created`:
 *
 * - `{path}` the first value at the path (see `Call`), an ARN by its name, with its account where
 *   that is foreign;
 * - `{id path}` an ID that is worth nothing when it is cut, such as that of an access key;
 * - `{all path}` all of them: `i-1`, `i-1 and i-2`, `i-1 and 2 more`;
 * - `{some instance path}` the same with a noun: `instance i-1`, `instances i-1 and i-2`;
 * - `{days path}` a number of days: `1 day`;
 * - `{switch path on off}` one of the two words, by a flag;
 * - `{account path}`, `{accounts path}` account IDs, with `(foreign)` where they are;
 * - `{foreign path}` an account ID, if it is foreign;
 * - `{allowed path}` what the policy document there allows: `s3:*`, `everything`;
 * - `{admitted path}` the principals that it gives access: `anyone`, `193672423079 (foreign)`;
 * - `{open path}` the same for a resource, with the kind of access: `open to anyone (read)`;
 * - `{@}` the main resource of the event;
 * - `[…]` is left out when it has no value; elsewhere a missing value makes the template unusable;
 * - `[?…]` is left out also when the whole is too long.
 */
export function compileTemplate(template: string): Describe {
  // Compiled when it is first used: a run uses few of the templates.
  let segments: readonly Segment[] | undefined;
  return (call) => {
    segments ??= compileSegments(template);
    const parts: Phrase[] = [];
    for (const { isOptional, isSpare, describe } of segments) {
      const part = describe(call);
      if (part) parts.push(isSpare ? spare(part) : part);
      else if (!isOptional) return undefined;
    }
    return parts.flat();
  };
}

/** A part of a template, between or in brackets. */
interface Segment {
  readonly isOptional: boolean;
  readonly isSpare: boolean;
  readonly describe: Describe;
}

function compileSegments(template: string): Segment[] {
  return template
    .split(/(\[[^\]]*\])/)
    .filter(Boolean)
    .map((text) => {
      const isOptional = text.startsWith('[');
      const isSpare = text.startsWith('[?');
      const inner = isOptional ? text.slice(isSpare ? 2 : 1, -1) : text;
      return { isOptional, isSpare, describe: compileSegment(inner) };
    });
}

/** Returns the description of a call, compiled. */
export function compileCallText(text: CallText): Describe {
  if (typeof text === 'function') return text;
  if (typeof text === 'string') return compileTemplate(text);
  return firstOf(...text.map(compileTemplate));
}

/** Returns the first description for which the event holds everything. */
export function firstOf(...describes: readonly Describe[]): Describe {
  return (call) => {
    for (const describe of describes) {
      const found = describe(call);
      if (found) return found;
    }
    return undefined;
  };
}

type ReadPart = (call: Call) => Part;

function compileSegment(text: string): Describe {
  const parts = text.split(/(\{[^}]*\})/).map((part): ReadPart => {
    if (!part.startsWith('{')) return () => words(part);
    return compileValue(part.slice(1, -1));
  });
  return (call) => {
    let whole: Phrase | undefined = nothing;
    for (const read of parts) whole = whole && phrase`${whole}${read(call)}`;
    return whole;
  };
}

function compileValue(text: string): ReadPart {
  if (text === '@') return (call) => call.resource();
  const [kind = '', ...others] = text.split(' ');
  const [first = '', second = '', third = ''] = others;
  if (others.length === 0) return (call) => call.name(kind);
  switch (kind) {
    case 'id':
      return (call) => wholeId(call.text(first));
    case 'all':
      return (call) => listed(call.names(first));
    case 'some':
      return (call) => {
        const names = call.names(second);
        const count = new Set(names.map(textOfPhrase)).size;
        return phrase`${words(plural(first, count))} ${listed(names)}`;
      };
    case 'days':
      return (call) => daysOf(call.text(first));
    case 'switch':
      return (call) => switched(call.flag(first), second, third);
    case 'account':
      return (call) => call.account(call.text(first));
    case 'foreign':
      return (call) => {
        const id = call.text(first) ?? '';
        return call.isForeign(id) ? call.account(id) : undefined;
      };
    case 'accounts':
      return (call) => partiesOf(call.texts(first), call);
    case 'allowed':
      return (call) => permissionsIn(call.values(first)[0]);
    case 'admitted':
      return (call) => admittedBy(call.values(first)[0], call);
    case 'open':
      return (call) => openTo(call.values(first)[0], call);
    default:
      throw new Error(`unknown value in a template: ${text}`);
  }
}

function daysOf(count: string | undefined): Phrase | undefined {
  return phrase`${count}${words(count === '1' ? ' day' : ' days')}`;
}

function switched(flag: boolean | undefined, on: string, off: string): Phrase | undefined {
  return flag === undefined ? undefined : words(flag ? on : off);
}

function wholeId(id: string | undefined): Part {
  return id !== undefined && /^\w{1,24}$/.test(id) ? words(id) : id;
}
