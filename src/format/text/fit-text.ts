import stringWidth from 'string-width';

/**
 * How many terminal cells the text takes; colours take none. Of a text longer than any line only the
 * beginning is measured, because the time that takes grows with the square of the length.
 */
export function widthOf(text: string): number {
  if (!special.test(text)) return text.length;
  const rest = text.length - longestMeasured;
  return rest > 0 ? stringWidth(text.slice(0, longestMeasured)) + rest : stringWidth(text);
}

/** UTF-16 units. */
const longestMeasured = 4096;

/** All others take one cell and one UTF-16 unit each; the `…` of what was cut is frequent. */
const special = /[^\x20-\x7e…]/;

/**
 * The text in at most `width` terminal cells. What is too long loses its middle to a `…`: ids, ARNs
 * and paths are told apart by their ends. The text is on one line and `width` is at least 1.
 */
export function cutMiddle(text: string, width: number): string {
  const ends = endsOf(text, width * 8);
  if (ends === text && widthOf(text) <= width) return text;
  const clusters = clustersOf(ends);
  const tailWidth = Math.floor((width - 1) * (text.startsWith('arn:') ? arnTail : 1 / 2));
  const head = take(clusters, width - 1 - tailWidth);
  const tail = take(clusters.toReversed(), tailWidth).reverse();
  return `${head.join('')}…${tail.join('')}`;
}

/** ARNs begin alike and differ at their ends. */
const arnTail = 3 / 4;

/**
 * The text in lines of at most `width` terminal cells (at least 2), broken at spaces, and inside a
 * word where it has to be. Nothing but the spaces at the breaks is lost.
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )(?! )/)) {
    if (widthOf(line + word.trimEnd()) <= width) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const pieces = [...breakWord(word.trimEnd(), width)];
    line = `${pieces.pop() ?? ''}${word.slice(word.trimEnd().length)}`;
    lines.push(...pieces);
  }
  return [...lines, line.trimEnd()];
}

/**
 * Both ends of a text of more than `most` UTF-16 units, with a `…` between them; otherwise the text.
 * Measuring is slow, and nobody reads a megabyte in a cell.
 */
export function endsOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.ceil(most / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

function* breakWord(word: string, width: number): Generator<string> {
  let piece = '';
  let used = 0;
  for (const cluster of clustersOf(word)) {
    const cells = widthOf(cluster);
    if (used + cells > width && piece !== '') {
      yield piece;
      piece = '';
      used = 0;
    }
    piece += cluster;
    used += cells;
  }
  yield piece;
}

/** As many clusters from the beginning as fit into `width` cells. */
function take(clusters: readonly string[], width: number): string[] {
  let used = 0;
  let count = 0;
  for (const cluster of clusters) {
    used += widthOf(cluster);
    if (used > width) break;
    count++;
  }
  return clusters.slice(0, count);
}

/**
 * What a terminal shows as one character each: a letter with its accents, an emoji with its tone. Runs
 * of letters that count as one, and may be of any width, are taken apart.
 */
function clustersOf(text: string): readonly string[] {
  if (!special.test(text)) return [...text];
  return Array.from(segmenter.segment(text), ({ segment }) =>
    widthOf(segment) > 2 ? [...segment] : segment,
  ).flat();
}

const segmenter = new Intl.Segmenter();
