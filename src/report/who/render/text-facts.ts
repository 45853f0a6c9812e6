/** The facts of a session as labels and texts. */
import { count, counted } from '../../../format/text/numbers.ts';
import { basisOf } from '../origin-words.ts';
import { roleOf } from '../session-rows.ts';
import { countsText, mfaText, noEvents, personText } from '../use-words.ts';
import type { TimeText } from '../verdict.ts';
import type { WhoSeen, WhoSession, WhoUse, WhoWrite } from '../who-report.ts';
import { createShortClock, type ShortClock } from './short-clock.ts';

/** How facts are shown. */
export interface FactOptions {
  readonly timeOf: TimeText;
  /** The account that all sessions are in, which is not repeated; empty when there are several. */
  readonly account: string;
}

/** A line with a label. */
interface Fact {
  readonly label: string;
  /** Hostile. */
  readonly text: string;
  /** How far the text is indented from its second line on, in cells. */
  readonly indent?: number;
}

/** Returns the facts of a session, in the order in which they are read. */
export function factsOf(
  session: WhoSession,
  parent: WhoSession | undefined,
  { timeOf }: FactOptions,
): readonly Fact[] {
  const { person, origin, use, warnings } = session;
  const clock = createShortClock(timeOf);
  const isNews = person && person.name !== parent?.person?.name;
  const began = { label: 'began', text: beganText(origin, clock) };
  const who = isNews ? [{ label: 'who', text: personText(person) }] : [];
  if (!use) return [...who, { ...began, text: `${began.text}; ${noEvents}` }];
  const used = `${clock.span(use.first, use.last)}: ${countsText(use)}`;
  return [
    ...who,
    began,
    { label: 'used', text: used.replace(/^: /, '') },
    ...originFacts(use, clock),
    ...writeFacts(use.firstWrites, clock),
    ...warnings.map(({ text, time }, at) => ({
      label: at === 0 ? 'note' : '',
      text: `${time === null ? '' : `${clock.show(time)} `}${text}`,
    })),
  ];
}

/** The session above is the one that made it, so that only others are named. */
function beganText(origin: WhoSession['origin'], clock: ShortClock): string {
  const { kind, by, subject, event } = origin;
  const caller = kind === 'session' || by === null ? '' : ` by ${by}`;
  const vouched = subject === null ? '' : ` for ${subject}`;
  const call = event ? `${event.name}${vouched}${caller}${mfaText(event.mfa)}` : '';
  const time = clock.show(event?.time ?? null);
  return [`${time} ${call}`.trim(), basisOf(origin)].filter(Boolean).join(', ');
}

/** The addresses and programs: on one line if there is one of each, which needs no counts. */
function originFacts({ addresses, programs }: WhoUse, clock: ShortClock): readonly Fact[] {
  const [address, ...others] = addresses;
  const [program, ...more] = programs;
  if (address && program && others.length + more.length === 0) {
    const text = `${address.value || noValue} with ${program.value || noValue}`;
    return [{ label: 'from', text }];
  }
  return [
    { label: 'from', text: seenText(addresses, clock) },
    { label: 'with', text: seenText(programs, clock) },
  ];
}

const noValue = '(none)';

const maxSeen = 6;

/** The first few values, with the time of the first use from the second one on. */
function seenText(seen: readonly WhoSeen[], clock: ShortClock): string {
  const shown = seen.slice(0, maxSeen).map(({ value, events, first }, at) => {
    const since = at > 0 && first !== null ? ` since ${clock.show(first)}` : '';
    return `${value || noValue}${since}${seen.length > 1 ? ` (${count(events)})` : ''}`;
  });
  const more = seen.length - shown.length;
  return [...shown, ...(more > 0 ? [`${count(more)} more`] : [])].join(', ');
}

function writeFacts(writes: readonly WhoWrite[], clock: ShortClock): readonly Fact[] {
  const times = writes.map(({ time }) => clock.show(time));
  const width = Math.max(0, ...times.map((text) => text.length));
  return writes.map(({ event, what }, at) => ({
    label: at === 0 ? 'did' : '',
    text: `${(times[at] ?? '').padStart(width)} ${what === '' ? event : `${event}: ${what}`}`,
    indent: width + 1,
  }));
}

/** This many keys of unused sessions are listed. */
const maxKeys = 6;

/** Returns what unused sessions have in common, and their keys. */
export function unusedFacts(
  sessions: readonly [WhoSession, ...WhoSession[]],
  options?: FactOptions,
): { readonly heading: string; readonly facts: readonly Fact[] } {
  const [{ name, kind, origin }] = sessions;
  const heading = `${counted(sessions.length, kind)} of ${roleOf(name)}, ${noEvents}`;
  if (!options) return { heading, facts: [] };
  const times = sessions.flatMap((one) => one.origin.event?.time ?? []);
  const clock = createShortClock(options.timeOf);
  const span = clock.span(times[0] ?? null, times.at(-1) ?? null);
  const handles = sessions.map(({ handle }) => handle).filter((handle) => handle !== '');
  const keys = handles.slice(0, maxKeys);
  if (handles.length > maxKeys) keys.push(`${count(handles.length - maxKeys)} more`);
  const call = `${span} ${origin.event?.name ?? ''}`.trim();
  const began = [call, basisOf(origin)].filter(Boolean).join(', ');
  return {
    heading,
    facts: [
      { label: 'began', text: began },
      ...(keys.length > 0 ? [{ label: 'keys', text: keys.join(', ') }] : []),
    ],
  };
}
