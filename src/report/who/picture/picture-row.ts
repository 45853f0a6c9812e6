import { endsOf, wrapText } from '../../../format/text/fit-text.ts';
import { count, counted } from '../../../format/text/numbers.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import { roleOf, type WhoRow } from '../session-rows.ts';
import { countsText, noEvents } from '../use-words.ts';
import type { WhoSession, WhoUse } from '../who-report.ts';

/** A row of the picture. Times are epoch milliseconds, positions pixels. */
export interface PictureRow {
  readonly row: WhoRow;
  /** The name in lines, and below it the kind in one line. Harmless. */
  readonly names: readonly string[];
  readonly kind: string;
  /** How far the name is indented. */
  readonly indent: number;
  readonly isSought: boolean;
  /** The beginning and the end of the bar; undefined without events. */
  readonly bar: { readonly from: number; readonly to: number } | undefined;
  /** When the credentials were issued; of several unused sessions, all times. */
  readonly issued: readonly number[];
  /** The times of the first writes that succeeded. */
  readonly writes: readonly number[];
  readonly use: WhoUse | undefined;
  /** The counts in words. */
  readonly counts: string;
  readonly isLikely: boolean;
}

/** Sessions below this depth are not indented further. */
const maxIndented = 8;
const indentWidth = 12;
/** In UTF-16 units: IAM allows names of 64 characters for roles and for sessions. */
const longestName = 200;
/** A character of 12 pixels is about this wide. */
const characterWidth = 6.9;

/** Returns the row of the picture for a row of the report, with the name in this many pixels. */
export function pictureRow(row: WhoRow, width: number): PictureRow {
  const indent = Math.min(row.depth, maxIndented) * indentWidth;
  const level = row.depth > maxIndented ? `(level ${count(row.depth + 1)}) ` : '';
  const { name, kind, sessions } = wordsOf(row);
  const [first] = sessions;
  const use = (row.kind === 'session' && first?.use) || undefined;
  const [from, to] = [timesOf(use?.first), timesOf(use?.last)].flat();
  return {
    row,
    names: namesOf(`${level}${name}`, Math.floor((width - indent) / characterWidth)),
    kind,
    indent,
    isSought: row.kind === 'session' && row.session.isSought,
    bar: from !== undefined && to !== undefined ? { from, to } : undefined,
    issued: sessions.flatMap(({ origin }) => timesOf(origin.event?.time)),
    writes: use?.firstWrites.flatMap(({ time }) => timesOf(time)) ?? [],
    use,
    counts: use ? countsText(use) : row.kind === 'others' ? '' : noEvents,
    isLikely: first?.origin.certainty === 'likely',
  };
}

/** Wraps a name, before the name of the session if the role's is long. */
function namesOf(name: string, width: number): readonly string[] {
  const text = endsOf(forTerminal(endsOf(name, longestName)), longestName);
  const slash = text.indexOf('/') + 1;
  if (text.length <= width || slash === 0) return wrapText(text, width);
  return [text.slice(0, slash), text.slice(slash)].flatMap((part) => wrapText(part, width));
}

function wordsOf(row: WhoRow): {
  readonly name: string;
  readonly kind: string;
  readonly sessions: readonly WhoSession[];
} {
  switch (row.kind) {
    case 'others':
      return { name: `… ${counted(row.count, 'other session')}`, kind: 'not shown', sessions: [] };
    case 'unused': {
      const [{ name, kind }] = row.sessions;
      return {
        name: roleOf(name),
        kind: counted(row.sessions.length, kind),
        sessions: row.sessions,
      };
    }
    case 'session': {
      const { name, kind, person } = row.session;
      const who = row.depth === 0 && person && person.name !== name ? `, ${person.name}` : '';
      const known = forTerminal(endsOf(`${kind}${who}`, 80));
      return { name, kind: known, sessions: [row.session] };
    }
  }
}

function timesOf(iso: string | null | undefined): readonly number[] {
  const time = Date.parse(iso ?? '');
  return Number.isNaN(time) ? [] : [time];
}
