/** The report as an indented tree for a terminal. */
import { Chalk, type ChalkInstance } from 'chalk';
import { endsOf, wrapText } from '../../../format/text/fit-text.ts';
import { formatTime } from '../../../format/text/format-time.ts';
import { count, counted } from '../../../format/text/numbers.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import { compressTimes } from '../compress-times.ts';
import type { SameAddress, WhoReport, WhoSeen, WhoSession, WhoUse } from '../who-report.ts';

interface TextOptions {
  /** The terminal's width in cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
  readonly zone: string;
}

interface Page {
  readonly chalk: ChalkInstance;
  readonly width: number;
  /** Shows a time in ISO 8601 in the zone. */
  readonly timeOf: (iso: string) => string;
}

/** Renders the report. */
export function renderText(report: WhoReport, { width, color, zone }: TextOptions): string {
  const page: Page = {
    chalk: new Chalk({ level: color ? 1 : 0 }),
    width: Math.max(width ?? defaultWidth, minWidth),
    timeOf: (iso) => formatTime(Date.parse(iso), zone),
  };
  const lines = [
    ...report.trees.flatMap((tree, at) => [...(at > 0 ? [''] : []), ...drawSession(tree, page)]),
    ...(report.leftOut > 0 ? ['', `… and ${counted(report.leftOut, 'more tree')}: -o json`] : []),
    ...drawSameAddress(report.sameAddress, page),
    '',
    ...wrapText(`${report.coverage.text} Times in ${zone}.`, page.width).map((line) =>
      page.chalk.dim(line),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const defaultWidth = 120;
const minWidth = 60;

/** Draws a session with all sessions below it. */
function drawSession(session: WhoSession, page: Page): readonly string[] {
  const { children, others } = session;
  const inner = { ...page, width: page.width - indent.length };
  const below = children.flatMap((child, at) => {
    const isLast = at === children.length - 1 && others === 0;
    const [first = '', ...rest] = drawSession(child, { ...inner, width: inner.width });
    return [`├─ ${first}`, ...rest.map((line) => `│  ${line}`)].map((line) =>
      isLast ? line.replace(/^├/, '└').replace(/^│/, ' ') : line,
    );
  });
  const more = others > 0 ? [`└─ … ${counted(others, 'other session')} made from it`] : [];
  const bar = children.length > 0 || others > 0 ? '│  ' : '   ';
  return [
    heading(session, page),
    ...details(session, inner).map((line) => `${bar}${line}`),
    ...below,
    ...more,
  ];
}

const indent = '   ';

function heading({ name, kind, handle, isSought, account }: WhoSession, { chalk }: Page): string {
  const shown = safe(name);
  const parts = [
    isSought ? chalk.bold.yellow(shown) : chalk.bold(shown),
    kind,
    ...(handle && handle !== name && kind !== 'password' ? [safe(handle)] : []),
    ...(account ? [`account ${safe(account)}`] : []),
    ...(isSought ? [chalk.yellow('← asked for')] : []),
  ];
  return parts.join('  ');
}

/** The facts of a session, each on lines of its own: a label, then what is known. */
function details(session: WhoSession, page: Page): readonly string[] {
  const { person, origin, use } = session;
  const certainty = person?.certainty === 'likely' ? ', likely' : '';
  const { event } = origin;
  const facts: (readonly [string, string])[] = [
    ...(person ? [['who', `${person.name} (${ruleTexts[person.rule]}${certainty})`] as const] : []),
    [
      'began',
      [
        ...(event ? [page.timeOf(event.time)] : []),
        origin.text,
        ...(event?.mfa ? [event.mfa === 'yes' ? 'with MFA' : 'without MFA'] : []),
      ].join('; '),
    ],
    ...(use ? usesOf(use, page) : [['used', 'no event in the time that was read'] as const]),
  ];
  const width = page.width - labelWidth;
  return facts.flatMap(([label, text]) =>
    wrapText(endsOf(safe(text), longestFact), width).map((line, at) =>
      `${page.chalk.dim((at === 0 ? label : '').padEnd(labelWidth))}${line}`.trimEnd(),
    ),
  );
}

const labelWidth = 'began'.length + 2;
const longestFact = 1000;

function usesOf(use: WhoUse, page: Page): readonly (readonly [string, string])[] {
  const { events, denied, failed, writes, first, last } = use;
  const bad = [
    ...(denied > 0 ? [`${count(denied)} denied`] : []),
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(writes > 0 ? [counted(writes, 'write')] : []),
  ];
  const span = compressTimes(page.timeOf(first), page.timeOf(last));
  return [
    ['used', `${span}: ${[counted(events, 'event'), ...bad].join(', ')}`],
    ['from', seenText(use.addresses, page)],
    ['with', seenText(use.programs, page)],
    ...use.firstWrites.map(({ time, event, what }, at) => {
      const text = what === '' ? event : `${event}: ${what}`;
      return [at === 0 ? 'did' : '', `${page.timeOf(time)} ${text}`] as const;
    }),
  ];
}

/** The first few values, with the time of the first use from the second one on. */
function seenText(seen: readonly WhoSeen[], page: Page): string {
  const shown = seen.slice(0, maxSeen).map(({ value, events, first }, at) => {
    const since = at > 0 ? ` from ${page.timeOf(first)}` : '';
    return `${value || '(none)'}${since} (${count(events)})`;
  });
  const more = seen.length - shown.length;
  return [...shown, ...(more > 0 ? [`${count(more)} more`] : [])].join(', ');
}

const maxSeen = 6;

const ruleTexts: Readonly<Record<NonNullable<WhoSession['person']>['rule'], string>> = {
  'on-behalf-of': 'IAM Identity Center names the user',
  'identity-center-role': 'role of IAM Identity Center',
  'identity-provider': 'identity provider',
  'iam-user': 'IAM user',
  root: 'root user',
  service: 'workload',
  holder: 'workload that holds the credentials',
};

function drawSameAddress(others: readonly SameAddress[], page: Page): readonly string[] {
  if (others.length === 0) return [];
  return [
    '',
    page.chalk.bold('Others at the same addresses, not known to be the same'),
    ...others.map(({ address, name, kind, handle, events, first, last, person }) => {
      const who = person === null || person === name ? '' : ` (${person})`;
      const span = compressTimes(page.timeOf(first), page.timeOf(last));
      return safe(
        `  ${address}  ${name}${who}  ${kind} ${handle}  ${span}  ${counted(events, 'event')}`,
      );
    }),
  ];
}

/** Events may hold anything. */
function safe(text: string): string {
  return forTerminal(text);
}
