import { get } from 'node:http';
import { AccountClient, paginateListRegions } from '@aws-sdk/client-account';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
  type LookupAttribute,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type AwsStub, type AwsStubOptions, startAwsStub } from './aws-stub.ts';
import { startAws, startAwsWithS3 } from './aws-stub-environment.ts';
import type { GivenEvent } from './aws-stub-events.ts';
import { type AwsFault, expiredFrom } from './aws-stub-faults.ts';
import { createHistory } from './aws-stub-history.ts';
import type { StubRole } from './aws-stub-sts.ts';
import type { StubTrail } from './aws-stub-trails.ts';
import { stopClock, until } from './fake-clock.ts';
import { runs } from './runs.ts';

const account = '111122223333';
const tester = `arn:aws:iam::${account}:user/tester`;

describe('a history of the AWS stub', () => {
  test('is read newest first, on pages of at most 50 events, with the original records', async () => {
    const given = Array.from({ length: 120 }, (_, n) => JSON.stringify(eventOf({ n }, n), null, 1));
    const stub = await start({
      events: { 'us-east-1': [...given].reverse() },
      lookupQuota: 'none',
    });
    const read: (string | undefined)[] = [];
    for await (const page of paginateLookupEvents({ client: cloudTrail(stub) }, {})) {
      for (const event of page.Events ?? []) read.push(event.CloudTrailEvent);
    }
    expect(read).toEqual(given);
    expect(stub.counters.operations).toEqual({ LookupEvents: 3 });
    expect(stub.log[2]).toMatchObject({
      service: 'cloudtrail',
      region: 'us-east-1',
      operation: 'LookupEvents',
      parameters: { NextToken: expect.stringMatching(/^[\w+/]{64}$/) },
      accessKeyId: 'AKIDEXAMPLE',
      status: 200,
      error: undefined,
    });
  });

  test('has the fields of LookupEvents for each event', async () => {
    const event = eventOf({
      eventID: 'e-1',
      eventName: 'RunInstances',
      eventSource: 'ec2.amazonaws.com',
      readOnly: false,
      userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: 'AKIAALICE' },
      resources: [{ accountId: account, type: 'AWS::EC2::Instance', ARN: 'arn:i-1' }],
    });
    const stub = await start({ events: { 'us-east-1': [event] } });
    const { Events } = await cloudTrail(stub).send(new LookupEventsCommand({}));
    expect(Events).toEqual([
      {
        EventId: 'e-1',
        EventName: 'RunInstances',
        ReadOnly: 'false',
        AccessKeyId: 'AKIAALICE',
        EventTime: new Date('2026-11-19T12:00:00Z'),
        EventSource: 'ec2.amazonaws.com',
        Username: 'alice',
        Resources: [{ ResourceType: 'AWS::EC2::Instance', ResourceName: 'arn:i-1' }],
        CloudTrailEvent: JSON.stringify(event),
      },
    ]);
  });

  test.each([
    [{ type: 'Root', arn: `arn:aws:iam::${account}:root` }, 'root'],
    [{ type: 'Root', userName: 'alias' }, 'alias'],
    [{ type: 'IAMUser', userName: 'alice', principalId: 'AIDA' }, 'alice'],
    [{ type: 'AssumedRole', principalId: 'AROA:i-0123:x' }, 'i-0123:x'],
    [{ type: 'SAMLUser', principalId: 'x:y', userName: 'bob' }, 'bob'],
    [{ type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, undefined],
  ])('derives from the identity %o the user name %s', async (userIdentity, name) => {
    const stub = await start({ events: { 'us-east-1': [eventOf({ userIdentity })] } });
    const { Events } = await cloudTrail(stub).send(new LookupEventsCommand({}));
    expect(Events?.[0]?.Username).toBe(name);
    expect(Events?.[0]).not.toHaveProperty('AccessKeyId');
  });

  test('finds AssumeRole by the role ARN, the session and the issued access key', async () => {
    const assumed = eventOf({
      eventName: 'AssumeRole',
      requestParameters: { roleArn: 'arn:role', roleSessionName: 'job' },
      responseElements: {
        credentials: { accessKeyId: 'ASIANEW' },
        assumedRoleUser: { assumedRoleId: 'AROA:job', arn: 'arn:session' },
      },
      resources: [{ type: 'AWS::IAM::Role', ARN: 'arn:role' }],
    });
    const stub = await start({ events: { 'us-east-1': [assumed] }, lookupQuota: 'none' });
    for (const value of ['ASIANEW', 'AROA:job', 'job', 'arn:session', 'arn:role']) {
      expect(await idsOf(stub, { LookupAttributes: [attribute('ResourceName', value)] })).toEqual([
        'e-0',
      ]);
    }
  });

  test('returns the fields that a test gives instead of its own', async () => {
    const events: GivenEvent[] = [
      {
        event: '{"eventVersion":"1.01"ed}',
        answer: { EventId: 'broken', EventTime: 1795089600, Resources: [{ ResourceName: 'i-1' }] },
      },
      { event: eventOf({}), answer: { Username: 'given-name' } },
    ];
    const stub = await start({ events: { 'us-east-1': events } });
    const { Events } = await cloudTrail(stub).send(new LookupEventsCommand({}));
    expect(Events).toMatchObject([
      {
        EventId: 'broken',
        EventTime: new Date('2026-11-19T12:00:00Z'),
        Resources: [{ ResourceName: 'i-1' }],
        CloudTrailEvent: '{"eventVersion":"1.01"ed}',
      },
      { EventId: 'e-0', Username: 'given-name' },
    ]);
    expect(() => createHistory(['{"eventID":"1"}'])).toThrow('an event without a time');
  });

  test.each([
    ['EventId', 'e-7'],
    ['EventName', 'StopInstances'],
    ['ReadOnly', 'false'],
    ['Username', 'Alice'],
    ['ResourceType', 'AWS::EC2::Instance'],
    ['ResourceName', 'arn:I-1'],
    ['EventSource', 'ec2.amazonaws.com'],
    ['AccessKeyId', 'AKIAALICE'],
  ] as const)('is looked up by %s, in exactly the same case', async (key, value) => {
    const wanted = eventOf({
      eventID: 'e-7',
      eventName: 'StopInstances',
      eventSource: 'ec2.amazonaws.com',
      readOnly: false,
      userIdentity: { type: 'IAMUser', userName: 'Alice', accessKeyId: 'AKIAALICE' },
      resources: [{ type: 'AWS::EC2::Instance', ARN: 'arn:I-1' }],
    });
    const others = [eventOf({ eventID: 'e-8', readOnly: true }), eventOf({ eventID: 'e-9' })];
    const stub = await start({ events: { 'us-east-1': [...others, wanted] } });
    expect(await idsOf(stub, { LookupAttributes: [attribute(key, value)] })).toEqual(['e-7']);
    const swapped = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
    expect(await idsOf(stub, { LookupAttributes: [attribute(key, swapped)] })).toEqual([]);
  });

  test('is limited to a start and an end, both inclusive', async () => {
    const events = [0, 1, 2, 3].map((n) => eventOf({ eventID: `e-${n}` }, n));
    const stub = await start({ events: { 'us-east-1': events }, lookupQuota: 'none' });
    const at = (n: number) => new Date(Date.parse('2026-11-19T12:00:00Z') - n * 1000);
    expect(await idsOf(stub, { StartTime: at(2), EndTime: at(1) })).toEqual(['e-1', 'e-2']);
    expect(await idsOf(stub, { StartTime: at(1.5) })).toEqual(['e-0', 'e-1']);
    expect(await idsOf(stub, { EndTime: at(2) })).toEqual(['e-2', 'e-3']);
    expect(await idsOf(stub, { EndTime: at(2), StartTime: at(2) })).toEqual(['e-2']);
    expect(stub.log[0]?.parameters).toEqual({ StartTime: 1795089598, EndTime: 1795089599 });
  });

  test('holds 90 days of management events, and Insight events when they are requested', async () => {
    const events = [
      eventOf({ eventID: 'plain' }),
      eventOf({ eventID: 'old', eventTime: '2026-08-21T23:59:59Z' }),
      eventOf({ eventID: 'oldest', eventTime: '2026-08-22T00:00:00Z' }),
      eventOf({ eventID: 'management', eventCategory: 'Management', managementEvent: true }, 1),
      eventOf({ eventID: 'data', eventCategory: 'Data', managementEvent: false }),
      eventOf({ eventID: 'data106', managementEvent: false }),
      eventOf({ eventID: 'network', eventCategory: 'NetworkActivity' }),
      eventOf({ eventID: 'insight', eventCategory: 'Insight', eventName: 'Insight' }),
    ];
    const stub = await start({ events: { 'us-east-1': events }, lookupQuota: 'none' });
    expect(await idsOf(stub, {})).toEqual(['plain', 'management', 'oldest']);
    expect(await idsOf(stub, { StartTime: new Date(0) })).toEqual([
      'plain',
      'management',
      'oldest',
    ]);
    expect(await idsOf(stub, { EventCategory: 'insight' })).toEqual(['insight']);
    expect(await idsOf(stub, { LookupAttributes: [attribute('EventName', 'Insight')] })).toEqual(
      [],
    );
  });

  test('belongs to one region, and is empty when the test gives no events', async () => {
    const stub = await start({ events: { 'eu-west-1': [eventOf({ eventID: 'eu' })] } });
    expect(await idsOf(stub, {}, 'eu-west-1')).toEqual(['eu']);
    expect(await idsOf(stub, {}, 'us-east-1')).toEqual([]);
    await expect(startAwsStub({ events: { 'eu-west-9': [] } })).rejects.toThrow(
      'no region eu-west-9',
    );
  });

  test.each<[LookupEventsCommandInput, string]>([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException'],
    [{ StartTime: new Date(1000), EndTime: new Date(0) }, 'InvalidTimeRangeException'],
    [
      { LookupAttributes: [attribute('EventName', 'a'), attribute('Username', 'b')] },
      'InvalidLookupAttributesException',
    ],
    [{ LookupAttributes: [attribute('EventName', '')] }, 'InvalidLookupAttributesException'],
    [
      { LookupAttributes: [attribute('EventName', 'x'.repeat(2001))] },
      'InvalidLookupAttributesException',
    ],
    [
      { EventCategory: 'insight', LookupAttributes: [attribute('Username', 'b')] },
      'InvalidLookupAttributesException',
    ],
    [{ NextToken: 'nope' }, 'InvalidNextTokenException'],
  ])('refuses the request %o', async (input, name) => {
    const stub = await start();
    await expect(cloudTrail(stub).send(new LookupEventsCommand(input))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    });
    expect(stub.counters.errors).toEqual({ [name]: 1 });
  });

  test('returns every event once, whatever the lengths of pages', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 7 })),
        fc.integer({ min: 1, max: 6 }),
        (times, lengths, MaxResults) => {
          const events = times.map((time, n) => eventOf({ eventID: `e-${n}` }, time));
          const history = createHistory(events);
          const found: unknown[] = [];
          let token: unknown;
          do {
            const [pageLength = 0] = lengths.take(1);
            const parameters = { MaxResults, ...(token !== undefined && { NextToken: token }) };
            const reply = history.lookup(parameters, { now: 1795132800, pageLength });
            if (reply.kind !== 'json') throw new Error('no page');
            const { Events, NextToken } = JSON.parse(JSON.stringify(reply.value));
            expect(Events.length).toBeLessThanOrEqual(Math.min(MaxResults, pageLength));
            for (const { EventId } of Events) found.push(EventId);
            token = NextToken;
          } while (token !== undefined);
          const sorted = times.map((time, n) => ({ time, n })).sort((a, b) => a.time - b.time);
          expect(found).toEqual(sorted.map(({ n }) => `e-${n}`));
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('a page token of the AWS stub', () => {
  const events = Array.from({ length: 6 }, (_, n) => eventOf({ eventID: `e-${n}` }, n));
  const input = { MaxResults: 2, StartTime: new Date('2026-11-01') };

  async function firstPage(options: AwsStubOptions = {}) {
    const both = { 'us-east-1': events, 'eu-west-1': events };
    const stub = await start({ events: both, lookupQuota: 'none', ...options });
    const { NextToken } = await cloudTrail(stub).send(new LookupEventsCommand(input));
    if (NextToken === undefined) throw new Error('the page has no token');
    return { stub, NextToken };
  }

  test('can be used again, and gives the same page when there are new events', async () => {
    const { stub, NextToken } = await firstPage();
    expect(await idsOf(stub, { ...input, NextToken })).toEqual(['e-2', 'e-3']);
    stub.addEvents('us-east-1', [eventOf({ eventID: 'new' }, -60)]);
    expect(await idsOf(stub, { ...input, NextToken })).toEqual(['e-2', 'e-3']);
    expect(await idsOf(stub, input)).toEqual(['new', 'e-0']);
  });

  test('is invalid with other parameters or in another region', async () => {
    const { stub, NextToken } = await firstPage();
    const error = { name: 'InvalidNextTokenException' };
    for (const changed of [
      { ...input, StartTime: new Date('2026-11-02') },
      { ...input, EndTime: new Date('2026-11-20') },
      { ...input, MaxResults: 3 },
      { ...input, LookupAttributes: [attribute('EventName', 'x')] },
      { StartTime: input.StartTime },
    ]) {
      await expect(idsOf(stub, { ...changed, NextToken })).rejects.toMatchObject(error);
    }
    await expect(idsOf(stub, { ...input, NextToken }, 'eu-west-1')).rejects.toMatchObject(error);
  });

  test('can be expired by the test', async () => {
    const { stub, NextToken } = await firstPage();
    const error = { name: 'InvalidNextTokenException' };
    stub.setFault(() => ({ kind: 'invalid-page-token' }));
    await expect(idsOf(stub, { ...input, NextToken })).rejects.toMatchObject(error);
    expect(await idsOf(stub, input)).toEqual(['e-0', 'e-1']);
    stub.setFault(undefined);
    stub.expirePageTokens();
    await expect(idsOf(stub, { ...input, NextToken })).rejects.toMatchObject(error);
  });

  test('may follow a page that is short or empty', async () => {
    const stub = await start({
      events: { 'us-east-1': events },
      lookupQuota: 'none',
      fault: ({ nth }) => ({ kind: 'short-page', length: nth % 2 }),
    });
    const lengths: (number | undefined)[] = [];
    for await (const page of paginateLookupEvents({ client: cloudTrail(stub) }, {})) {
      lengths.push(page.Events?.length);
    }
    expect(lengths).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  });
});

describe("the AWS stub's quota of LookupEvents", () => {
  test('is two requests per second and region; others get a ThrottlingException', async () => {
    stopClock();
    const stub = await start();
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(stub, 'LookupEvents')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 400, 400]);
    expect(answers.find(({ status }) => status === 400)?.json).toEqual({
      __type: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    expect((await ask(stub, 'LookupEvents', { region: 'eu-west-1' })).status).toBe(200);
    expect((await ask(stub, 'DescribeTrails')).status).toBe(200);
    vi.advanceTimersByTime(499);
    expect((await ask(stub, 'LookupEvents')).status).toBe(400);
    vi.advanceTimersByTime(1);
    expect((await ask(stub, 'LookupEvents')).status).toBe(200);
    expect((await ask(stub, 'LookupEvents')).status).toBe(400);
    expect(stub.counters.errors).toEqual({ ThrottlingException: 4 });
    stub.reset();
    expect((await ask(stub, 'LookupEvents')).status).toBe(200);
  });

  test('can be changed by the test', async () => {
    stopClock();
    const stub = await start({ lookupQuota: { perSecond: 50, burst: 1 } });
    expect(await statusesOf(stub, 3, 20)).toEqual([200, 200, 200]);
    expect(await statusesOf(stub, 4, 10)).toEqual([400, 400, 200, 400]);
    expect(stub.log.map(({ at }) => at)).toEqual([0, 20, 40, 40, 50, 60, 70]);
    stub.setLookupQuota({ perSecond: 0.01, burst: 3 });
    expect(await statusesOf(stub, 5, 0)).toEqual([200, 200, 200, 400, 400]);
    stub.setLookupQuota('none');
    expect(await statusesOf(stub, 20, 0)).toEqual(Array(20).fill(200));
  });
});

describe('trails of the AWS stub', () => {
  const main: StubTrail = {
    Name: 'main',
    S3BucketName: 'logs',
    S3KeyPrefix: 'ct',
    SnsTopicARN: `arn:aws:sns:us-east-1:${account}:topic`,
    IsMultiRegionTrail: true,
    LogFileValidationEnabled: true,
    CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${account}:log-group:ct:*`,
  };
  const local: StubTrail = { Name: 'local', S3BucketName: 'eu-logs', HomeRegion: 'eu-west-1' };
  const organization: StubTrail = {
    Name: 'org',
    S3BucketName: 'org-logs',
    IsMultiRegionTrail: true,
    IsOrganizationTrail: true,
    TrailARN: 'arn:aws:cloudtrail:us-east-1:999988887777:trail/org',
    status: { IsLogging: false, LatestDeliveryError: 'NoSuchBucket', StopLoggingTime: 1795089600 },
    advancedEventSelectors: [{ Name: 'all', FieldSelectors: [] }],
  };
  const trails = [main, local, organization];
  const arn = (name: string, region = 'us-east-1') =>
    `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;

  test('are described with all their settings', async () => {
    const stub = await start({ trails });
    const { trailList } = await cloudTrail(stub).send(
      new DescribeTrailsCommand({ trailNameList: ['main'] }),
    );
    expect(trailList).toEqual([
      {
        ...main,
        HomeRegion: 'us-east-1',
        TrailARN: arn('main'),
        IncludeGlobalServiceEvents: true,
        IsOrganizationTrail: false,
        HasCustomEventSelectors: false,
        HasInsightSelectors: false,
      },
    ]);
  });

  test.each([
    ['us-east-1', {}, ['main', 'org']],
    ['eu-west-1', {}, ['main', 'local', 'org']],
    ['eu-west-1', { includeShadowTrails: false }, ['local']],
    ['us-east-1', { includeShadowTrails: false }, ['main']],
    ['eu-west-1', { trailNameList: ['main', 'local', 'nope'] }, ['local']],
    ['us-east-1', { trailNameList: ['org'] }, []],
    ['eu-west-1', { trailNameList: [arn('main'), arn('nope')] }, ['main']],
    ['us-east-1', { trailNameList: [arn('local', 'eu-west-1')] }, ['local']],
    ['eu-west-1', { trailNameList: [organization.TrailARN ?? ''] }, ['org']],
  ])('in %s are found by %o: %o', async (region, input, names) => {
    const client = cloudTrail(await start({ trails }), region);
    const { trailList } = await client.send(new DescribeTrailsCommand(input));
    expect(trailList?.map(({ Name }) => Name)).toEqual(names);
  });

  test('have a status and event selectors', async () => {
    const client = cloudTrail(await start({ trails }));
    expect(await client.send(new GetTrailStatusCommand({ Name: 'main' }))).toMatchObject({
      IsLogging: true,
      LatestDeliveryTime: new Date('2026-11-19T23:55:00Z'),
    });
    const Name = organization.TrailARN;
    expect(await client.send(new GetTrailStatusCommand({ Name }))).toMatchObject({
      IsLogging: false,
      LatestDeliveryError: 'NoSuchBucket',
      StopLoggingTime: new Date('2026-11-19T12:00:00Z'),
    });
    const selectors = new GetEventSelectorsCommand({ TrailName: 'main' });
    expect(await client.send(selectors)).toMatchObject({
      TrailARN: arn('main'),
      EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
    });
    const advanced = new GetEventSelectorsCommand({ TrailName: Name });
    expect(await client.send(advanced)).toMatchObject({
      AdvancedEventSelectors: [{ Name: 'all' }],
    });
    expect((await client.send(new GetTrailCommand({ Name: 'main' }))).Trail).toMatchObject(main);
    expect((await client.send(new ListTrailsCommand({}))).Trails).toEqual([
      { Name: 'main', TrailARN: arn('main'), HomeRegion: 'us-east-1' },
      { Name: 'local', TrailARN: arn('local', 'eu-west-1'), HomeRegion: 'eu-west-1' },
      { Name: 'org', TrailARN: organization.TrailARN, HomeRegion: 'us-east-1' },
    ]);
  });

  test('that do not exist are errors that name them', async () => {
    const client = cloudTrail(await start({ trails }), 'eu-west-1');
    const unknown = `Unknown trail: ${arn('main', 'eu-west-1')} for the user: ${account}`;
    for (const [sent, name, message] of [
      [client.send(new GetTrailCommand({ Name: 'main' })), 'TrailNotFound', 'Unknown trail: main'],
      [client.send(new GetTrailStatusCommand({ Name: 'main' })), 'TrailNotFound', unknown],
      [client.send(new GetTrailCommand({ Name: 'ab' })), 'InvalidTrailName', 'too short'],
      [client.send(new GetTrailCommand({ Name: 'arn:aws:s3:::b' })), 'CloudTrailARNInvalid', '::b'],
    ] as const) {
      await expect(sent).rejects.toMatchObject({
        name: `${name}Exception`,
        message: expect.stringContaining(message),
      });
    }
  });
});

describe('STS of the AWS stub', () => {
  const role: StubRole = { arn: 'arn:aws:iam::444455556666:role/path/reader' };
  const mfa = { serialNumber: `arn:aws:iam::${account}:mfa/phone`, tokenCodes: ['123456'] };
  const input = { RoleArn: role.arn, RoleSessionName: 'trailscan' };

  test('returns the identity of the caller, even when the action is denied', async () => {
    const stub = await start({ deniedActions: new Set(['sts:GetCallerIdentity']) });
    expect(await sts(stub).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: account,
      Arn: tester,
      UserId: 'AIDASTUBEXAMPLEUSER00',
    });
  });

  test('issues credentials for a role that the other services accept', async () => {
    const stub = await start({ roles: [role] });
    const { Credentials, AssumedRoleUser } = await assume(stub, input);
    const session = stub.sessions[0];
    const arn = 'arn:aws:sts::444455556666:assumed-role/reader/trailscan';
    expect(AssumedRoleUser?.Arn).toBe(arn);
    expect(Credentials).toMatchObject({
      AccessKeyId: session?.accessKeyId,
      SecretAccessKey: session?.secretAccessKey,
      SessionToken: session?.sessionToken,
    });
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    const identity = { Arn: arn, Account: '444455556666' };
    expect(await sts(stub, session).send(new GetCallerIdentityCommand({}))).toMatchObject(identity);
    expect(await idsOf(stub, {}, 'us-east-1', session)).toEqual([]);
    const { accessKeyId } = session ?? {};
    expect(stub.log.map((request) => request.accessKeyId)).toEqual([
      'AKIDEXAMPLE',
      accessKeyId,
      accessKeyId,
    ]);
    const forged = { ...defaultKeys, ...session, sessionToken: 'forged' };
    await expect(idsOf(stub, {}, 'us-east-1', forged)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  test('issues sessions with the lifetime that the test sets, and reports when they expire', async () => {
    stopClock(someSecond);
    const stub = await start({ roles: [{ ...role, lifetime: -60 }] });
    const { Credentials } = await assume(stub, input);
    expect(Credentials?.Expiration?.getTime()).toBe(Date.now() - 60_000);
    const [session] = stub.sessions;
    await expect(idsOf(stub, {}, 'us-east-1', session)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(sts(stub, session).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
      $metadata: { httpStatusCode: 403 },
    });
  });

  const notAuthorized = `User: ${tester} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`;
  const failed = 'MultiFactorAuthentication failed';

  test.each<[string, Partial<StubRole>, Partial<AssumeRoleCommandInput>, string]>([
    ['a role that does not exist', { arn: 'arn:aws:iam::444455556666:role/b' }, {}, notAuthorized],
    ['a role without its external ID', { externalId: 'x1' }, {}, notAuthorized],
    ['a role with another external ID', { externalId: 'x1' }, { ExternalId: 'X1' }, notAuthorized],
    ['a role without an MFA device', { mfa }, {}, notAuthorized],
    ['a role without an MFA code', { mfa }, { SerialNumber: mfa.serialNumber }, notAuthorized],
    [
      'a role without a serial number',
      { mfa },
      { TokenCode: '123456' },
      `${failed}, must provide both`,
    ],
    [
      'a role with another MFA code',
      { mfa },
      { SerialNumber: mfa.serialNumber, TokenCode: '654321' },
      `${failed} with invalid MFA one time pass code. `,
    ],
    [
      'a role with another MFA device',
      { mfa },
      { SerialNumber: 'arn:aws:iam::1:mfa/other', TokenCode: '123456' },
      `${failed}, unable to validate MFA code.  Please verify your MFA serial number`,
    ],
  ])('denies to assume %s', async (_, properties, more, message) => {
    const stub = await start({ roles: [{ ...role, ...properties }] });
    await expect(assume(stub, { ...input, ...more })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 403 },
    });
    expect(stub.sessions).toEqual([]);
  });

  test('accepts the right external ID, one that is not required, and an MFA code once', async () => {
    const other = { ...role, arn: 'arn:aws:iam::444455556666:role/b', mfa };
    const stub = await start({ roles: [{ ...role, externalId: 'x1' }, other] });
    await assume(stub, { ...input, ExternalId: 'x1' });
    const withCode = {
      RoleArn: other.arn,
      RoleSessionName: 'trailscan',
      ExternalId: 'whatever',
      SerialNumber: mfa.serialNumber,
      TokenCode: '123456',
    };
    await assume(stub, withCode);
    await expect(assume(stub, withCode)).rejects.toThrow('invalid MFA one time pass code');
    expect(stub.sessions.map(({ roleArn }) => roleArn)).toEqual([role.arn, other.arn]);
  });

  test('checks the names and durations of sessions', async () => {
    stopClock(someSecond);
    const stub = await start({ roles: [role] });
    for (const wrong of [
      { RoleSessionName: 'a b' },
      { RoleArn: 'arn' },
      { DurationSeconds: 899 },
      { DurationSeconds: 3601 },
    ]) {
      await expect(assume(stub, { ...input, ...wrong })).rejects.toMatchObject({
        name: 'ValidationError',
        $metadata: { httpStatusCode: 400 },
      });
    }
    const { Credentials } = await assume(stub, { ...input, DurationSeconds: 900 });
    expect(Credentials?.Expiration?.getTime()).toBe(someSecond + 900_000);
  });
});

describe('Account Management of the AWS stub', () => {
  test('lists the regions with the requested statuses, on pages', async () => {
    const stub = await start();
    const all = await regionsOf(stub, []);
    expect(all).toHaveLength(22);
    expect(all).toEqual([...all].sort());
    expect(stub.counters.operations).toEqual({ ListRegions: 2 });
    expect(await regionsOf(stub, ['DISABLED'])).toContain('me-south-1');
    const enabled = await regionsOf(stub, ['ENABLED', 'ENABLED_BY_DEFAULT'], 5);
    expect([enabled.length, enabled.includes('me-south-1')]).toEqual([17, false]);
    expect(stub.log.at(-1)).toMatchObject({ service: 'account', operation: 'ListRegions' });
  });

  test('lists the regions that the test gives, in every region', async () => {
    const regions = { 'us-east-1': 'ENABLED_BY_DEFAULT', 'me-south-1': 'DISABLED' } as const;
    const stub = await start({ regions });
    expect(await regionsOf(stub, [], 50, 'me-south-1')).toEqual(['me-south-1', 'us-east-1']);
  });

  test('can be denied by the test', async () => {
    const stub = await start({ deniedActions: new Set(['account:ListRegions']) });
    await expect(regionsOf(stub, [])).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${tester} is not authorized to perform: account:ListRegions on resource: arn:aws:account::${account}:account because no identity-based policy allows the account:ListRegions action`,
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('the AWS stub refuses', () => {
  test('requests in a region that is not enabled', async () => {
    const stub = await start({ events: { 'me-south-1': [eventOf({})] } });
    for (const region of ['me-south-1', 'xx-nowhere-1']) {
      await expect(idsOf(stub, {}, region)).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
        $metadata: { httpStatusCode: 400 },
      });
    }
    const client = sts(stub, defaultKeys, 'me-south-1');
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('requests with an unknown access key, an expired one, or none', async () => {
    const expiredAccessKeys = new Set<string>();
    const accessKeys = new Set(['AKIDEXAMPLE']);
    const stub = await start({ accessKeys, expiredAccessKeys, lookupQuota: 'none' });
    const unknown = await ask(stub, 'LookupEvents', { accessKeyId: 'AKIDOTHER' });
    expect([unknown.status, unknown.json]).toMatchObject([
      400,
      { __type: 'UnrecognizedClientException' },
    ]);
    expect((await ask(stub, 'LookupEvents')).status).toBe(200);
    expiredAccessKeys.add('AKIDEXAMPLE');
    const expired = await ask(stub, 'LookupEvents');
    expect([expired.status, expired.json]).toEqual([
      400,
      {
        __type: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      },
    ]);
    const unsigned = await ask(stub, 'LookupEvents', { accessKeyId: '' });
    expect(unsigned.json).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  test.each([
    ['LookupEvents', '{}', 'cloudtrail:LookupEvents'],
    ['GetTrailStatus', '{"Name":"main"}', 'cloudtrail:GetTrailStatus'],
  ])('an action that the test denies: %s', async (operation, body, action) => {
    const deniedActions = new Set([action]);
    const stub = await start({ deniedActions });
    const resource = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`;
    const about = operation === 'LookupEvents' ? '' : ` on resource: ${resource}`;
    const { status, json } = await ask(stub, operation, { body });
    expect([status, json]).toEqual([
      400,
      {
        __type: 'AccessDeniedException',
        message: `User: ${tester} is not authorized to perform: ${action}${about} because no identity-based policy allows the ${action} action`,
      },
    ]);
    deniedActions.clear();
    expect((await ask(stub, operation, { body })).json).not.toMatchObject({
      __type: 'AccessDeniedException',
    });
  });

  test('unknown operations and malformed requests', async () => {
    const stub = await start();
    expect((await ask(stub, 'CreateTrail')).json).toMatchObject({
      __type: 'UnknownOperationException',
    });
    expect((await ask(stub, 'LookupEvents', { body: '{' })).json).toMatchObject({
      __type: 'SerializationException',
    });
    expect((await ask(stub, 'LookupEvents', { body: '{"StartTime":"x"}' })).json).toMatchObject({
      __type: 'SerializationException',
    });
    expect((await fetch(stub.url)).status).toBe(403);
  });
});

test('the AWS stub accepts the target that the AWS CLI sends', async () => {
  const stub = await start();
  const prefix = 'com.amazonaws.cloudtrail.v20131101.';
  expect(await ask(stub, 'LookupEvents', { prefix })).toMatchObject({
    status: 200,
    json: { Events: [] },
  });
  expect(stub.log).toMatchObject([{ operation: 'LookupEvents', protocol: 'json' }]);
});

describe('a fault of the AWS stub', () => {
  test.each<[AwsFault, number, string]>([
    [{ kind: 'throttle' }, 400, 'ThrottlingException'],
    [{ kind: 'internal-error' }, 500, 'InternalFailure'],
    [{ kind: 'unavailable' }, 503, 'ServiceUnavailable'],
    [{ kind: 'expired' }, 400, 'ExpiredTokenException'],
    [{ kind: 'unknown-access-key' }, 400, 'UnrecognizedClientException'],
    [{ kind: 'access-denied' }, 400, 'AccessDeniedException'],
    [
      { kind: 'error', error: { kind: 'error', status: 413, code: 'TooLarge', message: '' } },
      413,
      'TooLarge',
    ],
  ])('such as %o is an error of AWS', async (fault, status, code) => {
    const stub = await start({ fault: () => fault });
    await expect(idsOf(stub, {})).rejects.toMatchObject({
      name: code,
      $metadata: { httpStatusCode: status },
    });
    expect(stub.log).toMatchObject([{ status, error: code, fault: fault.kind }]);
  });

  test('has the name and status that the service uses for it', async () => {
    const stub = await start({ fault: () => ({ kind: 'throttle' }) });
    await expect(regionsOf(stub, [])).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
    await expect(sts(stub).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'Throttling',
    });
    stub.setFault(() => ({ kind: 'access-denied' }));
    await expect(idsOf(stub, {})).rejects.toThrow(
      'cloudtrail:LookupEvents with an explicit deny in a service control policy',
    );
  });

  test('may be an answer that is not JSON', async () => {
    const stub = await start({ fault: () => ({ kind: 'garbage' }) });
    expect(await ask(stub, 'LookupEvents')).toMatchObject({ status: 200, json: undefined });
    await expect(idsOf(stub, {})).rejects.toThrow();
  });

  test('may break off the connection, never answer or answer late', async () => {
    const stub = await start({ lookupQuota: 'none' });
    for (const fault of [
      { kind: 'reset' },
      { kind: 'reset-mid-body', after: 3 },
      { kind: 'truncated', after: 3 },
    ] as const) {
      stub.setFault(() => fault);
      await expect(ask(stub, 'LookupEvents')).rejects.toThrow();
    }
    stub.setFault(() => ({ kind: 'hang' }));
    stopClock();
    const stop = new AbortController();
    const silent = ask(stub, 'LookupEvents', { signal: stop.signal });
    await until(() => stub.log.length === 4);
    vi.advanceTimersByTime(3_600_000);
    expect(stub.counters.inFlight).toBe(1);
    stop.abort(new Error('enough'));
    await expect(silent).rejects.toThrow('enough');
    await until(() => stub.counters.inFlight === 0);
    stub.setFault(() => ({ kind: 'late', pause: 30 }));
    const late = ask(stub, 'LookupEvents');
    await until(() => stub.log.length === 5);
    await vi.advanceTimersByTimeAsync(29);
    expect(stub.counters.inFlight).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await late).status).toBe(200);
    expect(stub.log.map(({ status }) => status)).toEqual([0, 200, 200, 0, 200]);
    await until(() => stub.counters.inFlight === 0);
  });

  test('is decided by the number of requests so far: all, of the operation, and identical ones', async () => {
    const seen: number[][] = [];
    const stub = await start({
      lookupQuota: 'none',
      fault: ({ nth, nthOfKind, attempt }) => {
        seen.push([nth, nthOfKind, attempt]);
        return undefined;
      },
    });
    await ask(stub, 'LookupEvents');
    await ask(stub, 'LookupEvents', { body: '{"MaxResults":1}' });
    await ask(stub, 'ListTrails');
    await ask(stub, 'LookupEvents', { region: 'eu-west-1' });
    await ask(stub, 'LookupEvents');
    expect(seen).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [3, 1, 1],
      [4, 1, 1],
      [5, 3, 2],
    ]);
    stub.reset();
    stub.setFault(expiredFrom(3));
    expect(await statusesOf(stub, 4, 0)).toEqual([200, 200, 400, 400]);
  });
});

describe('S3 behind the AWS stub', () => {
  const buckets = [
    {
      name: 'logs',
      objects: [['a b+c', { body: Buffer.from('hello') }] as const],
      region: 'us-east-1',
    },
  ];

  test('is read like a separate server, also by host name', async () => {
    const { stub, s3 } = await startAwsWithS3({}, { buckets });
    const client = new S3Client({
      endpoint: stub.url,
      region: 'us-east-1',
      credentials: defaultKeys,
    });
    const object = await client.send(new GetObjectCommand({ Bucket: 'logs', Key: 'a b+c' }));
    expect(await object.Body?.transformToString()).toBe('hello');
    const nope = client.send(new GetObjectCommand({ Bucket: 'logs', Key: 'nope' }));
    await expect(nope).rejects.toMatchObject({ name: 'NoSuchKey' });
    client.destroy();
    const authorization = authorizationOf('s3', 'us-east-1', 'AKIDEXAMPLE');
    const headers = { host: 'logs.s3.us-east-1.amazonaws.com', authorization };
    const status = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: stub.port, path: '/a%20b%2Bc', headers };
      get(options, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(200);
    expect(s3.log.map(({ operation }) => operation)).toEqual(Array(3).fill('GetObject'));
    expect(stub.log.map(({ service, status }) => [service, status])).toEqual([
      ['s3', 200],
      ['s3', 404],
      ['s3', 200],
    ]);
    expect(stub.counters).toMatchObject({ operations: { s3: 3 }, statuses: { 200: 2, 404: 1 } });
    await expect.poll(() => stub.counters.inFlight).toBe(0);
  });

  test('passes on faults, and is closed with the stub', async () => {
    const { stub, s3 } = await startAwsWithS3({}, { buckets });
    const headers = { authorization: authorizationOf('s3', 'us-east-1', 'AKIDEXAMPLE') };
    const read = async () => (await fetch(`${stub.url}/logs/a%20b%2Bc`, { headers })).text();
    for (const fault of [{ kind: 'reset' }, { kind: 'reset-mid-body', after: 2 }] as const) {
      s3.setFault(() => fault);
      await expect(read()).rejects.toThrow();
    }
    expect(stub.log.map(({ status }) => status)).toEqual([0, 200]);
    s3.setFault(() => ({ kind: 'hang' }));
    const waiting = read().catch(() => 'broken off');
    await expect.poll(() => s3.counters.inFlight).toBe(1);
    await stub.close();
    expect(await waiting).toBe('broken off');
    await expect.poll(() => s3.counters.inFlight).toBe(0);
  });

  test('is refused without an S3 server', async () => {
    const stub = await start();
    const headers = { authorization: authorizationOf('s3', 'us-east-1', 'AKIDEXAMPLE') };
    expect((await fetch(`${stub.url}/logs/k`, { headers })).status).toBe(400);
  });
});

test('the AWS stub waits for its latency before each answer, and counts requests in flight', async () => {
  stopClock();
  const stub = await start({ latency: 40, lookupQuota: 'none' });
  const answers = Promise.all([1, 2, 3].map(() => ask(stub, 'LookupEvents')));
  await until(() => stub.log.length === 3);
  vi.advanceTimersByTime(39);
  expect(stub.counters.inFlight).toBe(3);
  vi.advanceTimersByTime(1);
  await answers;
  expect(stub.counters).toMatchObject({ requests: 3, inFlight: 0, mostInFlight: 3 });
});

test('closing the AWS stub ends requests that are never answered', async () => {
  const stub = await startAwsStub({ fault: () => ({ kind: 'hang' }) });
  const waiting = ask(stub, 'LookupEvents').catch(() => 'broken off');
  await expect.poll(() => stub.counters.inFlight).toBe(1);
  await stub.close();
  expect(await waiting).toBe('broken off');
});

test('the environment of the AWS stub has its endpoint', async () => {
  const { stub, env } = await startAws();
  expect(env).toMatchObject({ AWS_ENDPOINT_URL: stub.url, AWS_REGION: 'us-east-1' });
});

const someSecond = Date.parse('2026-11-19T12:00:00Z');

/** Starts a stub that stops with the test. */
async function start(options: AwsStubOptions = {}): Promise<AwsStub> {
  return (await startAws(options)).stub;
}

/** Creates an event of 19 November, noon, or this many seconds before. */
function eventOf(properties: Readonly<Record<string, unknown>>, secondsBefore = 0) {
  const time = new Date(Date.parse('2026-11-19T12:00:00Z') - secondsBefore * 1000);
  const eventTime = time.toISOString().replace('.000', '');
  return { eventVersion: '1.08', eventID: 'e-0', eventTime, ...properties };
}

function attribute(key: LookupAttribute['AttributeKey'], value: string): LookupAttribute {
  return { AttributeKey: key, AttributeValue: value };
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const defaultKeys: Keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 's' };

/** Returns the options of an SDK client that does not retry. */
function clientOptions(stub: AwsStub, region: string, credentials: Keys) {
  return { endpoint: stub.url, region, credentials, maxAttempts: 1 };
}

function cloudTrail(stub: AwsStub, region = 'us-east-1', keys = defaultKeys): CloudTrailClient {
  const client = new CloudTrailClient(clientOptions(stub, region, keys));
  onTestFinished(() => client.destroy());
  return client;
}

function sts(stub: AwsStub, keys = defaultKeys, region = 'us-east-1'): STSClient {
  const client = new STSClient(clientOptions(stub, region, keys));
  onTestFinished(() => client.destroy());
  return client;
}

function assume(stub: AwsStub, input: AssumeRoleCommandInput) {
  return sts(stub).send(new AssumeRoleCommand(input));
}

/** Looks up one page, and returns the IDs of its events. */
async function idsOf(
  stub: AwsStub,
  input: LookupEventsCommandInput,
  region = 'us-east-1',
  keys = defaultKeys,
): Promise<(string | undefined)[]> {
  const page = await cloudTrail(stub, region, keys).send(new LookupEventsCommand(input));
  return (page.Events ?? []).map(({ EventId }) => EventId);
}

async function regionsOf(
  stub: AwsStub,
  statuses: readonly ('ENABLED' | 'ENABLED_BY_DEFAULT' | 'DISABLED')[],
  pageSize?: number,
  region = 'us-east-1',
): Promise<(string | undefined)[]> {
  const client = new AccountClient(clientOptions(stub, region, defaultKeys));
  onTestFinished(() => client.destroy());
  const found: (string | undefined)[] = [];
  const input = statuses.length === 0 ? {} : { RegionOptStatusContains: [...statuses] };
  const pages = paginateListRegions({ client, ...(pageSize && { pageSize }) }, input);
  for await (const page of pages) {
    for (const { RegionName } of page.Regions ?? []) found.push(RegionName);
  }
  return found;
}

function authorizationOf(service: string, region: string, accessKeyId: string): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261121/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

interface AskOptions {
  readonly region?: string;
  /** The access key of the signature; '' for no signature. */
  readonly accessKeyId?: string;
  readonly body?: string;
  /** The prefix of the target. */
  readonly prefix?: string;
  readonly signal?: AbortSignal;
}

/** Calls CloudTrail without the SDK. `json` is undefined when the answer is not JSON. */
async function ask(
  { url }: AwsStub,
  operation: string,
  { region = 'us-east-1', accessKeyId = 'AKIDEXAMPLE', body = '{}', ...more }: AskOptions = {},
): Promise<{ readonly status: number; readonly json: unknown }> {
  const { prefix = '', signal } = more;
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${prefix}CloudTrail_20131101.${operation}`,
    ...(accessKeyId !== '' && {
      authorization: authorizationOf('cloudtrail', region, accessKeyId),
    }),
  };
  const init = { method: 'POST', headers, body, ...(signal && { signal }) };
  const answer = await fetch(url, init);
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

/**
 * Makes requests this many milliseconds apart, by the stopped clock, and returns their statuses.
 */
async function statusesOf(stub: AwsStub, count: number, milliseconds: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n++) {
    if (n > 0 && milliseconds > 0) vi.advanceTimersByTime(milliseconds);
    statuses.push((await ask(stub, 'LookupEvents')).status);
  }
  return statuses;
}
