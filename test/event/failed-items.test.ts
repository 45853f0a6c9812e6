import { describe, expect, test } from 'vitest';
import { itemWords } from '../../src/event/describe-event.ts';
import { failedItemsOf } from '../../src/event/failed-items.ts';
import { outcomeOf } from '../../src/event/outcome.ts';
import { eventOf } from './event-of.ts';

const denied = { error: { code: 'UnauthorizedOperation' } };

describe('a batch call', () => {
  test.each<[string, unknown, unknown, string, string]>([
    [
      'EC2, one of two flow logs',
      { DeleteFlowLogsRequest: { FlowLogId: [{ content: 'fl-1' }, { content: 'fl-2' }] } },
      { DeleteFlowLogsResponse: { unsuccessful: { item: { resourceId: 'fl-2', ...denied } } } },
      'ok',
      '1 of 2 failed',
    ],
    [
      'EC2, the only flow log',
      { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-2' } } },
      { DeleteFlowLogsResponse: { unsuccessful: { item: { resourceId: 'fl-2', ...denied } } } },
      'denied',
      '1 of 1 failed',
    ],
    [
      'EC2, both endpoints, one of which was denied',
      { DeleteVpcEndpointsRequest: { VpcEndpointId: [{ content: 'a' }, { content: 'b' }] } },
      {
        DeleteVpcEndpointsResponse: { unsuccessful: { item: [denied, { error: { code: 'X' } }] } },
      },
      'failed',
      '2 of 2 failed',
    ],
    [
      'EC2, nothing',
      { FlowLogId: 'fl-1' },
      { DeleteFlowLogsResponse: { unsuccessful: '', requestId: 'r' } },
      'ok',
      '',
    ],
    [
      'ECS, no task',
      { cluster: 'c' },
      { tasks: [], failures: [{ reason: 'R' }] },
      'failed',
      '1 of 1 failed',
    ],
    [
      'ECS, one of two tasks, in subnets that are no items',
      { count: 2, networkConfiguration: { subnets: ['a', 'b', 'c'] } },
      { tasks: [{}], failures: [{ reason: 'R' }] },
      'ok',
      '1 of 2 failed',
    ],
    ['ECS, only tasks', { count: 1 }, { tasks: [{}], failures: [] }, 'ok', ''],
    [
      'EventBridge, one of two targets',
      { rule: 'r', targets: [{ id: '1' }, { id: '2' }] },
      { failedEntryCount: 1, failedEntries: [{ targetId: '2', errorCode: 'X' }] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'EventBridge, all events',
      null,
      { failedEntryCount: 1, entries: [{ errorCode: 'AccessDenied' }] },
      'denied',
      '1 of 1 failed',
    ],
    [
      'Kinesis, one of three records',
      { streamName: 's' },
      { failedRecordCount: 1, records: [{ sequenceNumber: '1' }, {}, {}] },
      'ok',
      '1 of 3 failed',
    ],
    ['EventBridge, nothing', { rule: 'r' }, { failedEntryCount: 0, failedEntries: [] }, 'ok', ''],
    [
      'DynamoDB, two of three items',
      { requestItems: { a: [{}, {}], b: [{}] } },
      { unprocessedItems: { a: [{}], b: [{}] } },
      'ok',
      '2 of 3 failed',
    ],
    ['DynamoDB, nothing', { requestItems: { a: [{}] } }, { unprocessedItems: {} }, 'ok', ''],
    [
      'DynamoDB, one of two statements',
      { statements: [{}, {}] },
      { responses: [{ tableName: 't' }, { error: { code: 'ConditionalCheckFailed' } }] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'SQS, one of two messages',
      { queueUrl: 'q' },
      { successful: [{ id: '1' }], failed: [{ id: '2', code: 'InternalError' }] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'Security Hub, all findings',
      {},
      { failedCount: 2, successCount: 0, failedFindings: [{ errorCode: 'X' }, { errorCode: 'Y' }] },
      'failed',
      '2 of 2 failed',
    ],
    [
      'GuardDuty, one of two members',
      { accountIds: ['111122223333', '444455556666'] },
      { unprocessedAccounts: [{ accountId: '444455556666', result: 'no such member' }] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'Resource Groups Tagging, both resources',
      { resourceARNList: ['a', 'b'] },
      {
        failedResourcesMap: {
          a: { errorCode: 'AccessDeniedException' },
          b: { errorCode: 'AccessDeniedException' },
        },
      },
      'denied',
      '2 of 2 failed',
    ],
    [
      'Systems Manager, one of two parameters',
      { names: ['a', 'b'] },
      { deletedParameters: ['a'], invalidParameters: ['b'] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'SES, one of two e-mails',
      {},
      { bulkEmailEntryResults: [{ status: 'SUCCESS' }, { status: 'FAILED', error: 'x' }] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'Glue, with a request that is withheld',
      'HIDDEN_DUE_TO_SECURITY_REASONS',
      { errors: [{ tableName: 't', errorDetail: { errorCode: 'X' } }] },
      'ok',
      '1 failed',
    ],
    [
      'Kinesis, two of three records, with the number as a text',
      { streamName: 's' },
      { failedRecordCount: '2', records: [{}, {}, {}] },
      'ok',
      '2 of 3 failed',
    ],
    [
      'a service that names the only item in two failures',
      { names: ['a'] },
      {
        errors: [
          { name: 'a', code: 'AccessDenied' },
          { name: 'a', code: 'AccessDenied' },
        ],
      },
      'denied',
      '1 of 1 failed',
    ],
    [
      'a service that names the only item, which is not in a list, in two failures',
      { instanceId: 'i-1' },
      { failures: [{ instanceId: 'i-1', reason: 'x' }, { instanceId: 'i-1' }] },
      'failed',
      '1 of 1 failed',
    ],
    [
      'a service that names one of two items in three failures',
      { names: ['a', 'b'] },
      { errors: [{ name: 'a' }, { name: 'a' }, { name: 'a' }] },
      'ok',
      '1 of 2 failed',
    ],
    [
      'ECS, two tasks in one subnet',
      { count: 2, subnets: ['s'] },
      { tasks: [], failures: [{ reason: 'R' }, { reason: 'R' }] },
      'failed',
      '2 of 2 failed',
    ],
    [
      'a service whose failures name no item of the request',
      { subnets: ['s'] },
      { failures: [{ reason: 'R' }, { reason: 'R' }] },
      'ok',
      '2 failed',
    ],
    ['a list of things that failed', {}, { builds: [{ status: 'FAILED' }] }, 'ok', ''],
    ['settings that are named for errors', {}, { errorReport: { bucket: 'b' } }, 'ok', ''],
    ['a response that is withheld', {}, 'HIDDEN_DUE_TO_SECURITY_REASONS', 'ok', ''],
  ])('of %s', (_, requestParameters, responseElements, outcome, words) => {
    const event = eventOf({ requestParameters, responseElements });
    expect(outcomeOf(event)).toBe(outcome);
    expect(itemWords(event)).toBe(words);
  });
});

test('failures are counted in a bounded part of a hostile response', () => {
  const length = 100_000;
  const many = Object.fromEntries(Array.from({ length }, (_, at) => [`errors${at}`, [at]]));
  const requestParameters = { many: Array.from({ length }, (_, at) => ({ id: `${at}` })), ...many };
  const responseElements = { failures: Array.from({ length }, () => ({ id: 'x' })), ...many };
  expect(failedItemsOf(eventOf({ requestParameters, responseElements }))?.failed).toBe(10_000);
});
