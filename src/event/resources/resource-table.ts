import { brotliDecompressSync } from 'node:zlib';
import { packedTable } from './resource-table-text.ts';

/** A type of resource of a service. */
export interface ResourceType {
  /** The service's word for it, in lower case and without spaces: `launchtemplate`. */
  readonly noun: string;
  /** What CloudFormation calls it: `AWS::EC2::LaunchTemplate`; absent where it has no such type. */
  readonly name?: string;
  /** The service in its ARNs. */
  readonly service: string;
  /**
   * The end of its ARNs, without region and account: `launch-template/$launchtemplate`, in which
   * `$` begins a variable. Empty for a type that has no ARN.
   */
  readonly form: string;
  /** The parts of the form, between colons and slashes, in lower case. */
  readonly parts: readonly string[];
  /**
   * The words for it: the service's, CloudFormation's, and that of the last variable of its ARNs.
   */
  readonly words: readonly string[];
  /** Whether its ARNs have no region. */
  readonly isGlobal: boolean;
}

/** A type that an action is about. */
export interface ExpectedType {
  readonly type: ResourceType;
  /** Whether every call of the action names such a resource. */
  readonly isRequired: boolean;
}

/** What AWS publishes about the resources of one service. */
export interface ServiceResources {
  readonly types: readonly ResourceType[];
  /**
   * The service's words for things that have an ID or a name; without a type where AWS has a word
   * for it only in the names of its actions.
   */
  readonly nouns: ReadonlyMap<string, ResourceType | undefined>;
  /**
   * The types of an action, those that every call names first; undefined for actions that are not
   * listed, and for those whose names end in their only type.
   */
  expectedOf(action: string): readonly ExpectedType[] | undefined;
}

/**
 * Returns the resources of a service by its prefix in IAM actions (`cloudwatch`); undefined when
 * AWS publishes nothing about it. The table is unpacked at the first call, each service when it is
 * first asked for.
 */
export function resourcesOfService(prefix: string): ServiceResources | undefined {
  const known = decoded.get(prefix);
  if (known) return known;
  const line = lines().get(prefix);
  if (line === undefined) return undefined;
  const service = decodeService(line);
  decoded.set(prefix, service);
  return service;
}

/** Returns all types of CloudFormation in the table. */
export function listTableTypes(): readonly string[] {
  const types = [...lines().keys()].flatMap((prefix) => resourcesOfService(prefix)?.types ?? []);
  return types.flatMap(({ name }) => name ?? []);
}

/**
 * Returns the name without the `s` of its plural. Names in `as`, `is`, `ss` and `us` are not
 * plurals.
 */
export function singular(noun: string): string {
  if (noun.endsWith('ies') && noun.length > 4) return `${noun.slice(0, -3)}y`;
  if (/(?:ss|us|as|is)es$/.test(noun)) return noun.slice(0, -2);
  return /[^suai]s$/.test(noun) ? noun.slice(0, -1) : noun;
}

const decoded = new Map<string, ServiceResources>();
let unpacked: ReadonlyMap<string, string> | undefined;

function lines(): ReadonlyMap<string, string> {
  unpacked ??= new Map(
    brotliDecompressSync(Buffer.from(packedTable(), 'base64'))
      .toString()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line]),
  );
  return unpacked;
}

/**
 * Decodes a line of the table, `prefix space`, types, further types of CloudFormation, actions and
 * further nouns, separated by tabs: see scripts/build-resource-table.mjs.
 */
function decodeService(line: string): ServiceResources {
  const [head = '', typeList = '', otherList = '', groups = '', nounList = ''] = line.split('\t');
  const [prefix = '', space = ''] = head.split(' ');
  const full = (name: string) =>
    `AWS::${name.includes(':') ? name.replace(':', '::') : `${space}::${name}`}`;
  const create = (type: Omit<ResourceType, 'parts' | 'words'>): ResourceType => ({
    ...type,
    parts: split(type.form, /[:/]/).map((part) => part.toLowerCase()),
    words: [type.noun, lastWord(type.name ?? ''), lastVariable(type.form)].filter(Boolean),
  });
  const types = split(typeList, ';').map((text): ResourceType => {
    const [key = '', form = '', name = '', service = '', where = ''] = text.split('~');
    const noun = plain(key);
    return create({
      noun,
      ...(name !== '' && { name: full(name) }),
      service: service || prefix,
      form: form.replace(/^@/, key).replace(/\$(?![a-z0-9])/g, `$${noun}`),
      isGlobal: where.includes('g'),
    });
  });
  const others = split(otherList, ' ').map((text): ResourceType => {
    const name = full(text);
    return create({ noun: lastWord(name), name, service: prefix, form: '', isGlobal: false });
  });
  const all = [...types, ...others];
  let actions: ReadonlyMap<string, readonly ExpectedType[]> | undefined;
  return {
    types: all,
    nouns: nounsOf(all, split(nounList, ' ')),
    expectedOf(action) {
      actions ??= decodeActions(groups, types);
      return actions.get(action);
    },
  };
}

/**
 * A noun belongs to the type of that name, else to one whose CloudFormation name or variable it is.
 */
function nounsOf(
  types: readonly ResourceType[],
  others: readonly string[],
): ReadonlyMap<string, ResourceType | undefined> {
  const nouns = new Map<string, ResourceType | undefined>();
  const add = (noun: string, type?: ResourceType) => {
    for (const word of [noun, singular(noun)])
      if (word.length > 2 && !nouns.has(word)) nouns.set(word, type);
  };
  for (const type of types) add(type.noun, type);
  for (const type of types) if (type.name) add(lastWord(type.name), type);
  for (const type of types) {
    const variable = lastVariable(type.form);
    if (!anyThing.test(variable)) add(variable, type);
  }
  for (const noun of others) add(noun);
  return nouns;
}

/** Returns the noun of the last variable of an ARN's form; empty when it has none. */
function lastVariable(form: string): string {
  return /\$(\w+)[^$]*$/.exec(form)?.[1] ?? '';
}

/** Variables that say nothing of the type: `resource` of `maintenancewindow/$resource`. */
const anyThing = /^(?:.*resource|id|name|arn|key|path|token|uuid|region|account|version|type)$/;

/**
 * Decodes `1,0?:Create+Delete/Thing Get/ThingPolicy`, groups of actions by the numbers of their
 * types.
 */
function decodeActions(
  groups: string,
  types: readonly ResourceType[],
): ReadonlyMap<string, readonly ExpectedType[]> {
  const actions = new Map<string, readonly ExpectedType[]>();
  for (const group of split(groups, ';')) {
    const [numbers = '', names = ''] = group.split(':');
    const expected = numbers.split(',').flatMap((number) => {
      const type = types[Number.parseInt(number, 10)];
      return type ? { type, isRequired: !number.endsWith('?') } : [];
    });
    for (const name of names.split(' ')) {
      const [verbs = '', object = ''] = name.split('/');
      for (const verb of verbs.split('+')) actions.set((verb + object).toLowerCase(), expected);
    }
  }
  return actions;
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function split(text: string, separator: string | RegExp): readonly string[] {
  return text === '' ? [] : text.split(separator);
}
