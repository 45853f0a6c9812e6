/**
 * Event content is hostile: the caller of an API chooses parts of it. Characters that are
 * invisible, or that act on the program that displays them, become visible text.
 */

/**
 * Matches controls (C0, C1, DEL), format characters (direction, joining, soft hyphen), line and
 * paragraph separators, lone surrogates, and all characters that Unicode marks as ignorable by
 * default. Variation selector 16, which requests the emoji form, is not matched after a pictograph.
 */
const unseen =
  /(?!(?<=\p{Extended_Pictographic})\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A quick test: most texts have no such characters. */
const mayBeUnseen = /[^\x20-\x7e]/;

/**
 * Replaces every unseen character by an escape in printable ASCII: `\n`, `\x1b`, `\u202e`,
 * `\u{e0001}`. The result is on one line, and nothing in it moves the cursor or reorders the
 * following text.
 */
export function forTerminal(text: string): string {
  return mayBeUnseen.test(text) ? text.replace(unseen, visibleEscape) : text;
}

/**
 * Returns JSON of the same value in which JSON's own `\u` escapes replace every unseen character
 * inside strings. Whitespace between tokens stays.
 */
export function forJson(json: string): string {
  return mayBeUnseen.test(json) ? json.replace(unseen, jsonEscape) : json;
}

/**
 * Returns the text as a cell that a spreadsheet treats as text or as a number, never as a formula:
 * text that begins like a formula gets a leading apostrophe (OWASP, "CSV Injection"); so does text
 * after a semicolon, which separates cells in some languages' spreadsheets. Addresses of robots'
 * pages in user agents (`; +http://…`) stay as they are: nothing in a formula has two slashes.
 */
export function forSpreadsheet(text: string): string {
  return numeral.test(text) ? text : text.replace(formulaStart, "$1'$2");
}

const numeral = /^[+-]?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?$/i;
const formulaStart = /(^|;(?!\s*\+https?:\/\/))(\s*[=+\-@\t\r\n＝＋－＠])/g;

/**
 * Returns a cell of a GitHub table that shows exactly this text. Text that could contain markup, a
 * link, a mention or a reference becomes a code span, the only place where GitHub does not
 * interpret any of them.
 */
export function forMarkdown(text: string): string {
  const line = forTerminal(text);
  return isProse(line) ? line : codeSpan(line);
}

const instant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

function isProse(line: string): boolean {
  return instant.test(line) || (/^[A-Za-z0-9 .,()-]*$/.test(line) && !reference.test(line));
}

/** What GitHub links to: a site, an issue (`GH-26`), or a commit by some of its hash. */
const reference = /www\.|\bgh-\d|\b(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,40}\b/i;

/**
 * Returns a code span whose fence is longer than any run of backticks inside. Even inside a code
 * span, a pipe ends the cell unless a backslash precedes it. Renderers disagree about two
 * backslashes and a pipe, so a pipe that already follows a backslash is written as an escape.
 */
function codeSpan(line: string): string {
  const content = line.replace(/(\\?)\|/g, (_, backslash) => (backslash ? '\\\\x7c' : '\\|'));
  const longest = (content.match(/`+/g) ?? []).reduce((max, run) => Math.max(max, run.length), 0);
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
