import {
  alphanumeric,
  between,
  hex,
  pick,
  pickByShare,
  type Random,
  upperCase,
  uuid,
} from '../random.ts';
import { type Caller, pickCaller, pickPrincipal } from './callers.ts';
import type { EventTemplate, EventTemplates } from './event-template.ts';
import { makeUpTemplates, terminateInstances } from './made-up-templates.ts';
import { readRealTemplates } from './real-templates.ts';
import { fillTemplate, type SlotKind } from './template.ts';

/** All templates of a corpus. */
export interface TemplateSet {
  readonly real: EventTemplates | undefined;
  readonly madeUp: EventTemplates;
  readonly terminateInstances: EventTemplate;
}

/** Lists the templates that are available on this machine. */
export function listTemplates(real = readRealTemplates()): TemplateSet {
  return { real, madeUp: makeUpTemplates(), terminateInstances: terminateInstances() };
}

/** Where an event happened, and when, in milliseconds since 1970. */
interface Happening {
  readonly account: string;
  readonly region: string;
  readonly time: number;
}

/** Returns the next event as compact JSON. */
export type EventWriter = (happening: Happening) => string;

const share = { failed: 0.05, terminateInstances: 0.001, real: 0.6, ownIdentity: 0.3 };
const hour = 3_600_000;

/** Writes events from the templates. The same random numbers lead to the same events. */
export function createEventWriter(templates: TemplateSet, random: Random): EventWriter {
  const resources = createResources(random);
  return (happening) => {
    const template = pickTemplate(templates, random, happening.region);
    const caller = (template.anyCaller ? pickCaller : pickPrincipal)(random);
    const session = startSession(caller, happening, random);
    const draw = (kind: SlotKind): string => {
      switch (kind) {
        case 'account':
          return happening.account;
        case 'region':
          return happening.region;
        case 'time':
          return writeTime(happening.time);
        case 'session-start':
          return writeTime(session.start);
        case 'session-name':
          return `session-${digits(session.seed, 7, 16)}`;
        case 'session-key':
          return codeOf(session.seed);
        case 'user-key':
          return codeOf(mix(caller.number, Number(happening.account) % 1000));
        case 'identity': {
          const own = random() < share.ownIdentity ? template.identity : undefined;
          return fillTemplate(own ?? caller.identity, draw);
        }
        case 'agent':
          return caller.agent;
        case 'address':
          return caller.service ?? pick(random, resources.addresses, 2);
        case 'fresh-uuid':
          return uuid(random);
        case 'fresh-code':
          return upperCase(random, 16);
        case 'any-key':
          return pick(random, resources.keys, 2);
        case 'uuid':
          return pick(random, resources.uuids, 2);
        case 'hex':
          return pick(random, resources.ids, 2);
        case 'name':
          return pick(random, resources.names, 2);
      }
    };
    return fillTemplate(template.text, draw);
  };
}

function pickTemplate(templates: TemplateSet, random: Random, region: string): EventTemplate {
  if (random() < share.terminateInstances) return templates.terminateInstances;
  for (;;) {
    const real = random() < share.real ? templates.real : undefined;
    const { succeeded, failed, skew } = real ?? templates.madeUp;
    const template = pick(random, random() < share.failed ? failed : succeeded, skew);
    if (!template.isGlobal || region === 'us-east-1') return template;
  }
}

interface Session {
  readonly seed: number;
  readonly start: number;
}

/** Returns one of the few sessions that the caller has in that account within the hour. */
function startSession({ number }: Caller, { account, time }: Happening, random: Random): Session {
  const period = Math.floor(time / hour);
  const seed = mix(mix(number, Number(account) % 1000), period * 4 + Math.floor(random() * 3));
  // It began in the hour before, so that no event is older than its session.
  return { seed, start: (period - 1) * hour + (seed % 3600) * 1000 };
}

/** Makes the resources that calls are about. A few occur often, most seldom. */
function createResources(random: Random) {
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const networks = ['198.51.100', '203.0.113', '192.0.2', '10.20.7', '10.31.128'];
  const purposes = ['orders', 'billing', 'search', 'reports', 'gateway', 'ingest'] as const;
  return {
    addresses: many(800, () => `${pick(random, networks)}.${Math.floor(between(random, 1, 255))}`),
    keys: many(300, () => upperCase(random, 16)),
    uuids: many(3000, () => uuid(random)),
    ids: many(3000, () => hex(random, 17)),
    names: many(
      1000,
      () =>
        `${pick(random, purposes)}-` +
        `${pickByShare(random, [
          ['prod', 0.6],
          ['test', 0.4],
        ])}-${alphanumeric(random, 6).toLowerCase()}`,
    ),
  };
}

/** Returns an integer below 2^32 that depends on both numbers. */
function mix(a: number, b: number): number {
  let mixed = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** Returns the 16 letters and digits that an access key ends with. */
function codeOf(seed: number): string {
  const code = digits(seed, 6, 36) + digits(mix(seed, 1), 6, 36) + digits(mix(seed, 2), 4, 36);
  return code.toUpperCase();
}

function digits(number: number, length: number, radix: number): string {
  return number.toString(radix).padStart(length, '0').slice(-length);
}

/** Formats a time to the second, as CloudTrail writes it. */
function writeTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
