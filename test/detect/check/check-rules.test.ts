import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../src/detect/check/check-rules.ts';
import { rulesIn, ruleWith } from '../sigma/rules-in.ts';

/** Returns what is odd about the rule with one search identifier of these lines. */
function reasonsFor(...lines: readonly string[]): readonly string[] {
  const detection = `a:\n${lines.map((line) => `  ${line}`).join('\n')}\ncondition: a`;
  return reasonsAbout(ruleWith(detection));
}

function reasonsAbout(text: string): readonly string[] {
  const { rules, report } = rulesIn([text]);
  expect(report.problems).toEqual([]);
  return checkRules(rules).map(({ reason }) => reason);
}

describe('checkRules', () => {
  it.each<[string, string | undefined]>([
    ['eventNam: x', "no event has the field 'eventNam' (did you mean 'eventName'?)"],
    ['src_country: x', "no event has the field 'src_country'"],
    [
      'userIdentity.userNam: x',
      "no event has the field 'userIdentity.userNam' (did you mean 'userIdentity.userName'?)",
    ],
    [
      'userIdentity.sessionContext.sessionIssuer.typ: x',
      "no event has the field 'userIdentity.sessionContext.sessionIssuer.typ' (did you mean 'userIdentity.sessionContext.sessionIssuer.type'?)",
    ],
    ['useridentity.arn: x', "the field 'useridentity' is spelled 'userIdentity'"],
    ['requestParameters.anything.at.all: x', undefined],
    ['trailscan.outcome: denied', undefined],
    ['src_ip: 10.0.0.1', undefined],
    [
      'userIdentity.arn|fieldref: requestParameter.x',
      "no event has the field 'requestParameter' (did you mean 'requestParameters'?)",
    ],
  ])('checks fields: %s', (line, reason) => {
    expect(reasonsFor(line)).toEqual(reason === undefined ? [] : [reason]);
  });

  it.each<[string, string | undefined]>([
    [
      'eventName: DeletTrail',
      "no known event is called 'DeletTrail' (did you mean 'DeleteTrail'?)",
    ],
    ['eventName: deletetrail', undefined],
    [
      'eventName: ListAllMyBuckets',
      "no known event is called 'ListAllMyBuckets' (did you mean 'ListBuckets' or 'ListDirectoryBuckets'?)",
    ],
    [
      'eventName: run-instances',
      "no known event is called 'run-instances' (did you mean 'RunInstances'?)",
    ],
    ['eventName: CreateFunction20150331v2', undefined],
    ['eventName: ListBuckets', undefined],
    ['eventName: PutBucketPublicAccessBlock', undefined],
    ['eventName: deletebucketcors', undefined],
    ['eventName: ConsoleLogin', undefined],
    ['eventName|startswith: Delete', undefined],
    ['eventName: "*Trial"', undefined],
    ['eventName|contains: Buckkit', "no known event matches '*Buckkit*'"],
    ['eventSource: iam', "no eventSource is 'iam': they end in .amazonaws.com"],
    [
      'eventSource: aim.amazonaws.com',
      "no known service has the eventSource 'aim.amazonaws.com' (did you mean 'iam.amazonaws.com'?)",
    ],
    ['eventSource: IAM.amazonaws.com', undefined],
    ['eventSource: ec2.amazonaws.com.cn', undefined],
    ['eventSource|startswith: s3', undefined],
    ['eventSource|contains: kinesys', "no known eventSource matches '*kinesys*'"],
    ['userIdentity.type: IAM_User', "no userIdentity.type is 'IAM_User' (did you mean 'IAMUser'?)"],
    ['userIdentity.type: root', undefined],
    ['userIdentity.type: "*User"', undefined],
    ['eventType: AwsApiCal', "no eventType is 'AwsApiCal' (did you mean 'AwsApiCall'?)"],
    ['eventCategory: Insights', "no eventCategory is 'Insights' (did you mean 'Insight'?)"],
    [
      'userIdentity.arn|contains: responseElements.user.name',
      "'responseElements.user.name' is compared as text: did you mean userIdentity.arn|fieldref?",
    ],
    ['userAgent: exec-env/x.y', undefined],
    [
      'userIdentity.arn|fieldref: requestParameters.userName',
      "'userIdentity.arn' and 'requestParameters.userName' are never equal, since one is an ARN: did you mean userIdentity.arn|fieldref|endswith: requestParameters.userName?",
    ],
    ['userIdentity.arn|fieldref|endswith: requestParameters.userName', undefined],
    ['userIdentity.userName|fieldref: requestParameters.userName', undefined],
    ['errorCode|gt: 5', "'errorCode' is text, which is never a number"],
    ['eventVersion|gte: 1.05', undefined],
    ['requestParameters.count|gt: 5', undefined],
    ['eventTime|gt: 2026', "'eventTime' is a time: compare a part of it, such as eventTime|hour"],
    ['eventTime|year|gt: 2026', undefined],
    ['eventName|hour: 3', "'eventName' is not a time"],
  ])('checks values: %s', (line, reason) => {
    expect(reasonsFor(line)).toEqual(reason === undefined ? [] : [reason]);
  });

  const never = 'the condition never holds: it contradicts itself';
  it.each([
    ['a: {eventName: GetObject}\nb: {eventName: PutObject}', 'a and b', true],
    ['a: {eventName: GetObject}\nb: {eventName: [PutObject, getobject]}', 'a and b', false],
    [
      'a: {eventName: [GetObject, HeadObject]}\nb: {eventName: [PutObject, CopyObject]}',
      'a and b',
      true,
    ],
    ['a: {eventName: GetObject}\nb: {eventName: PutObject}', 'a or b', false],
    ['a: {eventName: GetObject}', 'a and not a', true],
    ['a: {eventName: GetObject}\nb: {eventName: GETOBJECT}', 'a and not b', true],
    ['a: {eventName: GetObject}\nb: {awsRegion: x}', 'a and not (a or b)', true],
    ['a: {eventName: GetObject}\nb: {awsRegion: x}', 'a and not (a and b)', false],
    [
      'a: {eventName: [GetObject, PutObject]}\nb: {eventName: [PutObject, GetObject, CopyObject]}',
      'a and not b',
      true,
    ],
    ['a: {eventName: [GetObject, PutObject]}\nb: {eventName: PutObject}', 'a and not b', false],
    [
      'a: {eventName: GetObject}\nb: {eventName: PutObject}\nc: {eventName: CopyObject}',
      'a and (b or c)',
      true,
    ],
    [
      'a: {eventName: GetObject}\nb: {eventName: PutObject}\nc: {awsRegion: x}',
      'a and (b or c)',
      false,
    ],
    ['a: {errorCode: null}\nb: {errorCode: AccessDenied}', 'a and b', true],
    ['a: {errorCode: null}\nb: {errorCode: ""}', 'a and b', false],
    ['a: {requestParameters.x: a}\nb: {requestParameters.x: b}', 'a and b', false],
    ['a: {eventName|cased: GetObject}\nb: {eventName|cased: PutObject}', 'a and b', false],
    ['a: {eventName|contains: Get}', 'a and not a', true],
  ])('with %j finds that %s never holds: %s', (identifiers, condition, isNever) => {
    expect(reasonsAbout(ruleWith(`${identifiers}\ncondition: ${condition}`))).toEqual(
      isNever ? [never] : [],
    );
  });

  it.each([
    [
      'event_count',
      'gt: 10\n    lt: 5',
      ['the condition never holds: its bounds contradict each other'],
    ],
    ['event_count', 'gt: 10\n    lte: 20', []],
    [
      'event_count',
      'eq: 3\n    neq: 3',
      ['the condition never holds: its bounds contradict each other'],
    ],
    ['event_count', 'lt: 0', ['the condition never holds: a count is never below 0']],
    ['event_count', 'eq: 0', []],
    ['temporal', 'gte: 2', ['the condition never holds: there are fewer than 2 rules']],
    ['temporal', 'gte: 1', []],
    ['value_sum', 'lt: -5\n    field: requestParameters.x', []],
    [
      'value_count',
      'gte: 5\n    field: eventNam',
      ["no event has the field 'eventNam' (did you mean 'eventName'?)"],
    ],
  ])('checks a correlation of type %s with the condition %j', (type, condition, reasons) => {
    const text = `title: C\ncorrelation:\n  type: ${type}\n  rules: [base]\n  timespan: 1m\n  condition:\n    ${condition}\n---\n${ruleWith('a: {eventName: GetObject}\ncondition: a', 'title: B\nname: base\nlevel: low')}`;
    expect(reasonsAbout(text)).toEqual(reasons);
  });

  it('checks the fields by which correlations group, and aliases, and those that are first seen', () => {
    const text = [
      'title: C\ncorrelation:\n  type: temporal\n  rules: [base]\n  timespan: 1m\n  group-by: [who, awsRegio]\n  aliases: {who: {base: userIdentity.ar}}\n',
      ruleWith(
        'a: {eventName: GetObject}\ncondition: a',
        'title: B\nname: base\nlevel: low\ntrailscan.first_seen: [userAgen]',
      ),
    ].join('---\n');
    expect(reasonsAbout(text)).toEqual([
      "no event has the field 'awsRegio' (did you mean 'awsRegion'?)",
      "no event has the field 'userIdentity.ar' (did you mean 'userIdentity.arn'?)",
      "no event has the field 'userAgen' (did you mean 'userAgent'?)",
    ]);
  });

  it('reports at most twenty reasons about the items of a rule', () => {
    const names = Array.from({ length: 3000 }, (_, at) => `Nothing${at}`);
    expect(reasonsFor(`eventName: [${names.join(', ')}]`)).toHaveLength(20);
  });

  it('reports each reason once for a rule, with its file and line', () => {
    const { rules } = rulesIn([ruleWith('a: {eventNam: [x, y]}\ncondition: a')]);
    expect(checkRules(rules)).toEqual([
      {
        file: 'a.yml',
        line: 1,
        rule: 'Test',
        reason: "no event has the field 'eventNam' (did you mean 'eventName'?)",
      },
    ]);
  });
});
