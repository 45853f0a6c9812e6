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
  const choices = pieces.some(isChoice) ? choicesIn(pieces) : [];
  const spareCount = choices.filter(({ isSpare }) => isSpare).length;
  for (let shortened = 0; ; shortened++) {
    const chosen = choose(pieces, new Set(choices.slice(0, shortened)));
    if (sum(chosen.map(({ columns }) => columns)) <= width) return textOf(chosen);
    const isReadable = shortened >= spareCount && sum(chosen.map(leastColumns)) <= width;
    if (isReadable || shortened === choices.length) return cut(chosen, width);
  }
}

type Choice = Exclude<Piece, TextPiece>;

function isChoice(piece: Piece): piece is Choice {
  return piece.kind === 'choice';
}

/** A piece with the terminal columns that its text takes. */
interface MeasuredPiece extends TextPiece {
  readonly columns: number;
}

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

function choose(pieces: Phrase, shortened: ReadonlySet<Piece>): readonly MeasuredPiece[] {
  return pieces.flatMap((piece): readonly MeasuredPiece[] => {
    if (isChoice(piece)) {
      return choose(shortened.has(piece) ? piece.short : piece.long, shortened);
    }
    const text = endsOf(piece.text);
    return [{ kind: piece.kind, text, columns: columnsOf(text) }];
  });
}

/** A name with fewer columns can hardly be recognized. */
const readableColumns = 10;

/** Returns the columns of a piece that is cut as far as it stays readable. */
function leastColumns({ kind, columns }: MeasuredPiece): number {
  return kind === 'name' ? Math.min(columns, readableColumns) : columns;
}

function cut(pieces: readonly MeasuredPiece[], width: number): string {
  const names = cutKind(pieces, 'name', width);
  // Phrases have two accounts at most; but nothing may be longer than the width.
  return cutMiddle(textOf(cutKind(names, 'words', width)), width);
}

/** Cuts the pieces of a kind until all fit into the width, the longest first; not to nothing. */
function cutKind(
  pieces: readonly MeasuredPiece[],
  kind: TextPiece['kind'],
  width: number,
): readonly MeasuredPiece[] {
  const result = [...pieces];
  const indices = [...pieces.keys()].filter((at) => pieces[at]?.kind === kind);
  indices.sort((a, b) => (pieces[a]?.columns ?? 0) - (pieces[b]?.columns ?? 0));
  let room = width - sum(pieces.map((piece) => (piece.kind === kind ? 0 : piece.columns)));
  for (const [count, at] of indices.entries()) {
    const piece = pieces[at];
    if (!piece) continue;
    const share = Math.max(1, Math.floor(room / (indices.length - count)));
    const columns = Math.min(piece.columns, share);
    result[at] = { ...piece, text: cutMiddle(piece.text, columns), columns };
    room -= columns;
  }
  return result;
}

function textOf(pieces: readonly TextPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** In UTF-16 units at each end of a name: more than fits into any phrase. */
const maxUnits = 150;

function endsOf(text: string): string {
  return text.length <= maxUnits * 2 ? text : `${text.slice(0, maxUnits)}…${text.slice(-maxUnits)}`;
}
