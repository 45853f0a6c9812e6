/** Makes the text of a phrase that fits into a number of terminal columns. */
import { columnsOf, cutMiddle } from './columns.ts';
import type { Phrase, Piece, TextPiece } from './phrase.ts';

/**
 * Returns the text of a phrase in at most `width` terminal columns, also after unseen characters
 * have become visible escapes. Spare parts are left out first. Then names are cut, the longest
 * first; before they are hardly readable, other parts get their shorter form. Only then are words
 * cut. Accounts never are.
 */
export function fitPhrase(pieces: Phrase, width: number): string {
  const choices = choicesIn(pieces);
  const spareCount = choices.filter(({ isSpare }) => isSpare).length;
  for (let shortened = 0; ; shortened++) {
    const chosen = choose(pieces, new Set(choices.slice(0, shortened)));
    const texts = chosen.map(({ text }) => endsOf(text));
    if (columnsOf(texts.join('')) <= width) return texts.join('');
    const isReadable = shortened >= spareCount && leastColumns(chosen, texts) <= width;
    if (isReadable || shortened === choices.length) return cut(chosen, texts, width);
  }
}

type Choice = Exclude<Piece, TextPiece>;

/**
 * Returns the choices in the order in which they give way: spare ones, then others, from the end.
 */
function choicesIn(pieces: Phrase): readonly Choice[] {
  const choices = pieces
    .flatMap((piece): readonly Choice[] =>
      piece.kind === 'choice' ? [piece, ...choicesIn(piece.long)] : [],
    )
    .reverse();
  return [...choices.filter(({ isSpare }) => isSpare), ...choices.filter((one) => !one.isSpare)];
}

function choose(pieces: Phrase, shortened: ReadonlySet<Piece>): readonly TextPiece[] {
  return pieces.flatMap((piece): readonly TextPiece[] => {
    if (piece.kind !== 'choice') return [piece];
    return choose(shortened.has(piece) ? piece.short : piece.long, shortened);
  });
}

/** A name with fewer columns can hardly be recognized. */
const readableColumns = 10;

/** Returns the columns of a phrase whose names are cut as far as they stay readable. */
function leastColumns(pieces: readonly TextPiece[], texts: readonly string[]): number {
  return pieces.reduce((sum, { kind }, at) => {
    const columns = columnsOf(texts[at] ?? '');
    return sum + (kind === 'name' ? Math.min(columns, readableColumns) : columns);
  }, 0);
}

function cut(pieces: readonly TextPiece[], texts: readonly string[], width: number): string {
  const fitted = [...texts];
  for (const kind of ['name', 'words'] as const) {
    const others = fitted.filter((_, at) => pieces[at]?.kind !== kind);
    const cuttable = [...pieces.keys()].filter((at) => pieces[at]?.kind === kind);
    share(fitted, cuttable, width - columnsOf(others.join('')));
  }
  // Phrases have two accounts at most; but nothing may be longer than the width.
  return cutMiddle(fitted.join(''), width);
}

/** Cuts the texts at these indices to this room in total, the longest first; not to nothing. */
function share(texts: string[], indices: readonly number[], room: number): void {
  const widths = new Map(indices.map((at) => [at, columnsOf(texts[at] ?? '')]));
  const shortestFirst = [...widths].sort(([, a], [, b]) => a - b);
  let left = room;
  for (const [count, [at, columns]] of shortestFirst.entries()) {
    const most = Math.max(1, Math.floor(left / (shortestFirst.length - count)));
    const used = Math.min(columns, most);
    texts[at] = cutMiddle(texts[at] ?? '', used);
    left -= used;
  }
}

/** In UTF-16 units at each end of a name: more than fits into any phrase. */
const maxUnits = 150;

function endsOf(text: string): string {
  return text.length <= maxUnits * 2 ? text : `${text.slice(0, maxUnits)}…${text.slice(-maxUnits)}`;
}
