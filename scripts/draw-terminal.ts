/**
 * Draws what a terminal shows as an SVG picture that looks the same wherever a monospaced font is
 * installed.
 */
import stringWidth from 'string-width';

/** A run of characters in one style, and the column in which it begins. */
interface Run {
  readonly column: number;
  readonly text: string;
  /** The SGR codes in effect, such as 1 for bold and 31 for red. */
  readonly codes: ReadonlySet<number>;
}

const [characterWidth, lineHeight, margin, fontSize] = [8.4, 19, 20, 14];
const colors: ReadonlyMap<number, string> = new Map([
  [31, '#ff7b72'],
  [32, '#7ee787'],
  [33, '#e3b341'],
  [36, '#79c0ff'],
]);
/** What switches a style off, and which styles. */
const resets: ReadonlyMap<number, readonly number[]> = new Map([
  [22, [1, 2]],
  [39, [...colors.keys()]],
]);

/**
 * Returns an SVG document of `text`, which may be coloured by SGR sequences, on a terminal of this
 * width.
 */
export function drawTerminal(text: string, columns: number): string {
  const lines = text.trimEnd().split('\n').map(runsOf);
  const width = Math.ceil(columns * characterWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin;
  const texts = lines.flatMap((runs, at) => {
    const y = margin + at * lineHeight + fontSize;
    return runs.map((run) => textElement(run, y));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>trailscan on a terminal</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}" fill="#e6edf3">
${texts.join('\n')}
</g>
</svg>
`;
}

/** Splits a line where the style changes and at gaps, so that columns stay aligned in any font. */
function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  const codes = new Set<number>();
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences begin with one
  for (const [part, code] of line.matchAll(/\u001b\[(\d+)m|(?:(?! {2}|\u001b).)+| +/gu)) {
    if (code !== undefined) {
      const off = resets.get(Number(code));
      if (off) for (const one of off) codes.delete(one);
      else codes.add(Number(code));
      continue;
    }
    if (part.trim() !== '') runs.push({ column, text: part, codes: new Set(codes) });
    column += stringWidth(part);
  }
  return runs;
}

function textElement({ column, text, codes }: Run, y: number): string {
  const [color] = [...codes].flatMap((code) => colors.get(code) ?? []);
  const style = [
    ...(codes.has(1) ? [' font-weight="bold"'] : []),
    ...(codes.has(2) ? [' fill-opacity="0.6"'] : []),
    ...(color ? [` fill="${color}"`] : []),
  ].join('');
  const indent = text.length - text.trimStart().length;
  const x = margin + (column + indent) * characterWidth;
  const length = stringWidth(text.trim()) * characterWidth;
  const escaped = text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y}" textLength="${length.toFixed(1)}"${style}>${escaped}</text>`;
}
