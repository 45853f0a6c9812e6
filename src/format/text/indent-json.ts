/**
 * JSON text over several lines, two spaces a level. Tokens stay as they are written (large numbers,
 * exponents, escapes); only the whitespace between them changes.
 *
 * What lies deeper than `deepest` levels stays on one line: the indentation of a deeply nested text
 * must not outgrow the text itself by far.
 */
export function indentJson(json: string, deepest = 50): string {
  const pieces: string[] = [];
  let depth = 0;
  let previous = '';
  for (const token of tokensOf(json)) {
    const closes = token === '}' || token === ']';
    if (opens(previous) ? !closes : closes || previous === ',') {
      if (depth <= deepest) pieces.push('\n', '  '.repeat(closes ? depth - 1 : depth));
    } else if (previous === ':') {
      pieces.push(' ');
    }
    pieces.push(token);
    if (opens(token)) depth++;
    if (closes) depth--;
    previous = token;
  }
  return pieces.join('');
}

function opens(token: string): boolean {
  return token === '{' || token === '[';
}

/** Brackets, commas, colons, whole strings, and runs of anything else that is not whitespace. */
function* tokensOf(json: string): Generator<string> {
  let at = 0;
  while (at < json.length) {
    const end = tokenEnd(json, at);
    const token = json.slice(at, end);
    if (!whitespace.includes(token)) yield token;
    at = end;
  }
}

const whitespace = ' \t\n\r';
const single = `${whitespace}{}[],:`;

function tokenEnd(json: string, start: number): number {
  const first = json.charAt(start);
  if (first === '"') return stringEnd(json, start);
  if (single.includes(first)) return start + 1;
  let end = start + 1;
  while (end < json.length && json.charAt(end) !== '"' && !single.includes(json.charAt(end))) end++;
  return end;
}

/** Not a regular expression, whose stack a string of some megabytes would overflow. */
function stringEnd(json: string, start: number): number {
  let quote = json.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(json, quote)) quote = json.indexOf('"', quote + 1);
  return quote === -1 ? json.length : quote + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let at = quote;
  while (json.charAt(at - 1) === '\\') at--;
  return (quote - at) % 2 === 1;
}
