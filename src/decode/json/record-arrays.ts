import { configSnapshot } from '../beside-trails.ts';

/**
 * Arrays that hold records, by their key in the outermost object: `Records` of trail files,
 * `Events` of saved LookupEvents output, `events` of `aws logs filter-log-events` output,
 * `logEvents` of CloudWatch Logs subscriptions, `QueryResultRows` of CloudTrail Lake's
 * GetQueryResults, `results` of CloudWatch Logs Insights' GetQueryResults, `Messages` of
 * `aws sqs receive-message` output, `records` of Firehose's calls of Lambda functions. `foreign`
 * marks the arrays of documents that do not hold events.
 */
export const recordArrays: ReadonlyMap<string, { readonly foreign?: string }> = new Map([
  ['Records', {}],
  ['Events', {}],
  ['events', {}],
  ['logEvents', {}],
  ['QueryResultRows', {}],
  ['results', {}],
  ['Messages', {}],
  ['records', {}],
  ['configurationItems', { foreign: configSnapshot }],
]);
