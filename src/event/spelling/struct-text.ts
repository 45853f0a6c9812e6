/**
 * Parses the notation in which Athena prints structs, maps and arrays
 * (`{type=IAMUser, arn=null, sessioncontext={attributes={…}}}`, `[{arn=…}]`). Returns undefined
 * when the text is not in that notation.
 *
 * The notation has no quoting: a value ends at the next `, name=` or closing bracket of its own
 * level.
 */
export function parseStructText(text: string): unknown {
  const parser = { text, at: 0 };
  const value = text.startsWith('{') || text.startsWith('[') ? parseValue(parser, 0) : undefined;
  return parser.at === text.length ? value : undefined;
}

interface Parser {
  readonly text: string;
  at: number;
}

const maxDepth = 32;

function parseValue(parser: Parser, depth: number): unknown {
  if (depth > maxDepth) return undefined;
  if (parser.text[parser.at] === '{') return parseStruct(parser, depth);
  if (parser.text[parser.at] === '[') return parseList(parser, depth);
  const end = endOfScalar(parser);
  const scalar = parser.text.slice(parser.at, end);
  parser.at = end;
  return scalar === 'null' ? null : scalar;
}

function parseStruct(parser: Parser, depth: number): unknown {
  const entries: [string, unknown][] = [];
  parser.at++;
  while (parser.at < parser.text.length && parser.text[parser.at] !== '}') {
    const equals = parser.text.indexOf('=', parser.at);
    if (equals === -1) return undefined;
    const key = parser.text.slice(parser.at, equals).trim();
    parser.at = equals + 1;
    entries.push([key, parseValue(parser, depth + 1)]);
    skipComma(parser);
  }
  parser.at++;
  return Object.fromEntries(entries);
}

function parseList(parser: Parser, depth: number): unknown {
  const items: unknown[] = [];
  parser.at++;
  while (parser.at < parser.text.length && parser.text[parser.at] !== ']') {
    const before = parser.at;
    items.push(parseValue(parser, depth + 1));
    skipComma(parser);
    if (parser.at === before) return undefined;
  }
  parser.at++;
  return items;
}

function endOfScalar(parser: Parser): number {
  const end = /, (?=[\w-]+=|\S+[,\]])|[}\]]/g;
  end.lastIndex = parser.at;
  return end.exec(parser.text)?.index ?? parser.text.length;
}

function skipComma(parser: Parser): void {
  if (parser.text.startsWith(', ', parser.at)) parser.at += 2;
}
