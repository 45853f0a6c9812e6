/**
 * Event content is written by whoever makes the API call, so it is hostile. What a reader cannot
 * see, or what does something else than being seen, is turned into text that can be seen.
 */

/**
 * Controls (C0, C1, DEL), format characters (direction, joining, soft hyphen), line and paragraph
 * separators, lone surrogates, and all that a terminal is told not to show. The variation selector
 * that makes a picture of a pictograph may stay behind one.
 */
const unseen =
  /(?!(?<=\p{Extended_Pictographic})\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Most texts hold nothing of this sort, which is quickly seen. */
const special = /[^\x20-\x7e]/;

/**
 * The text with every unseen character as an escape of printable ASCII: `\n`, `\x1b`, `\u202e`,
 * `\u{e0001}`. The result has one line, and nothing in it moves a cursor or reorders what follows.
 */
export function forTerminal(text: string): string {
  return special.test(text) ? text.replace(unseen, visibleEscape) : text;
}

/**
 * JSON of the same value, with every unseen character inside strings as JSON's own `\u` escapes.
 * Whitespace between tokens stays.
 */
export function forJson(json: string): string {
  return special.test(json) ? json.replace(unseen, jsonEscape) : json;
}

/**
 * The text as a cell that a spreadsheet takes for text or for a number, never for a formula: what
 * begins like one is led by an apostrophe (OWASP, "CSV Injection").
 */
export function forSpreadsheet(text: string): string {
  if (numeral.test(text)) return text;
  return formulaStart.test(text) || formulaStart.test(text.trimStart()) ? `'${text}` : text;
}

const numeral = /^[+-]?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?$/i;
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * The text as a cell of a GitHub table that shows exactly this text. What could be markup, a link,
 * a mention or a reference becomes a code span, the only place where GitHub looks for none of them.
 */
export function forMarkdown(text: string): string {
  const line = forTerminal(text);
  return isProse(line) ? line : codeSpan(line);
}

const instant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

function isProse(line: string): boolean {
  return instant.test(line) || (/^[A-Za-z0-9 .,()-]*$/.test(line) && !/www\./i.test(line));
}

/**
 * The fence is longer than any run of backticks inside. A pipe ends a cell even inside a code span
 * unless a backslash stands before it; renderers disagree about two backslashes and a pipe, so a
 * pipe that already has one is written as an escape.
 */
function codeSpan(line: string): string {
  const content = line.replace(/(\\?)\|/g, (_, backslash) => (backslash ? '\\\\x7c' : '\\|'));
  const longest = (content.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const space = /^[ `]|[ `]$/.test(content) ? ' ' : '';
  return `${fence}${space}${content}${space}${fence}`;
}

function visibleEscape(char: string): string {
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  if (char === '\t') return '\\t';
  const hex = (char.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

function jsonEscape(char: string): string {
  if (char === '\n' || char === '\r' || char === '\t') return char;
  let escaped = '';
  for (let unit = 0; unit < char.length; unit++) {
    escaped += `\\u${char.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
