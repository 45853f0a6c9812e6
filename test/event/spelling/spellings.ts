import type { CloudTrailEvent } from '../../../src/event/event.ts';
import { isObject } from '../../../src/event/own-property.ts';
import { type Level, recordLevel } from '../../../src/event/spelling/levels.ts';

type Spell = (event: CloudTrailEvent) => Members;
type Members = Readonly<Record<string, unknown>>;

/** Ways in which databases and shippers write an event, by what they do with it. */
export const spellings: Readonly<Record<string, Spell>> = {
  'its keys are in lower case': (event) => renamed(event, recordLevel, (key) => key.toLowerCase()),
  'its keys are in upper case': (event) => renamed(event, recordLevel, (key) => key.toUpperCase()),
  'its keys are in snake_case': (event) => renamed(event, recordLevel, snakeCase),
  'its keys are words': (event) =>
    renamed(event, recordLevel, (key) => snakeCase(key).replaceAll('_', ' ')),
  'its nested fields are JSON in a text': (event) =>
    mapped(event, (value) =>
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ),
  'its nested fields are pretty JSON in a text': (event) =>
    mapped(event, (value) =>
      typeof value === 'object' && value !== null
        ? ` ${JSON.stringify(value, undefined, 1)}`
        : value,
    ),
  'the members of its userIdentity are columns': (event) => {
    const { userIdentity, ...others } = event;
    if (!isObject(userIdentity)) return event;
    const columns = Object.entries(userIdentity).map(([key, value]) => [
      `userIdentity.${key}`,
      value,
    ]);
    return { ...others, ...Object.fromEntries(columns) };
  },
  'its time is as SQL engines write it': (event) => withTime(event, sqlTime),
  'its time is a number': (event) => withTime(event, (time) => Date.parse(time)),
  'its time is a number in a text': (event) =>
    withTime(event, (time) => String(Date.parse(time) / 1000)),
  'its numbers and flags are of other types': (event) =>
    mapped(event, (value, key) => {
      if (/accountId$/i.test(key) && typeof value === 'string') return Number(value);
      if (key === 'eventVersion' && value === '1.08') return 1.08;
      return typeof value === 'boolean' ? String(value) : value;
    }),
};

function renamed(object: object, level: Level, rename: (key: string) => string): Members {
  return mapKeys(object, (key, value) => {
    const rule = level.fields.get(key);
    if (!rule || key === 'eventId') return [key, value];
    const inner = 'level' in rule ? rule.level : undefined;
    const spelled = (each: unknown) =>
      inner && isObject(each) ? renamed(each, inner, rename) : each;
    return [rename(key), Array.isArray(value) && inner ? value.map(spelled) : spelled(value)];
  });
}

function snakeCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

function withTime(event: CloudTrailEvent, spell: (time: string) => unknown): Members {
  return mapped(event, (value, key) =>
    key === 'eventTime' && typeof value === 'string' && value.endsWith('Z') ? spell(value) : value,
  );
}

function sqlTime(time: string): string {
  return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}

function mapped(event: object, map: (value: unknown, key: string) => unknown): Members {
  return mapKeys(event, (key, value) => [key, map(value, key)]);
}

function mapKeys(
  object: object,
  map: (key: string, value: unknown) => readonly [string, unknown],
): Members {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => map(key, value)));
}
