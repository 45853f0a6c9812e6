/**
 * JSON as text: written with odd spellings, laid out in other ways, and brought to one form by
 * which two texts can be compared without losing digits or repeated keys.
 */
import { pick, type Random } from '../../../bench/random.ts';

/** A value that is written exactly like this, such as a number that no double holds. */
export class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Members of an object in their order; keys may be repeated. */
export class Members {
  readonly list: readonly (readonly [string, unknown])[];
  constructor(list: readonly (readonly [string, unknown])[]) {
    this.list = list;
  }
}

/** Writes a value as compact JSON; a few strings have escapes that JSON does not require. */
export function spellJson(random: Random, value: unknown): string {
  if (value instanceof Verbatim) return value.text;
  if (value instanceof Members) return spellMembers(random, value.list);
  if (typeof value === 'string') return spellString(random, value);
  if (Array.isArray(value)) return `[${value.map((item) => spellJson(random, item)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return spellMembers(random, Object.entries(value));
  return JSON.stringify(value);
}

function spellMembers(random: Random, list: readonly (readonly [string, unknown])[]): string {
  const members = list
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${spellString(random, key, 0.005)}:${spellJson(random, value)}`);
  return `{${members.join(',')}}`;
}

function spellString(random: Random, value: string, share = 0.03): string {
  const plain = JSON.stringify(value);
  if (random() >= share) return plain;
  const way = pick(random, ['slash', 'letter', 'all'] as const);
  if (way === 'slash') return plain.replaceAll('/', '\\/');
  const chosen = Math.floor(random() * value.length);
  const units = Array.from({ length: value.length }, (_, index) =>
    way === 'all' || index === chosen
      ? `\\u${value.charCodeAt(index).toString(16).padStart(4, '0')}`
      : JSON.stringify(value[index]).slice(1, -1),
  );
  return `"${units.join('')}"`;
}

/** Returns the tokens of a JSON text, without the white space between them. */
function tokensOf(text: string): readonly string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

/** Returns the text without white space, with only the escapes that JSON.stringify writes. */
export function canonicalText(text: string): string {
  return tokensOf(text)
    .map((token) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token))
    .join('');
}

/** Puts white space between the tokens: as many writers indent, or anything that JSON allows. */
export function spacedText(random: Random, text: string, margin: string): string {
  const isOdd = random() < 0.2;
  let depth = 0;
  const line = () =>
    isOdd ? pick(random, oddSpaces) : `\n${margin}${'  '.repeat(Math.min(depth, 20))}`;
  return tokensOf(text)
    .map((token) => {
      if (token === '{' || token === '[') {
        depth++;
        return `${token}${line()}`;
      }
      if (token === '}' || token === ']') {
        depth--;
        return `${line()}${token}`;
      }
      if (token === ',') return `,${line()}`;
      return token === ':' ? ': ' : token;
    })
    .join('');
}

const oddSpaces = ['', ' ', '\t', '\r\n', '   \n'];

/** Returns the texts of the elements of the array that begins at the first `[`. */
export function elementTexts(text: string): readonly string[] {
  const tokens = tokensOf(text);
  const elements: string[] = [];
  let depth = 0;
  let current = '';
  for (const token of tokens.slice(tokens.indexOf('[') + 1)) {
    if (depth === 0 && (token === ']' || token === ',')) {
      if (current) elements.push(current);
      current = '';
      if (token === ']') break;
      continue;
    }
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    current += token;
  }
  return elements;
}
