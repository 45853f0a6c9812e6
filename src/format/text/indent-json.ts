/**
 * Indents JSON text by two spaces per level. Tokens stay as they are written (large numbers,
 * exponents, escapes); only the whitespace between them changes.
 *
 * Values nested deeper than `maxDepth` levels stay on one line, so that the indentation of a deeply
 * nested text cannot become much larger than the text itself.
 */
export function indentJson(json: string, maxDepth = 50): string {
  const pieces: string[] = [];
  let depth = 0;
  let previous = '';
  for (const token of tokensOf(json)) {
    const closes = token === '}' || token === ']';
    if (opens(previous) ? !closes : closes || previous === ',') {
      if (depth <= maxDepth) pieces.push('\n', '  '.repeat(closes ? depth - 1 : depth));
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

/**
 * Yields brackets, commas, colons, whole strings, and runs of any other characters except
 * whitespace.
 */
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

/** Does not use a regular expression: a string of some megabytes would overflow its stack. */
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
