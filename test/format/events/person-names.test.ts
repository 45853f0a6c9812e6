import { expect, test } from 'vitest';
import { createPersonNames } from '../../../src/format/events/person-names.ts';
import { createColumn } from '../../../src/format/text/column.ts';
import { eventOf } from '../../event/event-of.ts';

const person = { type: 'IdentityCenterUser', onBehalfOf: { userId: 'id-1' } };
const signIn = eventOf({ userIdentity: person, additionalEventData: { UserName: 'jdoe' } });
const call = eventOf({ userIdentity: person });

test('a name that one event gives to a person is shown beside the ID in every event of the person', () => {
  const names = createPersonNames();
  expect(names.beside('id-1', createColumn('user'), call)).toBe('id-1');
  names.learn(signIn);
  for (const column of ['user', 'principal', 'identity'].map(createColumn)) {
    expect(names.beside('id-1', column, call)).toBe('id-1 (jdoe)');
    expect(names.beside('alice', column, call)).toBe('alice');
  }
});

test('a name is not shown in other columns, and not for other people', () => {
  const names = createPersonNames();
  names.learn(signIn);
  expect(names.beside('id-1', createColumn('resource'), call)).toBe('id-1');
  const other = eventOf({ userIdentity: { ...person, onBehalfOf: { userId: 'id-2' } } });
  expect(names.beside('id-2', createColumn('user'), other)).toBe('id-2');
});

test('a name that is withheld is not learned', () => {
  const names = createPersonNames();
  const UserName = 'HIDDEN_DUE_TO_SECURITY_REASONS';
  names.learn(eventOf({ userIdentity: person, additionalEventData: { UserName } }));
  expect(names.beside('id-1', createColumn('user'), call)).toBe('id-1');
});
