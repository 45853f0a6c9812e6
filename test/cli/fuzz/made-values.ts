/** Makes the odd texts, values and identities of made-up records. */
import { hex, pick, type Random } from '../../../bench/random.ts';
import { Verbatim } from './json-text.ts';

/** Returns a text that is hard to read, print or match. */
export function oddText(random: Random): string {
  const text = pick(random, texts);
  return random() < 0.04 ? text.repeat(1 + Math.floor(random() ** 4 * 200)) : text;
}

const texts = [
  'plain',
  'svc-backup',
  'a "quoted" word, {braces} [brackets]',
  'C:\\temp\\',
  'two\nlines\r\n',
  'Zürich 東京 🦀',
  '\ud800 alone',
  '\udc00\ud800',
  '\0\u0001\u001b[31m',
  '\u202e\u200b\ufeff',
  '=1+1',
  '@sum;+x',
  'tab\tand , comma',
  '{"eventVersion":"1.08","eventName":"PutObject"}',
  '"eventID":"x"}',
  '<b>&amp;</b>',
  'x'.repeat(300),
];

/** Returns a value of any type. */
export function oddValue(random: Random): unknown {
  return pick<() => unknown>(random, [
    () => null,
    () => true,
    () => Math.floor(random() * 1e6),
    () => pick(random, numbers),
    () => oddText(random),
    () => [],
    () => ({}),
    () => [[], {}, [oddText(random)], null],
    () => ({ id: hex(random, 6), eventID: 'not this', Records: [{ x: 1 }] }),
    () => ({ '': oddText(random), 'a.b': { 'c d': 1 }, ü: null }),
  ])();
}

const numbers = [
  '12345678901234567890123',
  '1e400',
  '-0',
  '1.0',
  '1E+2',
  '0.1000000000000000055',
  '-1.5e-300',
].map((text) => new Verbatim(text));

/** Returns an identity: of any type, withheld, null, or without most of its fields. */
export function userIdentity(random: Random): unknown {
  return pick<() => unknown>(random, [
    () => undefined,
    () => null,
    () => 'HIDDEN_DUE_TO_SECURITY_REASONS',
    () => ({}),
    () => ({ accountId: '444455556666', invokedBy: 'config.amazonaws.com' }),
    () => ({ type: 'Root', accountId: '444455556666', arn: 'arn:aws:iam::444455556666:root' }),
    () => iamUser(random, 'alice'),
    () => iamUser(random, 'bob'),
    () => assumedRole(random),
    () => ({ type: 'AWSService', invokedBy: 'logs.amazonaws.com' }),
    () => ({ type: 'AWSAccount', accountId: '777788889999', principalId: 'AIDAX' }),
    () => ({ type: null, arn: null, accessKeyId: null, sessionContext: null }),
    () => ({ type: 'Unknown', note: oddValue(random), sessionContext: 'HIDDEN' }),
  ])();
}

function iamUser(random: Random, userName: string): object {
  return {
    type: 'IAMUser',
    principalId: 'AIDAPS7I44DMWPEXAMPLE',
    arn: `arn:aws:iam::444455556666:user/${userName}`,
    accountId: '444455556666',
    accessKeyId: pick(random, ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE', '']),
    userName,
    ...(random() < 0.2 && { sessionContext: { attributes: { mfaAuthenticated: 'true' } } }),
  };
}

function assumedRole(random: Random): object {
  const session = pick(random, ['alice', 'ci']);
  return {
    type: 'AssumedRole',
    principalId: `AROAX:${session}`,
    arn: `arn:aws:sts::444455556666:assumed-role/deploy/${session}`,
    accountId: '444455556666',
    accessKeyId: 'ASIAPYXSUW3JJEXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAX',
        arn: 'arn:aws:iam::444455556666:role/deploy',
        accountId: '444455556666',
        userName: 'deploy',
      },
      attributes: { mfaAuthenticated: 'false', creationDate: '2026-11-18T00:00:00Z' },
    },
  };
}
