import { expect, test } from 'vitest';
import { accessOf } from '../../src/event/access.ts';
import { eventOf } from './event-of.ts';

test.each([
  [true, 'read'],
  ['true', 'read'],
  ['True', 'read'],
  [false, 'write'],
  ['false', 'write'],
])('an event with readOnly %j is a %s, whatever its name', (readOnly, access) => {
  expect(accessOf(eventOf({ readOnly, eventName: 'TerminateInstances' }))).toBe(access);
  expect(accessOf(eventOf({ readOnly, eventName: 'DescribeInstances' }))).toBe(access);
});

test.each([
  ['DescribeInstances', 'read'],
  ['GetObject', 'read'],
  ['ListUsers', 'read'],
  ['LookupEvents', 'read'],
  ['HeadBucket', 'read'],
  ['BatchGetItem', 'read'],
  ['AssumeRole', 'read'],
  ['Decrypt', 'read'],
  ['GetFunction20150331v2', 'read'],
  ['ConsoleLogin', 'write'],
  ['TerminateInstances', 'write'],
  ['CreateUser', 'write'],
  ['BatchWriteItem', 'write'],
  ['Getaway', 'write'],
  ['Listen', 'write'],
  ['SignupUser', 'write'],
])('an event without readOnly and with the name %s is a %s', (eventName, access) => {
  expect(accessOf(eventOf({ eventName }))).toBe(access);
});
