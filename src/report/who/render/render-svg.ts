import { endsOf, wrapText } from '../../../format/text/fit-text.ts';
import { formatTime } from '../../../format/text/format-time.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import { chartStyle } from '../../chart/chart-style.ts';
import { html, htmlText, markup } from '../../page/html.ts';
import { pictureStyle } from '../picture/picture-style.ts';
import { drawSessions } from '../picture/session-picture.ts';
import { leftOutText } from '../use-words.ts';
import { verdictOf } from '../verdict.ts';
import type { WhoReport } from '../who-report.ts';
import type { WhoTextOptions } from './render-text.ts';

const margin = 12;
const lineHeight = 17;
/** In characters. */
const lineLength = 130;
const longestText = 1000;

/** Renders the picture in one file: who it is, the sessions over time, and what the marks mean. */
export function renderWhoSvg(
  report: WhoReport,
  { zone }: Pick<WhoTextOptions, 'zone'>,
): readonly string[] {
  const timeOf = (iso: string | null) => (iso === null ? '' : formatTime(Date.parse(iso), zone));
  const { who, sessions, facts } = verdictOf(report, timeOf);
  const picture = drawSessions(report, zone);
  const lines = [who, sessions, [...facts, `Times in ${zone}.`].join(' ')].flatMap((text, at) =>
    wrapText(forTerminal(endsOf(text, longestText)), lineLength).map((line) => ({
      line,
      isFirst: at === 0,
    })),
  );
  const top = margin + lines.length * lineHeight + 8;
  const width = picture?.width ?? 960;
  const below = top + (picture?.height ?? 0);
  const left = leftOutText(picture?.leftOut ?? 0, report.leftOut);
  const height = below + (left !== '' ? lineHeight : 0) + margin;
  return [
    htmlText(html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title>Who is behind ${report.thing.text}?</title>
<style>${markup(chartStyle)}${markup(pictureStyle)} .page { fill: var(--paper); }</style>
<rect class="page" width="${width}" height="${height}"/>
<g class="chart sessions" fill="currentColor">${lines.map(({ line, isFirst }, at) => html`<text${isFirst && html` class="name"`} x="${margin}" y="${margin + (at + 1) * lineHeight - 4}">${line}</text>\n`)}</g>
<g transform="translate(0 ${top})">${picture?.svg}</g>
<g class="chart sessions" fill="currentColor">${left !== '' && html`<text class="quiet" x="${margin}" y="${below + lineHeight}">Not shown: ${left}</text>\n`}</g>
</svg>
`),
  ];
}
