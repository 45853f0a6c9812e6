import { Chalk, type ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import { sentenceOf } from '../../event/describe-event.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { paintOutcome } from '../table/cell-paint.ts';
import { endsOf, wrapText } from '../text/fit-text.ts';
import { indentJson } from '../text/indent-json.ts';
import { forJson, forTerminal } from '../text/sanitize.ts';
import { drawTree } from '../text/value-tree.ts';
import { type EventFact, eventFacts } from './event-facts.ts';
import type { WriterOptions } from './writer-options.ts';

interface PageOptions extends Pick<WriterOptions, 'width' | 'color' | 'zone'> {
  /** The accounts that are not called foreign. */
  readonly known?: KnownAccounts;
  /** The command lines that go on from the event, such as the one for its session. */
  readonly next?: readonly EventFact[];
}

/**
 * Renders one whole event for a person: a sentence that says what happened, the facts, then
 * identity, request, response and the record's other sections as trees, and last the record itself
 * as indented JSON, with numbers as AWS wrote them.
 *
 * Every line fits the width, if that is at least 40 cells, except the record's JSON, which can be
 * copied as it is.
 */
export function renderEventPage(record: EventRecord, options: PageOptions): string {
  const { color, width } = options;
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const page = { chalk, width: width === undefined ? undefined : Math.max(width, minWidth) };
  const lines = [
    ...wrap(sentenceOf(record.event), page).map((line) => chalk.bold(line)),
    '',
    ...drawFacts(eventFacts(record, options), page),
    ...sections.flatMap(([title, field]) => drawSection(title, record.event[field], page)),
    '',
    chalk.bold('Record'),
    indentJson(forJson(record.json)),
  ];
  return `${lines.join('\n')}\n`;
}

interface Page {
  readonly chalk: ChalkInstance;
  readonly width: number | undefined;
}

const minWidth = 40;

const sections = [
  ['Identity', 'userIdentity'],
  ['Request', 'requestParameters'],
  ['Response', 'responseElements'],
  ['Additional data', 'additionalEventData'],
  ['Service details', 'serviceEventDetails'],
  ['Insight', 'insightDetails'],
  ['Summary', 'summary'],
  ['Addendum', 'addendum'],
] as const;

function drawSection(title: string, value: unknown, { chalk, width }: Page): readonly string[] {
  if (value === undefined || value === null) return [];
  return ['', chalk.bold(title), ...drawTree(value, { width, paintKey: chalk.dim })];
}

/** Draws labels on the left and wrapped values on the right. */
function drawFacts(facts: readonly EventFact[], page: Page): readonly string[] {
  const table = new Table({ chars: noBorders, style: noPadding });
  for (const { label, values, outcome } of facts) {
    const lines = values.flatMap((value) => wrap(value, page, labelWidth));
    // One row per line: cli-table3 would measure a cell of many lines again for each of its lines.
    for (const [at, line] of lines.entries()) {
      const painted = at === 0 && outcome ? paintOutcome(page.chalk, outcome, line) : line;
      table.push([page.chalk.dim(at === 0 ? label : ''), painted]);
    }
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** The longest label and the space after it. */
const labelWidth = 'Resources  '.length;

const noPadding = { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true };
const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

function wrap(text: string, { width }: Page, indent = 0): readonly string[] {
  const line = forTerminal(endsOf(text, maxLength));
  return width === undefined ? [line] : wrapText(line, width - indent);
}

/** In UTF-16 units: no field shown here is longer, because CloudTrail truncates them at 1 KB. */
const maxLength = 4096;
