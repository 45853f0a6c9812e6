/** The sentences with which a report begins: who it is, how that is known, and how much it is. */
import { count, counted } from '../../format/text/numbers.ts';
import { originWords } from './origin-words.ts';
import { sessionsOf } from './session-rows.ts';
import { countsText, noEvents, personText } from './use-words.ts';
import type { WhoReport, WhoSession } from './who-report.ts';

/** Formats an instant in ISO 8601 in the zone; empty for null. */
export type TimeText = (iso: string | null) => string;

/** The first sentences of a report. */
export interface Verdict {
  /** Who it is, and how that is known. */
  readonly who: string;
  /** How many sessions did how much, and when. */
  readonly sessions: string;
  /** Which links are guesses, and which sessions stand out. */
  readonly facts: readonly string[];
}

/** Returns the first sentences of a report. */
export function verdictOf(report: WhoReport, timeOf: TimeText): Verdict {
  const sessions = sessionsOf(report);
  return {
    who: whoText(report, sessions),
    sessions: sessionsText(sessions, timeOf),
    facts: [linksText(sessions), worstText(sessions), placeText(sessions)].filter(
      (text) => text !== '',
    ),
  };
}

/** This many persons are named. */
const maxPersons = 3;

function whoText({ thing, trees }: WhoReport, sessions: readonly WhoSession[]): string {
  const sought = sessions.filter(({ isSought }) => isSought);
  const named = sought.flatMap(({ person }) => (person ? [personText(person)] : []));
  const persons = [...new Set(named)];
  const more = persons.length - maxPersons;
  const texts = persons.slice(0, maxPersons);
  if (more > 0) texts.push(`${count(more)} more`);
  if (sought.some(({ person }) => !person)) {
    const missing = trees.find(({ origin }) => origin.kind === 'missing')?.origin.how;
    texts.push(`not known${missing ? ` (${originWords[missing].short})` : ''}`);
  }
  return `Behind ${thing.text}: ${texts.join('; ') || 'not known'}.`;
}

function sessionsText(sessions: readonly WhoSession[], timeOf: TimeText): string {
  const uses = sessions.flatMap(({ use }) => use ?? []);
  const sum = (countOf: (use: (typeof uses)[number]) => number) =>
    uses.reduce((total, use) => total + countOf(use), 0);
  const times = uses.flatMap(({ first, last }) => [first, last].filter((time) => time !== null));
  const [first, last] = [earliest(times), latest(times)];
  const span = first === null ? '' : `, ${timeOf(first)} to ${timeOf(last)}`;
  if (uses.length === 0) return `${counted(sessions.length, 'session')}, ${noEvents}.`;
  const unused = sessions.length - uses.length;
  const counts = countsText({
    events: sum(({ events }) => events),
    denied: sum(({ denied }) => denied),
    failed: sum(({ failed }) => failed),
    writes: sum(({ writes }) => writes),
  });
  return `${counted(sessions.length, 'session')}${unused > 0 ? `, ${count(unused)} of them without events` : ''}${span}: ${counts}.`;
}

function earliest(times: readonly string[]): string | null {
  return times.reduce<string | null>(
    (a, b) => (a === null || Date.parse(b) < Date.parse(a) ? b : a),
    null,
  );
}

function latest(times: readonly string[]): string | null {
  return times.reduce<string | null>(
    (a, b) => (a === null || Date.parse(b) > Date.parse(a) ? b : a),
    null,
  );
}

/** How many sessions are known to be made from another one, and how many only by a guess. */
function linksText(sessions: readonly WhoSession[]): string {
  const links = sessions.filter(({ origin }) => origin.kind === 'session');
  const likely = links.filter(({ origin }) => origin.certainty === 'likely').length;
  if (links.length === 0) return '';
  if (likely === 0) return 'All links between them are certain.';
  return `${count(likely)} of ${counted(links.length, 'link')} between them ${likely === 1 ? 'is' : 'are'} only likely.`;
}

/** Names the sessions with the most denied calls and the most writes, if there are several. */
function worstText(sessions: readonly WhoSession[]): string {
  if (sessions.length < 2) return '';
  const most = (countOf: (session: WhoSession) => number) =>
    sessions.reduce<WhoSession | undefined>(
      (worst, one) => (countOf(one) > (worst ? countOf(worst) : 0) ? one : worst),
      undefined,
    );
  const denied = most(({ use }) => use?.denied ?? 0);
  const writes = most(({ use }) => use?.writes ?? 0);
  const parts = [
    ...(denied ? [`most denied: ${shortName(denied)} (${count(denied.use?.denied ?? 0)})`] : []),
    ...(writes ? [`most writes: ${shortName(writes)} (${count(writes.use?.writes ?? 0)})`] : []),
  ].join('; ');
  return parts === '' ? '' : `${parts.slice(0, 1).toUpperCase()}${parts.slice(1)}.`;
}

function shortName({ name, kind }: WhoSession): string {
  return `${name}, ${kind}`;
}

function placeText(sessions: readonly WhoSession[]): string {
  const account = onlyAccount(sessions);
  return sessions.length > 1 && account !== '' ? `All are in account ${account}.` : '';
}

/** Returns the account that all sessions are in; empty when there are several. */
export function onlyAccount(sessions: readonly WhoSession[]): string {
  const accounts = new Set(sessions.map(({ account }) => account).filter((id) => id !== ''));
  return accounts.size === 1 ? ([...accounts][0] ?? '') : '';
}
