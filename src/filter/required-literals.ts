/**
 * Finds texts without which an expression cannot match, so that they can be looked for in bytes.
 * Reads the syntax of RE2 (https://github.com/google/re2/wiki/Syntax) of expressions that were
 * compiled without error. Whatever it does not know makes it find less, never something wrong.
 */

/** Texts that a match must have: every text that an expression matches has at least one. */
export interface RequiredLiterals {
  readonly texts: readonly string[];
  /**
   * Whether ASCII letters in the other case count as the same, and some others, such as ſ for s.
   */
  readonly anyCase: boolean;
  /** Whether also every text that has one of them is matched. */
  readonly areEnough: boolean;
}

/** The maximum number of texts, and of the characters of each. */
const maxLiterals = 8;
const maxLength = 64;

/** Returns the texts; undefined when there are none, or too many. */
export function requiredLiterals(expression: string): RequiredLiterals | undefined {
  const flags = expression.match(/\(\?[a-zA-Z-]+/g) ?? [];
  const anyCase = flags.some((names) => names.includes('i'));
  const reader: Reader = { source: expression, at: 0, anyCase };
  try {
    const { exact, required } = readAlternatives(reader);
    const texts = exact ?? required;
    if (reader.at < expression.length || !texts || shortest(texts) === 0) return undefined;
    const isUniform = flags.length === 0 || (flags.length === 1 && expression.startsWith('(?i)'));
    return { texts, anyCase, areEnough: exact !== undefined && isUniform };
  } catch (error) {
    if (error === unknownSyntax) return undefined;
    throw error;
  }
}

/** Returns those of two conditions that both must hold which fewer records have by chance. */
export function bothOf(
  one: RequiredLiterals | undefined,
  other: RequiredLiterals | undefined,
): RequiredLiterals | undefined {
  const isOther = one === undefined || (other && shortest(other.texts) > shortest(one.texts));
  const better = isOther ? other : one;
  return better && { ...better, areEnough: false };
}

/** Returns the texts that a match of either of two expressions must have. */
export function eitherOf(
  one: RequiredLiterals | undefined,
  other: RequiredLiterals | undefined,
): RequiredLiterals | undefined {
  if (!one || !other || one.texts.length + other.texts.length > maxLiterals) return undefined;
  return {
    texts: [...one.texts, ...other.texts],
    anyCase: one.anyCase || other.anyCase,
    areEnough: one.areEnough && other.areEnough && one.anyCase === other.anyCase,
  };
}

interface Reader {
  readonly source: string;
  at: number;
  readonly anyCase: boolean;
}

/** The texts that a part of an expression matches. */
interface Part {
  /** It matches these, and no others. */
  readonly exact?: readonly string[] | undefined;
  /** One of these is in each. */
  readonly required?: readonly string[] | undefined;
}

const anything: Part = {};
const emptyText: Part = { exact: [''] };
const unknownSyntax = Symbol('unknown syntax');

/** Reads alternatives to the end of the group, or of the expression. */
function readAlternatives(reader: Reader): Part {
  const parts = [readSequence(reader)];
  while (take(reader, /\|/y)) parts.push(readSequence(reader));
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const exact = union(parts.map((part) => part.exact));
  return exact ? { exact } : { required: union(parts.map((part) => part.exact ?? part.required)) };
}

function union(lists: readonly Part['exact'][]): Part['exact'] {
  const texts: string[] = [];
  for (const list of lists) {
    if (!list) return undefined;
    texts.push(...list);
  }
  return texts.length <= maxLiterals ? texts : undefined;
}

function readSequence(reader: Reader): Part {
  let run: readonly string[] = [''];
  let best: readonly string[] | undefined;
  let isExact = true;
  while (reader.at < reader.source.length && !/[|)]/.test(reader.source[reader.at] ?? '')) {
    const part = readRepeated(reader);
    const longer = part.exact && combine(run, part.exact);
    if (longer) run = longer;
    else {
      isExact = false;
      best = better(better(best, run), part.required);
      run = part.exact ?? [''];
    }
  }
  return isExact ? { exact: run } : { required: better(best, run) };
}

/** Returns each text followed by each other, unless these are too many or too long. */
function combine(texts: readonly string[], others: readonly string[]): Part['exact'] {
  if (texts.length * others.length > maxLiterals) return undefined;
  const combined = texts.flatMap((text) => others.map((other) => text + other));
  return combined.every((text) => text.length <= maxLength) ? combined : undefined;
}

function better(one: Part['exact'], other: Part['exact']): Part['exact'] {
  if (!one || !other) return one ?? other;
  return shortest(other) > shortest(one) ? other : one;
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length));
}

function readRepeated(reader: Reader): Part {
  let part = readOne(reader);
  for (;;) {
    const repeated = take(reader, /(?:([*+?])|\{(\d+)(?:,\d*)?\})\??/y);
    if (!repeated) return part;
    const isOptional = repeated[1] ? repeated[1] !== '+' : Number(repeated[2]) === 0;
    part = isOptional ? anything : { required: part.exact ?? part.required };
  }
}

function readOne(reader: Reader): Part {
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0);
  switch (character) {
    case '(':
      return readGroup(reader);
    case '[':
      return readClass(reader);
    case '\\':
      return readEscape(reader);
    case '.':
    case '^':
    case '$':
      reader.at++;
      return anything;
    default:
      reader.at += character.length;
      return literal(reader, character);
  }
}

function literal({ anyCase }: Reader, text: string): Part {
  const isFindable = anyCase ? !/[^\0-\x7f]/.test(text) : !/\p{Surrogate}/u.test(text);
  return isFindable ? { exact: [text] } : anything;
}

function readGroup(reader: Reader): Part {
  if (take(reader, /\(\?[a-zA-Z-]+\)/y)) return notRepeated(reader, emptyText);
  if (!take(reader, /\((?!\?)|\(\?[a-zA-Z-]*:|\(\?P?<\w+>/y)) throw unknownSyntax;
  const part = readAlternatives(reader);
  if (!take(reader, /\)/y)) throw unknownSyntax;
  return part;
}

/** Reads a class of characters, whose members matter only if there is just one. */
function readClass(reader: Reader): Part {
  const single = take(reader, /\[([^\]^\\[])\]/y);
  if (single?.[1]) return literal(reader, single[1]);
  if (!take(reader, /\[\^?\]?(?:\[:\^?\w+:\]|\\[^Q]|[^\]\\])*\]/y)) throw unknownSyntax;
  return anything;
}

function readEscape(reader: Reader): Part {
  const quoted = take(reader, /\\Q(.*?)(?:\\E|$)/sy);
  if (quoted) return notRepeated(reader, literal(reader, quoted[1] ?? ''));
  const mark = take(reader, /\\([!-/:-@[-`{-~])/y);
  if (mark?.[1]) return literal(reader, mark[1]);
  if (take(reader, /\\(?:[pP](?:\{[^}]*\}|[A-Z])|[dDsSwWbBAzaftnrv])/y)) return anything;
  throw unknownSyntax;
}

/**
 * Returns the part unless a repetition follows, which repeats only the last character of a quote,
 * and what is before flags.
 */
function notRepeated({ source, at }: Reader, part: Part): Part {
  if (/[*+?{]/.test(source.charAt(at))) throw unknownSyntax;
  return part;
}

/** Takes what a sticky expression matches next. */
function take(reader: Reader, expression: RegExp): RegExpExecArray | null {
  expression.lastIndex = reader.at;
  const found = expression.exec(reader.source);
  if (found) reader.at = expression.lastIndex;
  return found;
}
