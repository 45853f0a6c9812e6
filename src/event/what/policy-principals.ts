/** The principals that policy documents give access, and the kind of access. */
import { isObject, ownProperty } from '../own-property.ts';
import { accountIn, type Call } from './call.ts';
import { partiesOf } from './parties.ts';
import { choice, listed, named, nothing, type Phrase, phrase, words } from './phrase.ts';
import { type Statement, statementsOf, textsOf } from './policy-document.ts';
import { shortName } from './short-name.ts';

/** Kinds of principals, from the most remarkable to the least. */
const ranks = ['anyone', 'organization', 'foreign', 'federated', 'own', 'service'] as const;

interface Admitted {
  readonly rank: (typeof ranks)[number];
  readonly value: string;
  readonly name: Phrase;
  readonly statement: Statement;
}

/**
 * Returns who gets in by a policy with principals: `anyone`, `193672423079 (foreign)`,
 * `deploy and ec2`; with ` under conditions` where there are some. Where anyone or foreign accounts
 * get in, the others do not matter. Undefined when it lets no one in.
 */
export function admittedBy(document: unknown, call: Call): Phrase | undefined {
  return nameAdmitted(mostRemarkable(document, call), call);
}

/**
 * Returns what the policy of a resource opens it to: `open to anyone (read)`,
 * `open to 193672423079 (foreign) (all)`; undefined when it lets no one in.
 */
export function openTo(document: unknown, call: Call): Phrase | undefined {
  const admitted = mostRemarkable(document, call);
  const access = accessIn(admitted.map(({ statement }) => statement));
  return phrase`open to ${nameAdmitted(admitted, call)}${access ? choice(words(` (${access})`), nothing) : nothing}`;
}

function nameAdmitted(admitted: readonly Admitted[], call: Call): Phrase | undefined {
  const isForeign = admitted[0]?.rank === 'foreign';
  const names = isForeign
    ? partiesOf(
        admitted.map(({ value }) => value),
        call,
      )
    : listed(admitted.map(({ name }) => name));
  return phrase`${names}${admitted.every(hasConditions) ? limited : nothing}`;
}

const limited = choice(words(' under conditions'), words(', limited'));

function mostRemarkable(document: unknown, call: Call): readonly Admitted[] {
  const all = rankAdmitted(document, call);
  const [first] = all;
  const isAlone = first && ranks.indexOf(first.rank) < ranks.indexOf('federated');
  return isAlone ? all.filter(({ rank }) => rank === first.rank) : all;
}

function rankAdmitted(document: unknown, call: Call): readonly Admitted[] {
  return statementsOf(document, 'Allow')
    .flatMap((statement) => principalsOf(statement).map((each) => admit(each, statement, call)))
    .sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank));
}

interface PolicyPrincipal {
  readonly kind: string;
  readonly value: string;
}

/** `Allow` with `NotPrincipal` lets in everybody else. */
function principalsOf(statement: Statement): readonly PolicyPrincipal[] {
  if (Object.hasOwn(statement, 'NotPrincipal')) return [{ kind: 'AWS', value: '*' }];
  const principal = ownProperty(statement, 'Principal');
  if (!isObject(principal)) return textsOf(principal).map((value) => ({ kind: 'AWS', value }));
  return Object.keys(principal).flatMap((kind) =>
    textsOf(principal[kind]).map((value) => ({ kind, value })),
  );
}

function admit({ kind, value }: PolicyPrincipal, statement: Statement, call: Call): Admitted {
  const name = call.account(value) ?? nothing;
  if (kind === 'Service') return { rank: 'service', value, name, statement };
  if (kind === 'Federated')
    return { rank: 'federated', value, name: named(shortName(value)), statement };
  if (value === '*') {
    const organizations = listed(organizationsIn(statement));
    return organizations
      ? {
          rank: 'organization',
          value,
          name: [...words('organization '), ...organizations],
          statement,
        }
      : { rank: 'anyone', value, name, statement };
  }
  const account = accountIn(value);
  const isForeign = account !== undefined && call.isForeign(account);
  return { rank: isForeign ? 'foreign' : 'own', value, name, statement };
}

/**
 * Whether a statement lets in only under conditions that its name does not show. Those of services
 * are usual: they name the resource on whose behalf the service comes.
 */
function hasConditions({ rank, statement }: Admitted): boolean {
  if (rank === 'service' || rank === 'organization') return false;
  const condition = ownProperty(statement, 'Condition');
  return isObject(condition) && Object.keys(condition).length > 0;
}

/** Returns the organizations that callers must be in; none if others get in, too. */
function organizationsIn(statement: Statement): readonly string[] {
  const condition = ownProperty(statement, 'Condition');
  if (!isObject(condition)) return [];
  const required = Object.keys(condition)
    .filter((operator) =>
      /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/i.test(operator),
    )
    .flatMap((operator) => {
      const keys = condition[operator];
      if (!isObject(keys)) return [];
      const found = Object.keys(keys).find((name) => /^aws:PrincipalOrgID$/i.test(name));
      return found === undefined ? [] : textsOf(keys[found]);
    });
  return required.some((organization) => organization.includes('*')) ? [] : required;
}

/**
 * Returns `read`, `write`, `read, write` or `all`, by the verbs of the actions; undefined for
 * others.
 */
function accessIn(statements: readonly Statement[]): string | undefined {
  const actions = statements
    .flatMap((statement) => textsOf(ownProperty(statement, 'Action')))
    .map((action) => action.slice(action.indexOf(':') + 1).toLowerCase());
  const hasAll = statements.some((statement) => Object.hasOwn(statement, 'NotAction'));
  if (hasAll || actions.includes('*')) return 'all';
  const reads = actions.some((action) => reading.test(action));
  const writes = actions.some((action) => writing.test(action));
  if (reads && writes) return 'read, write';
  if (reads) return 'read';
  return writes ? 'write' : undefined;
}

const reading = /^(?:get|list|describe|receive|read|batchget|download|head|query|scan|decrypt)/;
const writing =
  /^(?:put|delete|send|publish|create|update|write|upload|restore|batchwrite|set|add)/;
