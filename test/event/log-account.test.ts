import { expect, test } from 'vitest';
import { attributes } from '../../src/event/attributes.ts';
import { foundIn } from '../../src/event/log-account.ts';
import { parseLogFileName } from '../../src/source/trail-layout/log-file-name.ts';
import { placeOf } from '../../src/source/trail-layout/trail-place.ts';
import { eventOf } from './event-of.ts';

const key = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/02';
const name = '111122223333_CloudTrail_us-east-1_20260302T1005Z_abcdefghijklmnop.json.gz';

test.each([
  [`s3://bucket/prefix/${key}/${name}`, '111122223333'],
  [`${key}/renamed.json`, '111122223333'],
  [`/logs/${key.replace('AWSLogs/', 'AWSLogs/o-abcdefghij/')}/renamed.json`, '111122223333'],
  [name, '111122223333'],
  [`folder/${name.replace('CloudTrail', 'CloudTrail-Insight')}`, '111122223333'],
  ['C:\\logs\\AWSLogs\\111122223333\\CloudTrail\\x.json', '111122223333'],
  ['444455556666/events.json', ''],
  ['AWSLogs/backup/111122223333/events.json', ''],
  ['1111222233334_CloudTrail_us-east-1_x.json', ''],
  ['-', ''],
])('the account of an event that does not name one, in the file %s, is %j', (file, account) => {
  expect(attributes.account.show(foundIn(eventOf({ recipientAccountId: null }), file))).toBe(
    account,
  );
});

test("the account in a name is the one for which a trail's files are selected", () => {
  expect(parseLogFileName(name)?.account).toBe('111122223333');
  expect(placeOf(`${key}/`)?.account).toBe('111122223333');
});

const caller = { type: 'IAMUser', accountId: '444455556666' };
const other = { type: 'AWSAccount', accountId: '444455556666' };
const service = { type: 'AWSService', invokedBy: 'dynamodb.amazonaws.com' };
const resources = [{ ARN: 'a' }, { accountId: '777788889999' }];

test.each([
  [
    'its own account',
    { recipientAccountId: '999900001111', userIdentity: caller },
    key,
    '999900001111',
  ],
  ['an aggregate', { accountId: '999900001111', userIdentity: caller }, key, '999900001111'],
  ['the account of the file', { userIdentity: caller, resources }, key, '111122223333'],
  ["the caller's account", { userIdentity: caller, resources }, '', '444455556666'],
  [
    "the resource's account, for a service",
    { userIdentity: service, resources },
    '',
    '777788889999',
  ],
  [
    "the resource's account, for a caller of another",
    { userIdentity: other, resources },
    '',
    '777788889999',
  ],
  ['the other account, if it is the only one', { userIdentity: other }, '', '444455556666'],
  ['none', { userIdentity: service, resources: 'hidden' }, '', ''],
])('an event has %s', (_, fields, folder, account) => {
  expect(attributes.account.show(foundIn(eventOf(fields), `${folder}/x.json`))).toBe(account);
});
