import { compileLiterals } from '../../glob.ts';
import type { TextPattern } from '../../query/condition/item.ts';

/**
 * Returns a test of whether a whole text matches the pattern, with or without regard to case. A
 * pattern of nothing but `*` matches every text that is not empty, as rules expect of `'*'`.
 */
export function compilePattern(pattern: TextPattern, cased: boolean): (text: string) => boolean {
  const isAnything = pattern.length > 0 && pattern.every(isAnyRun);
  if (isAnything) return (text) => text !== '';
  const matches = compileTokens(pattern.map((token) => foldToken(token, cased)));
  return cased ? matches : (text) => matches(text.toLowerCase());
}

/** Returns the only text that the pattern matches; undefined when it has wildcards. */
export function onlyText(pattern: TextPattern): string | undefined {
  return pattern.every((token) => typeof token === 'string') ? pattern.join('') : undefined;
}

type Token = TextPattern[number];

function isAnyRun(token: Token): boolean {
  return typeof token !== 'string' && token.wildcard === '*';
}

function foldToken(token: Token, cased: boolean): Token {
  return cased || typeof token !== 'string' ? token : token.toLowerCase();
}

function compileTokens(pattern: TextPattern): (text: string) => boolean {
  const runs: Token[][] = [[]];
  for (const token of pattern) {
    if (isAnyRun(token)) runs.push([]);
    else runs.at(-1)?.push(token);
  }
  const texts = runs.map(onlyText);
  if (texts.every((text) => text !== undefined)) return compileLiterals(texts);
  return compileRuns(runs.map((run) => run.flatMap(charactersOf)));
}

/** A character that must be there; undefined for any. */
type Character = string | undefined;

function charactersOf(token: Token): readonly Character[] {
  return typeof token === 'string' ? [...token] : [undefined];
}

/**
 * Tests runs of characters in their order, as `compileLiterals` does for texts. Each run is
 * searched once, so the time is at most the product of the two lengths.
 */
function compileRuns(runs: readonly (readonly Character[])[]): (text: string) => boolean {
  const [first = [], ...others] = runs;
  const last = others.pop();
  return (text) => {
    const characters = [...text];
    const isAt = (run: readonly Character[], start: number) =>
      start >= 0 &&
      start + run.length <= characters.length &&
      run.every((wanted, at) => wanted === undefined || wanted === characters[start + at]);
    if (!isAt(first, 0)) return false;
    if (!last) return characters.length === first.length;
    let at = first.length;
    for (const run of others) {
      while (at + run.length <= characters.length && !isAt(run, at)) at++;
      if (at + run.length > characters.length) return false;
      at += run.length;
    }
    const lastStart = characters.length - last.length;
    return lastStart >= at && isAt(last, lastStart);
  };
}
