/**
 * What filters mean, as docs/filters.md and `trailscan help where` have it, computed in the
 * simplest way. `undefined` is for events about which they say nothing, such as a number where a
 * text is asked for: either answer is right.
 */
import type { MadeEvent } from './made-record.ts';

/** Whether a filter selects an event. */
export type Verdict = boolean | undefined;

/** Decides about events. */
export type Passes = (event: MadeEvent) => Verdict;

/** All of these must hold. */
export function both(...tests: readonly Passes[]): Passes {
  return (event) => {
    const verdicts = tests.map((test) => test(event));
    if (verdicts.includes(false)) return false;
    return verdicts.includes(undefined) ? undefined : true;
  };
}

/** One of these must hold. */
export function either(...tests: readonly Passes[]): Passes {
  return (event) => some(tests.map((test) => test(event)));
}

/** The opposite. */
export function not(test: Passes): Passes {
  return (event) => {
    const verdict = test(event);
    return verdict === undefined ? undefined : !verdict;
  };
}

function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** A step of a path: a name, a place in an array, or `*` for all of them. */
type Step = string | number | typeof anyElement;

/** All elements of an array. */
export const anyElement = Symbol('any element');

/** Returns the values that a path leads to. */
function valuesAt(value: unknown, path: readonly Step[]): readonly unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (step === anyElement)
    return Array.isArray(value) ? value.flatMap((each) => valuesAt(each, rest)) : [];
  if (typeof step === 'number') {
    return Array.isArray(value) && step < value.length ? valuesAt(value[step], rest) : [];
  }
  if (Array.isArray(value)) return [];
  const found = Object.entries(value).find(([key]) => key === step);
  return found ? valuesAt(found[1], rest) : [];
}

/** A condition `=` on a path of --where. */
export function is(path: readonly Step[], test: (text: string) => boolean): Passes {
  return (event) =>
    some(
      valuesAt(event, path).map((value) => {
        if (typeof value === 'string') return test(value);
        // Whether a number or a truth value has the text that it is written as is not said.
        return isScalar(value) && test(String(value)) ? undefined : false;
      }),
    );
}

/** A condition `!=`: also when the field is missing. */
export function isNot(path: readonly Step[], test: (text: string) => boolean): Passes {
  return (event) => {
    const values = valuesAt(event, path);
    if (values.length === 0) return true;
    return some(
      values.map((value) => {
        if (typeof value === 'string') return !test(value);
        if (value === null) return true;
        return isScalar(value) && !test(String(value)) ? true : undefined;
      }),
    );
  };
}

/** A condition `EXISTS`. */
export function exists(path: readonly Step[]): Passes {
  return (event) => {
    const values = valuesAt(event, path);
    if (values.length === 0) return false;
    return values.every((value) => value === null) ? undefined : true;
  };
}

/** A condition `IS NULL`, `IS TRUE` or `IS FALSE`. */
export function isExactly(path: readonly Step[], expected: null | boolean): Passes {
  return (event) =>
    some(
      valuesAt(event, path).map((value) => {
        if (value === expected) return true;
        return typeof value === 'string' && value === String(expected) ? undefined : false;
      }),
    );
}

/** A condition about a number. */
export function numberIs(path: readonly Step[], test: (number: number) => boolean): Passes {
  return (event) =>
    some(
      valuesAt(event, path).map((value) => {
        if (typeof value === 'number') return Number.isFinite(value) ? test(value) : undefined;
        return typeof value === 'string' && /\d/.test(value) ? undefined : false;
      }),
    );
}

/** Two fields compared with `=`; `undefined` unless both are missing, null or texts. */
export function sameFields(one: readonly Step[], other: readonly Step[]): Passes {
  return (event) => {
    const [a, b] = [valuesAt(event, one)[0], valuesAt(event, other)[0]];
    if ((a ?? null) === null || (b ?? null) === null) return false;
    return typeof a === 'string' && typeof b === 'string' ? a === b : undefined;
  };
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A text with `*` for any text, case-sensitive, as in --where. */
export function like(pattern: string): (text: string) => boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  return (text) => {
    if (last === undefined) return text === first;
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const middle of others) {
      const found = text.indexOf(middle, at);
      if (found === -1) return false;
      at = found + middle.length;
    }
    return at <= text.length - last.length;
  };
}

/** One of these patterns, whatever the case, as in flags. */
export function named(...patterns: readonly string[]): (text: string) => boolean {
  const tests = patterns.map((pattern) => like(pattern.toLowerCase()));
  return (text) => text !== '' && tests.some((test) => test(text.toLowerCase()));
}

/** The text of a field; empty when it is missing, null or not a text. */
export function textAt(event: MadeEvent, ...path: readonly string[]): string {
  const [value] = valuesAt(event, path);
  return typeof value === 'string' ? value : '';
}
