import { type FieldShape, type RecordShape, recordShape } from '../record-shape.ts';

/** An object of an event whose fields are known: the record itself, userIdentity, … */
export interface Level {
  /** The fields by CloudTrail's own names. */
  readonly fields: ReadonlyMap<string, FieldRule>;
  /**
   * The path of each field, by any name for it as `plainName` reduces it; also of fields further
   * inside, for tables without nested columns (`user_identity_arn`).
   */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/** The kind of value that a field holds, however it is written. */
export type FieldRule =
  /** A point in time. */
  | { readonly kind: 'time' }
  /**
   * A text. `isRequired`: an event without it is not an event, so only a scalar is taken for it.
   */
  | { readonly kind: 'text'; readonly isRequired: boolean }
  /** The ID of an account, 12 digits. */
  | { readonly kind: 'account' }
  /** true or false. */
  | { readonly kind: 'flag' }
  /** The list of resources, each an object of the level. */
  | { readonly kind: 'resources'; readonly level: Level }
  /** An object of the level, or of any shape; CloudTrail may write a word in its place. */
  | { readonly kind: 'nested'; readonly level: Level | undefined };

/**
 * Reduces a name to the letters and digits that all of its spellings share: `useridentity` for
 * `userIdentity`, `user_identity` and `User identity`. Anything but ASCII is left out.
 */
export function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

/**
 * Returns the path of the field that a key of the level means in any spelling, such as
 * `user_identity.arn`, with the names as CloudTrail spells them; undefined when it means none. In
 * fields of any shape, the names after a dot are taken as they are written.
 */
export function pathOfName({ paths, fields }: Level, key: string): readonly string[] | undefined {
  if (key.length > maxNameLength) return undefined;
  const whole = paths.get(plainName(key));
  if (whole) return whole;
  const dot = key.indexOf('.');
  const above = dot > 0 ? paths.get(plainName(key.slice(0, dot))) : undefined;
  if (above?.length !== 1 || fields.get(above[0] ?? '')?.kind !== 'nested') return undefined;
  return [...above, ...key.slice(dot + 1).split('.')];
}

/** Longer keys are not looked up: no field has such a name. */
const maxNameLength = 500;

/** Fields of objects that the shape leaves out, because the scanner leaves them to the parser. */
const moreFields: ReadonlyMap<string, readonly (readonly [string, FieldRule])[]> = new Map([
  ['insightDetails', texts('state', 'eventSource', 'eventName', 'eventType', 'insightType')],
  ['timeWindow', [['windowStart', { kind: 'time' }], ...texts('windowEnd')]],
]);

/**
 * Members that tables respell in fields of any shape, which keep their names when the field itself
 * has its own name: the scanner does not look into such fields.
 */
export const looseMembers: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['webIdFederationData', namesOf('federatedProvider')],
  ['tlsDetails', namesOf('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader')],
]);

function namesOf(...names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [plainName(name), name]));
}

/** Columns of the console's CSV download that are members of a field. */
const consoleColumns: readonly (readonly [string, readonly string[]])[] = [
  ['username', ['userIdentity', 'userName']],
  ['awsaccesskey', ['userIdentity', 'accessKeyId']],
  ['resourcetype', ['resources', 'type']],
  ['resourcename', ['resources', 'resourceName']],
];

function texts(...names: readonly string[]): readonly (readonly [string, FieldRule])[] {
  return names.map((name) => [name, { kind: 'text', isRequired: false }]);
}

const accountField = /accountId$/i;

/** The record itself. */
export const recordLevel: Level = levelOf(
  Object.entries(recordShape).map(([name, field]) => [name, ruleOf(name, field)]),
  consoleColumns,
);

function levelOf(
  fields: readonly (readonly [string, FieldRule])[],
  moreNames: readonly (readonly [string, readonly string[]])[] = [],
): Level {
  const paths = new Map<string, readonly string[]>();
  const add = (name: string, path: readonly string[]) => {
    if (!paths.has(name)) paths.set(name, path);
  };
  for (const [name] of fields) add(plainName(name), [name]);
  for (const [name, path] of moreNames) add(name, path);
  for (const [name, rule] of fields) {
    if (rule.kind !== 'nested') continue;
    for (const [inner, path] of rule.level?.paths ?? []) {
      add(`${plainName(name)}${inner}`, [name, ...path]);
    }
  }
  return { fields: new Map(fields), paths };
}

function ruleOf(name: string, { kinds, fields }: FieldShape): FieldRule {
  const more = moreFields.get(name);
  if (more) return { kind: 'nested', level: levelOf(more) };
  if (name === 'eventTime') return { kind: 'time' };
  if (name === 'resources') return { kind: 'resources', level: levelOf(rulesOf(fields)) };
  if (kinds.includes('object')) {
    return { kind: 'nested', level: fields && levelOf(rulesOf(fields)) };
  }
  if (kinds.includes('boolean')) return { kind: 'flag' };
  if (accountField.test(name)) return { kind: 'account' };
  return { kind: 'text', isRequired: !kinds.includes('null') };
}

function rulesOf(shape: RecordShape = {}): readonly (readonly [string, FieldRule])[] {
  return Object.entries(shape).map(([name, field]) => [name, ruleOf(name, field)]);
}
