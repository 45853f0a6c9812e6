import { createScanEngine } from '../../../src/engine/scan-engine.ts';
import { callerOf } from '../../../src/identity/caller.ts';
import { type Chains, createChains } from '../../../src/identity/chains.ts';
import { createIdentityPass } from '../../../src/identity/identity-pass.ts';
import type { Person } from '../../../src/identity/person.ts';
import type { Origin, Session } from '../../../src/identity/session.ts';
import { nameOf } from '../../../src/identity/session-name.ts';
import { keyNode } from '../../../src/identity/session-nodes.ts';
import type { SessionNode } from '../../../src/identity/session-tree.ts';
import { allOf } from '../../../src/query/condition/condition.ts';
import { kindOf } from '../../../src/report/who/session-words.ts';
import { logFilesOf } from '../../engine/log-files.ts';
import { eventOf } from '../../event/event-of.ts';
import type { Made } from './story.ts';

/** What was found in made-up events. */
export interface Found extends Chains {
  /** The sessions of the callers of all events, and all that were issued. */
  readonly sessions: readonly Session[];
  /** How many of the events are of each session, by its ID. */
  readonly uses: ReadonlyMap<string, number>;
}

/** Finds the sessions of the events in these log files. */
export async function findSessions(files: readonly (readonly Made[])[]): Promise<Found> {
  const { source } = await logFilesOf(
    new Map(
      files.map((records, at) => [
        `file-${at}.json`,
        Buffer.from(JSON.stringify({ Records: records })),
      ]),
    ),
  );
  const pass = createIdentityPass({ time: {}, sought: [allOf([])] });
  const { signal } = new AbortController();
  for await (const _part of pass.read(createScanEngine(source, { signal })));
  const chains = createChains(pass.end(), pass.tools);
  return { ...chains, ...usesOf(files.flat(), pass.sought(0).length, chains) };
}

function usesOf(events: readonly Made[], callers: number, { identities }: Chains) {
  const uses = new Map<string, number>();
  const sessions = new Map<string, Session>();
  const add = (session: Session) => sessions.set(session.id, session);
  identities.sessions().forEach(add);
  for (const { kind, key } of identities.events()) {
    if (key !== undefined && kind !== 'end-key') add(identities.sessionAt(keyNode(key)));
  }
  const different = new Map(events.map((event) => [JSON.stringify(event), event]));
  for (const event of different.values()) {
    const session = identities.sessionOf(callerOf(eventOf(event)));
    if (!session) continue;
    add(session);
    uses.set(session.id, (uses.get(session.id) ?? 0) + 1);
  }
  if (callers === 0 && uses.size > 0) throw new Error('the first pass found no callers');
  return { uses, sessions: [...sessions.values()] };
}

/**
 * Draws the trees of all sessions, each session on a line: its kind and name, the number of its
 * events, then where it comes from, and after `|` who stands behind it.
 */
export function drawSessions(found: Found): string {
  const { sessions, trees } = found;
  const roots = new Map(
    sessions.map((session) => trees.pathTo(session)[0]).map((root) => [root.id, root]),
  );
  return [...roots.values()]
    .map((root) => draw(trees.treeOf(root), found, '').join('\n'))
    .sort()
    .join('\n');
}

/** Draws the sessions of the events of a story. */
export async function drawStory(events: readonly Made[]): Promise<string> {
  return drawSessions(await findSessions([events]));
}

function draw({ session, origin, children }: SessionNode, found: Found, indent: string): string[] {
  const uses = found.uses.get(session.id);
  const name = `${kindOf(session, origin)} ${nameOf(session)}${uses ? ` ×${uses}` : ''}`;
  const line = `${indent}${name} <- ${originText(origin)} | ${personText(found.findPerson(session))}`;
  return [line, ...children.flatMap((child) => draw(child, found, `${indent}  `))];
}

function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'session':
      return `${origin.event?.name ?? ''} ${origin.how}, ${origin.certainty}`;
    case 'service':
      return `${origin.event.name} by ${origin.service}`;
    case 'provider':
      return `${origin.event.name} for ${origin.event.subject} by ${origin.event.provider?.replace(/^.*\//, '')}`;
    case 'principal':
      return [origin.event?.name, origin.how].filter(Boolean).join(' ');
    case 'missing':
      return `missing: ${origin.reason}`;
  }
}

function personText(person: Person | undefined): string {
  if (!person) return 'nobody';
  const { kind, name, rule, certainty } = person;
  return `${kind} ${name}, ${rule}${certainty === 'likely' ? ', likely' : ''}`;
}
