/** A session on a page, with all that is known about it. */
import { count, counted } from '../../../format/text/numbers.ts';
import { type Html, type HtmlValue, html } from '../../page/html.ts';
import { basisOf } from '../origin-words.ts';
import { roleOf, type WhoRow } from '../session-rows.ts';
import { mfaText, noEvents, personText } from '../use-words.ts';
import type { TimeText } from '../verdict.ts';
import type { WhoOrigin, WhoSeen, WhoSession, WhoUse, WhoWrite } from '../who-report.ts';

/** The CSS rules of sessions on a page. */
export const sessionStyle = `
.session { border-left: .25rem solid var(--line); padding: .1rem 0 .1rem .75rem; margin: 1rem 0; break-inside: avoid; }
.session.sought { border-color: var(--link); }
.session h3 { margin: 0 0 .25rem; }
.session h3 .quiet { font-weight: normal; }
.facts { margin: 0; display: grid; grid-template-columns: minmax(4rem, max-content) minmax(0, 1fr); gap: .15rem .75rem; font-size: .9rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
.facts ul { list-style: none; margin: 0; padding: 0; }
.mark { border-left: .25rem solid var(--line); padding-left: .3rem; }
.mark.denied { border-color: var(--denied); }
.mark.writes { border-color: var(--series-2); }
`;

/** Renders the card of a row. Cards link to that of the session that made them. */
export function sessionCard(
  row: WhoRow,
  at: number,
  rows: readonly WhoRow[],
  timeOf: TimeText,
): Html {
  const parent = row.parent === undefined ? undefined : rows[row.parent];
  const madeFrom: Fact[] =
    parent?.kind === 'session'
      ? [['made from', html`<a href="#s${(row.parent ?? 0) + 1}">${parent.session.name}</a>`]]
      : [];
  const { heading, facts, isSought } = contentOf(row, timeOf);
  const shown = [...madeFrom, ...facts].filter(([, value]) => value !== '');
  return html`<article class="session${isSought && ' sought'}" id="s${at + 1}"><h3>${heading}</h3>
<dl class="facts">
${shown.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>\n`)}</dl></article>
`;
}

type Fact = readonly [label: string, value: HtmlValue];

interface CardContent {
  readonly heading: HtmlValue;
  readonly facts: readonly Fact[];
  readonly isSought: boolean;
}

function contentOf(row: WhoRow, timeOf: TimeText): CardContent {
  switch (row.kind) {
    case 'others':
      return { heading: `${counted(row.count, 'other session')}`, facts: [], isSought: false };
    case 'unused': {
      const [first] = row.sessions;
      return {
        heading: html`${roleOf(first.name)} <span class="quiet">${counted(row.sessions.length, first.kind)}, ${noEvents}</span>`,
        facts: [
          ['account', first.account],
          ['known', basisOf(first.origin)],
          ['sessions', list(row.sessions.map((session) => unusedItem(session, timeOf)))],
        ],
        isSought: false,
      };
    }
    case 'session':
      return {
        heading: html`${row.session.name} <span class="quiet">${row.session.kind}${row.session.isSought && ', asked for'}</span>`,
        facts: factsOf(row.session, timeOf),
        isSought: row.session.isSought,
      };
  }
}

function unusedItem({ handle, name, origin }: WhoSession, timeOf: TimeText): Html {
  const { event } = origin;
  return html`<code>${handle || name}</code>${event !== null && html` <span class="quiet"><time>${timeOf(event.time)}</time> ${event.name} ${event.id}</span>`}`;
}

function factsOf(session: WhoSession, timeOf: TimeText): readonly Fact[] {
  const { person, origin, keys, handle, account, arn, use, warnings } = session;
  return [
    ['who', person ? personText(person) : ''],
    ['began', beganBlock(origin, timeOf)],
    ['keys', keys.length > 0 ? list(keys.map((key) => html`<code>${key}</code>`)) : ''],
    ['handle', keys.includes(handle) || handle === '' ? '' : html`<code>${handle}</code>`],
    ['account', account],
    ['ARN', arn],
    ...(use ? useFacts(use, timeOf) : [['used', noEvents] as const]),
    [
      'note',
      warnings.length > 0
        ? list(
            warnings.map(
              ({ text, time }) =>
                html`${time !== null && html`<time>${timeOf(time)}</time> `}${text}`,
            ),
          )
        : '',
    ],
  ];
}

function beganBlock(origin: WhoOrigin, timeOf: TimeText): Html {
  const { event, by, subject } = origin;
  if (!event) return html`${basisOf(origin)}`;
  const vouched = subject === null ? '' : ` for ${subject}`;
  const caller = by === null ? '' : ` by ${by}`;
  const place = [event.address, event.agent].filter((text) => text !== '').join(', ');
  return html`<time>${timeOf(event.time)}</time> ${event.name}${vouched}${caller}${mfaText(event.mfa)}; ${basisOf(origin)}<br><span class="quiet">${place !== '' && `from ${place}; `}event ${event.id}</span>`;
}

function useFacts(use: WhoUse, timeOf: TimeText): readonly Fact[] {
  const { first, last, addresses, programs, firstWrites } = use;
  const span = first === last ? timeOf(first) : `${timeOf(first)} to ${timeOf(last)}`;
  return [
    ['used', html`<span>${span}</span>`],
    ['events', countsBlock(use)],
    ['addresses', seenList(addresses, timeOf)],
    ['programs', seenList(programs, timeOf)],
    [
      'first writes',
      firstWrites.length > 0 ? list(firstWrites.map((write) => writeItem(write, timeOf))) : '',
    ],
  ];
}

function countsBlock({ events, ok, denied, failed, writes }: WhoUse): Html {
  return html`${counted(events, 'event')}, ${count(ok)} ok${denied > 0 && html`, <span class="mark denied">${count(denied)} denied</span>`}${failed > 0 && `, ${count(failed)} failed`}${writes > 0 && html`, <span class="mark writes">${counted(writes, 'write')}</span>`}`;
}

function seenList(seen: readonly WhoSeen[], timeOf: TimeText): HtmlValue {
  return list(
    seen.map(
      ({ value, events, first, last }) =>
        html`${value || '(none)'} <span class="quiet">${counted(events, 'event')}, <time>${timeOf(first)}</time>${first !== last && html` to <time>${timeOf(last)}</time>`}</span>`,
    ),
  );
}

function writeItem({ time, event, what, id }: WhoWrite, timeOf: TimeText): Html {
  return html`<time>${timeOf(time)}</time> ${event}${what !== '' && `: ${what}`}${id !== '' && html` <span class="quiet">${id}</span>`}`;
}

function list(items: readonly HtmlValue[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
