import { UsageError } from '../errors.ts';
import { nearMisses } from './near-misses.ts';
import { isObject } from './own-property.ts';
import { recordShape } from './record-shape.ts';

/** A path into an event, from the outside inwards: `requestParameters.items[].id`. */
export type FieldPath = readonly FieldStep[];

type FieldStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' };

/** The names of a field and of the fields above it, outermost first; empty for the whole event. */
export type FieldKeys = readonly string[];

/**
 * Parses a path: names between dots, `[0]` for one element of an array, `[]` for all elements,
 * `['odd.name']` or `["odd.name"]` for a name that contains dots or brackets (with a backslash
 * before a quote or a backslash in it).
 *
 * Throws a UsageError that quotes the text and names the column.
 */
export function parseFieldPath(text: string): FieldPath {
  const steps: FieldStep[] = [];
  let at = 0;
  while (at < text.length || steps.length === 0) {
    const parsed = text[at] === '[' ? parseBracket(text, at) : parseName(text, at);
    steps.push(parsed.step);
    at = parsed.end;
    if (text[at] === '.') {
      at++;
      if (at === text.length || text[at] === '[') throw pathError(text, at, 'expected a name');
    } else if (at < text.length && text[at] !== '[') {
      throw pathError(text, at, "expected '.' or '['");
    }
  }
  return steps;
}

/**
 * Returns every value that the path leads to, in order. A name after an array applies to each of
 * its elements, so that `resources.ARN` is `resources[].ARN`. Only own properties count.
 */
export function readField(event: unknown, path: FieldPath): readonly unknown[] {
  let reached: unknown[] = [event];
  for (const step of path) {
    const next: unknown[] = [];
    for (const value of reached) takeStep(value, step, next);
    reached = next;
  }
  return reached;
}

/**
 * Returns the field that contains everything that `readField` reads: the names of the path up to
 * the first step into an array.
 *
 * An event with only that field gives the same values if everything above the field is an object,
 * null, text, a number, a flag or missing. Only in an array does a name lead to other values.
 */
export function readsOf(path: FieldPath): FieldKeys {
  const keys: string[] = [];
  for (const step of path) {
    if (step.kind !== 'key') break;
    keys.push(step.key);
  }
  return keys;
}

/** The top-level fields of events that AWS documents, as CloudTrail spells them. */
export const knownFields: readonly string[] = Object.keys(recordShape);

/**
 * Returns known fields that a mistyped path may have meant, best first, at most three; only the
 * first name of the path is compared.
 */
export function suggestFields(name: string): readonly string[] {
  return nearMisses(name.replace(/[.[].*$/s, ''), knownFields, 3);
}

interface Parsed {
  readonly step: FieldStep;
  /** The index at which the text continues. */
  readonly end: number;
}

function parseName(text: string, start: number): Parsed {
  let end = start;
  while (end < text.length && !'.[]'.includes(text.charAt(end))) end++;
  if (end === start) throw pathError(text, start, 'expected a name');
  return { step: { kind: 'key', key: text.slice(start, end) }, end };
}

function parseBracket(text: string, open: number): Parsed {
  const start = open + 1;
  const quote = text[start];
  if (quote === "'" || quote === '"') return parseQuoted(text, start, quote);
  const close = text.indexOf(']', start);
  if (close === -1) throw pathError(text, text.length, "expected ']'");
  if (close === start) return { step: { kind: 'all' }, end: close + 1 };
  const digits = text.slice(start, close);
  if (!/^\d{1,9}$/.test(digits)) {
    throw pathError(text, start, "expected an index such as 0, a quoted name, or ']'");
  }
  return { step: { kind: 'index', index: Number(digits) }, end: close + 1 };
}

function parseQuoted(text: string, open: number, quote: string): Parsed {
  let key = '';
  let at = open + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === '\\') at++;
    key += text.charAt(at);
    at++;
  }
  if (at >= text.length) throw pathError(text, text.length, `expected ${quote}`);
  if (text[at + 1] !== ']') throw pathError(text, at + 1, "expected ']'");
  return { step: { kind: 'key', key }, end: at + 2 };
}

function pathError(text: string, at: number, expectation: string): UsageError {
  return new UsageError(
    `field '${text}': ${expectation} at column ${at + 1}, for example userIdentity.arn or resources[0].ARN`,
  );
}

function takeStep(value: unknown, step: FieldStep, reached: unknown[]): void {
  switch (step.kind) {
    case 'all':
      if (Array.isArray(value)) for (const element of value) reached.push(element);
      return;
    case 'index':
      if (Array.isArray(value) && step.index < value.length) reached.push(value[step.index]);
      return;
    case 'key':
      if (Array.isArray(value)) for (const element of value) takeKey(element, step.key, reached);
      else takeKey(value, step.key, reached);
      return;
    default:
      step satisfies never;
  }
}

function takeKey(value: unknown, key: string, reached: unknown[]): void {
  if (isObject(value) && Object.hasOwn(value, key)) reached.push(value[key]);
}
