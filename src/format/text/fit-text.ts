import stringWidth from 'string-width';

/**
 * Returns how many terminal cells the text takes; colours take none. Only the first 4,096 UTF-16
 * units are measured, because the time grows with the square of the length; each unit after them
 * counts as one cell.
 */
export function widthOf(text: string): number {
  if (!mayBeWide.test(text)) return text.length;
  const rest = text.length - maxMeasured;
  return rest > 0 ? stringWidth(text.slice(0, maxMeasured)) + rest : stringWidth(text);
}

/** In UTF-16 units. */
const maxMeasured = 4096;

/**
 * Matches characters that may not be one cell and one UTF-16 unit. `…` is excluded because it is
 * one of each, and frequent in cut texts.
 */
const mayBeWide = /[^\x20-\x7e…]/;

/**
 * Fits the text into `width` terminal cells. A `…` replaces the middle of a longer text, because
 * IDs, ARNs and paths differ at their ends. The text must be on one line, and `width` at least 1.
 */
export function cutMiddle(text: string, width: number): string {
  // Combining marks take no cells: hundreds of them are cut, too.
  const most = width * 8;
  if (text.length <= most && widthOf(text) <= width) return text;
  const tailWidth = Math.floor((width - 1) * (text.startsWith('arn:') ? arnTail : 1 / 2));
  const isLong = text.length > most;
  const clusters = clustersOf(isLong ? text.slice(0, most / 2) : text);
  const head = take(clusters, width - 1 - tailWidth);
  // Without the head, so that nothing is shown twice.
  const rest = isLong ? clustersOf(text.slice(-most / 2)) : clusters.slice(head.length);
  const tail = take(rest.toReversed(), tailWidth).reverse();
  return `${head.join('')}…${tail.join('')}`;
}

/** ARNs begin alike and differ at their ends. */
const arnTail = 3 / 4;

/**
 * Wraps the text into lines of at most `width` terminal cells (at least 2), at spaces, and inside
 * words that are longer than a line. Only the spaces at line breaks are lost.
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
 * Returns the text, or if it is longer than `max` UTF-16 units, its two ends with a `…` between
 * them. Call it before measuring long texts: measuring is slow.
 */
export function endsOf(text: string, max: number): string {
  if (text.length <= max) return text;
  const half = Math.ceil(max / 2);
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

/** Returns as many of the first clusters as fit into `width` cells. */
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
 * Splits the text into clusters that a terminal shows as one character: a letter with its accents,
 * an emoji with its skin tone. Clusters wider than two cells, such as runs of joined letters, are
 * split into code points.
 */
function clustersOf(text: string): readonly string[] {
  if (!mayBeWide.test(text)) return [...text];
  // Creating a segmenter takes 3 ms or more, and most text is ASCII.
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) =>
    widthOf(segment) > 2 ? [...segment] : segment,
  ).flat();
}

let segmenter: Intl.Segmenter | undefined;
