import { formatTime } from '../../../format/text/format-time.ts';
import { count, counted } from '../../../format/text/numbers.ts';
import { dataTable } from '../../page/data-table.ts';
import { type Html, html } from '../../page/html.ts';
import { renderPage } from '../../page/render-page.ts';
import { pictureStyle } from '../picture/picture-style.ts';
import { drawSessions } from '../picture/session-picture.ts';
import { rowsOf } from '../session-rows.ts';
import { leftOutText } from '../use-words.ts';
import { type TimeText, verdictOf } from '../verdict.ts';
import type { WhoReport } from '../who-report.ts';
import { sessionCard, sessionStyle } from './html-session.ts';
import type { WhoTextOptions } from './render-text.ts';

/** This many rows have a card; JSON has all. */
const maxCards = 1000;

/** Renders the report as a page in one file, which runs no scripts and loads nothing. */
export function renderWhoHtml(
  report: WhoReport,
  { zone }: Pick<WhoTextOptions, 'zone'>,
): readonly string[] {
  const timeOf: TimeText = (iso) => (iso === null ? '' : formatTime(Date.parse(iso), zone));
  const { who, sessions, facts } = verdictOf(report, timeOf);
  const title = `Who is behind ${report.thing.text}?`;
  const body = html`<h1>${title}</h1>
<p class="quiet">${report.thing.kind}; times in ${zone}</p>
<p><strong>${who}</strong></p>
<p>${sessions}</p>
${facts.length > 0 && html`<p>${facts.join(' ')}</p>`}
${pictureBlock(report, zone)}
${cardsBlock(report, timeOf)}
${sameAddressBlock(report, timeOf)}
<section><h2 id="coverage">What was read</h2>
<p>${report.coverage.text}</p></section>
`;
  return [renderPage({ title, body, style: `${pictureStyle}${sessionStyle}` })];
}

function pictureBlock(report: WhoReport, zone: string): Html | false {
  const picture = drawSessions(report, zone);
  if (!picture) return false;
  return html`<section><h2 id="picture">Over time</h2>
<figure><div class="scroll" tabindex="0" role="group" aria-label="Picture of the sessions over time">${picture.svg}</div>
${picture.leftOut > 0 && html`<figcaption class="quiet">${counted(picture.leftOut, 'more session')} not in the picture</figcaption>`}</figure></section>
`;
}

function cardsBlock(report: WhoReport, timeOf: TimeText): Html | false {
  const { rows, leftOut } = rowsOf(report, maxCards);
  const left = leftOutText(leftOut, report.leftOut);
  if (rows.length === 0) return false;
  return html`<section><h2 id="sessions">Sessions</h2>
${rows.map((row, at) => sessionCard(row, at, rows, timeOf))}${left !== '' && html`<p class="quiet">Not shown: ${left}.</p>\n`}</section>
`;
}

function sameAddressBlock({ sameAddress }: WhoReport, timeOf: TimeText): Html | false {
  if (sameAddress.length === 0) return false;
  return html`<section><h2 id="same-address">Others at the same addresses</h2>
${dataTable({
  caption: 'Sessions that used the same addresses; not known to be the same person',
  columns: [
    { header: 'address' },
    { header: 'name' },
    { header: 'person' },
    { header: 'kind' },
    { header: 'key' },
    { header: 'first' },
    { header: 'last' },
    { header: 'events', isNumber: true },
  ],
  rows: sameAddress.map(({ address, name, person, kind, handle, first, last, events }) => [
    address,
    name,
    person ?? '',
    kind,
    handle,
    html`<time>${timeOf(first)}</time>`,
    html`<time>${timeOf(last)}</time>`,
    count(events),
  ]),
})}</section>
`;
}
