/**
 * Arrays that hold records, by their key in the outermost object: `Records` of trail files, `Events` of saved
 * LookupEvents output, `events` of `aws logs filter-log-events` output, `logEvents` of CloudWatch Logs
 * subscriptions, `QueryResultRows` of CloudTrail Lake's GetQueryResults. `foreign` names the kind of a
 * document whose array does not hold events.
 */
export const recordArrays: ReadonlyMap<string, { readonly foreign?: string }> = new Map([
  ['Records', {}],
  ['Events', {}],
  ['events', {}],
  ['logEvents', {}],
  ['QueryResultRows', {}],
  ['configurationItems', { foreign: 'AWS Config snapshot' }],
]);
