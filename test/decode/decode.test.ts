import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Decoded } from '../../src/decode/decoded.ts';
import { contentsOf, decodeAll } from './decode-all.ts';
import { decodeWhole } from './decode-whole.ts';
import { createMatchAllDecoder } from './match-all-decoder.ts';

const event = {
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
  eventTime: '2026-11-19T08:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  awsRegion: 'eu-west-1',
  requestParameters: { count: 12345678901234567890n },
  eventID: '11111111-2222-4333-8444-555555555555',
};
/** The event as AWS writes it, with a number too large for a double. */
const json = JSON.stringify(event, (_, value) =>
  typeof value === 'bigint' ? 'BIG' : value,
).replace('"BIG"', '12345678901234567890');
const quoted = JSON.stringify(json);
const eventBridge = JSON.stringify({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: 0,
}).replace(':0', `:${json}`);
const packed = gzipSync(
  JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [{ message: json }] }),
).toString('base64');

/** Returns the value as JSON in a JSON string. */
function inText(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value));
}

function nestedTexts(times: number): string {
  return times === 0 ? json : `{"Body":${JSON.stringify(nestedTexts(times - 1))}}`;
}

describe('the decoder finds an event', () => {
  test.each([
    ['that is the whole file', json],
    ['in a trail file', `{"Records":[${json}]}`],
    [
      'in an EventBridge envelope',
      `{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","detail":${json}}`,
    ],
    [
      'in a trail file with Windows line ends and a byte order mark',
      `\ufeff{"Records":[\r\n${json}\r\n]}\r\n`,
    ],
    [
      'in LookupEvents output',
      `{"Events":[{"EventId":"1","EventTime":1763539200,"CloudTrailEvent":${quoted}}],"NextToken":"x"}`,
    ],
    [
      'in a CloudWatch Logs subscription',
      `{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","timestamp":1,"message":${quoted}}]}`,
    ],
    [
      'in filter-log-events output',
      `{"events":[{"logStreamName":"s","message":${quoted},"eventId":"2"}],"searchedLogStreams":[]}`,
    ],
    ['after a timestamp', `2026-11-01T00:00:00.000Z ${json}\n`],
    [
      'after a timestamp and the name of a log stream',
      `2026-11-01T00:00:00.000000+00:00 111122223333_CloudTrail_eu-west-1 ${json}\n`,
    ],
    ['in an SNS message', `{"Type":"Notification","MessageId":"1","Message":${quoted}}`],
    ['as a JSON string on a line', `${quoted}\n`],
    [
      'in output of an Insights query',
      `{"results":[[{"field":"@timestamp","value":"2026"},{"field":"@message","value":${quoted}}]],"status":"Complete"}`,
    ],
    ['in SQS messages', `{"Messages":[{"MessageId":"m","Body":${quoted}}]}`],
    [
      'in EventBridge events in SNS messages in SQS messages',
      `{"Messages":[{"MessageId":"m","Body":${inText({ Type: 'Notification', Message: eventBridge })}}]}`,
    ],
    [
      'in SQS messages that a Lambda function takes',
      `{"Records":[{"messageId":"m","body":${inText(eventBridge)},"eventSource":"aws:sqs","eventSourceARN":"arn:a"}]}`,
    ],
    [
      'in SNS messages that a Lambda function takes',
      `{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"Type":"Notification","Message":${quoted}}}]}`,
    ],
    [
      'in Kinesis records that a Lambda function takes',
      `{"Records":[{"kinesis":{"partitionKey":"1","data":"${packed}"},"eventSource":"aws:kinesis","eventSourceARN":"arn:a"}]}`,
    ],
    [
      'in Kinesis records',
      `{"Records":[{"SequenceNumber":"1","Data":"${packed}","PartitionKey":"1"}]}`,
    ],
    [
      'in base64 that is not compressed',
      `{"records":[{"recordId":"1","data":"${Buffer.from(json).toString('base64')}"}]}`,
    ],
    ['in a CloudWatch Logs event of Lambda', `{"awslogs":{"data":"${packed}"}}`],
    [
      'in the original event of Beats',
      `{"@timestamp":"2026","event":{"original":${quoted},"kind":"event"}}`,
    ],
    [
      'in the original event of flattened Beats',
      `{"event.original":${quoted},"message":"RunInstances"}`,
    ],
    [
      'in results of Athena',
      `{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"n"},{"VarCharValue":"eventdata"}]},{"Data":[{},{"VarCharValue":${quoted}}]}]}}`,
    ],
    ['in texts within texts', nestedTexts(8)],
    ['as rows of a Lake query', `{"QueryResultRows":[[{"eventData":${quoted}},{"n":"1"}]]}`],
  ])('%s, with its own text', async (_, text) => {
    expect(await events(text)).toEqual([json]);
  });

  test.each([
    [
      'in arrays of objects with one member',
      `[[{"Body":${JSON.stringify(`[{"Body":${quoted}}]`)}}]]`,
    ],
    ['in arrays of arrays of envelopes', `[[{"Records":[${json}]}]]`],
    [
      'in a member with an unknown name',
      `{"hits":{"total":1,"hits":[{"_index":"i","_source":${json}}]}}`,
    ],
  ])('%s', async (_, text) => {
    const [found] = await events(text);
    expect(JSON.parse(found ?? '')).toEqual(JSON.parse(json));
  });

  test('in UTF-16, as Windows PowerShell writes it', async () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]);
    expect(await events(text)).toEqual([json]);
  });

  test('after an empty list with the name of a record array', async () => {
    expect(await events(`{"events":[],${json.slice(1)}`)).toHaveLength(1);
    expect(await events(`{"Records":[],"Records":[${json}]}`)).toEqual([json]);
    expect(await decodeAll('{"Records":[ ]}')).toEqual([]);
  });

  test('in a member with an unknown name of a document that is too large to hold', async () => {
    const padding = JSON.stringify({ note: 'x'.repeat(2 ** 20) });
    const text = `{"hits":{"hits":[${`${padding},`.repeat(20)}{"_source":${json}}]}}`;
    const found = await decodeAll(text);
    expect(found.filter(({ kind }) => kind === 'event')).toHaveLength(1);
    expect(found.filter(({ kind }) => kind === 'foreign')).toHaveLength(20);
    expect(await events(text)).toEqual([json]);
  });

  test('and removes only the white space between its tokens', async () => {
    const pretty = JSON.stringify(
      { ...JSON.parse(json), note: 'two  spaces\n and "\\"' },
      undefined,
      2,
    );
    const [found] = await events(`{"Records":[${pretty}]}`);
    expect(found).toBe(JSON.stringify(JSON.parse(pretty)));
  });
});

describe('a decoder', () => {
  test('reads small, large, damaged and sound files one after another without mixing them up', async () => {
    const decoder = createMatchAllDecoder();
    const large = `${json}\n`.repeat(5000);
    const texts = [`{"Records":[${json}]}`, `{"Records":[${json},`, large, json, `${json}x`, json];
    const found: Decoded[] = [];
    for (const [file, text] of texts.entries()) {
      const bytes = Buffer.from(text);
      const stream = () => decoder.decodeStream(String(file), Readable.from([bytes]), () => {});
      const whole = file % 2 === 0 && (await decodeWhole(decoder, String(file), bytes));
      if (whole) found.push(...whole);
      else for await (const some of stream()) found.push(...some);
    }
    found.push(...decoder.flush());
    const records = contentsOf(found).flatMap((content) =>
      content.kind === 'event' ? [content.record] : [],
    );
    expect(records.every((record) => record.json === json)).toBe(true);
    const ofFile = (file: string) => records.filter((record) => record.file === file);
    const counts = [...texts.keys()].map((file) => ofFile(String(file)).length);
    expect(counts).toEqual([1, 1, 5000, 1, 1, 1]);
    expect(ofFile('2').map(({ offset }) => offset)).toEqual(
      Array.from({ length: 5000 }, (_, at) => at * (json.length + 1)),
    );
  });
});

describe('a table of events', () => {
  test("from the console's CSV download becomes events with the values of its columns", async () => {
    const csv =
      'Event name,Event time,User name,Event source,Resource type,Resource name,Read-only,AWS region,Event ID,AWS access key,Source IP address,Error code\n' +
      'RunInstances,2026-11-19T08:00:00Z,alice,ec2.amazonaws.com,"AWS::EC2::Instance, AWS::EC2::VPC","i-1a2b3c4d, vpc-1",false,eu-west-1,id-1,AKIAIOSFODNN7EXAMPLE,198.51.100.7,\n';
    expect((await events(csv)).map((text) => JSON.parse(text))).toEqual([
      {
        eventName: 'RunInstances',
        eventTime: '2026-11-19T08:00:00Z',
        userIdentity: { userName: 'alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
        eventSource: 'ec2.amazonaws.com',
        resources: [
          { type: 'AWS::EC2::Instance', resourceName: 'i-1a2b3c4d' },
          { type: 'AWS::EC2::VPC', resourceName: 'vpc-1' },
        ],
        readOnly: 'false',
        awsRegion: 'eu-west-1',
        eventID: 'id-1',
        sourceIPAddress: '198.51.100.7',
      },
    ]);
  });

  test('from Athena, with its structs, becomes events again', async () => {
    const csv =
      '"eventversion","useridentity","eventtime","eventsource","eventname","requestparameters","resources","errorcode"\n' +
      '"1.08","{type=AssumedRole, arn=arn:aws:sts::1:assumed-role/r/s, username=null, sessioncontext={attributes={mfaauthenticated=false}, sessionissuer={type=Role, username=r}}}",' +
      '"2026-11-19 08:00:00.000","s3.amazonaws.com","GetObject","{""bucketName"":""b""}","[{arn=arn:aws:s3:::b, accountid=1, type=AWS::S3::Bucket}]",\n';
    expect((await events(csv)).map((text) => JSON.parse(text))).toEqual([
      {
        eventVersion: '1.08',
        userIdentity: {
          type: 'AssumedRole',
          arn: 'arn:aws:sts::1:assumed-role/r/s',
          userName: null,
          sessionContext: {
            attributes: { mfaAuthenticated: 'false' },
            sessionIssuer: { type: 'Role', userName: 'r' },
          },
        },
        eventTime: '2026-11-19T08:00:00Z',
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
        requestParameters: { bucketName: 'b' },
        resources: [{ arn: 'arn:aws:s3:::b', accountId: '1', type: 'AWS::S3::Bucket' }],
      },
    ]);
  });

  test('may have line breaks and quotes in cells, and is reported when it ends inside a quote', async () => {
    const csv =
      'eventName,eventTime,eventSource,errorMessage\nA,2026-11-19T08:00:00Z,ec2.amazonaws.com,"two\nlines, ""quoted"""\nB,2026-11-19T08:00:00Z,ec2.amazonaws.com,"never closed\n';
    const found = await decodeAll(csv);
    expect(found.map(({ kind }) => kind)).toEqual(['event', 'damage']);
  });
});

describe('content without events is reported by its kind:', () => {
  test.each([
    [
      'a digest file',
      '{"awsAccountId":"1","digestStartTime":"2026","digestS3Bucket":"b","logFiles":[]}',
      'CloudTrail digest file',
    ],
    [
      'an AWS Config snapshot',
      '{"fileVersion":"1.0","configurationItems":[{"a":1},{"b":2}]}',
      'AWS Config snapshot',
    ],
    [
      'an S3 notification',
      '{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"x","eventName":"ObjectCreated:Put","s3":{}}]}',
      'S3 event notification',
    ],
    [
      'EventBridge events of other services',
      '{"detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{"state":"running"}}',
      'EventBridge event of another kind',
    ],
    [
      'a control message',
      '{"messageType":"CONTROL_MESSAGE","logEvents":[{"message":"CWL CONTROL MESSAGE: Checking health"}]}',
      'log line without JSON',
    ],
    ['other JSON', '{"name":"x","version":"1"}', 'not a CloudTrail event'],
    [
      'a VPC flow log',
      'version account-id interface-id srcaddr\n2 1 eni-1 10.0.0.1\n',
      'VPC flow log',
    ],
    ['a CloudFront log', '#Version: 1.0\n#Fields: date\n', 'CloudFront log'],
  ])('%s', async (_, text, reason) => {
    expect(await decodeAll(text)).toEqual([{ kind: 'foreign', reason }]);
  });

  test('an empty file and a file of white space', async () => {
    expect(await decodeAll('')).toEqual([{ kind: 'empty' }]);
    expect(await decodeAll(' \r\n')).toEqual([{ kind: 'empty' }]);
    // A byte order mark alone, of UTF-8 and UTF-16.
    expect(await decodeAll('\ufeff')).toEqual([{ kind: 'empty' }]);
    expect(await decodeAll(Buffer.from([0xff, 0xfe]))).toEqual([{ kind: 'empty' }]);
    expect(await decodeAll(Buffer.from([0xfe, 0xff]))).toEqual([{ kind: 'empty' }]);
  });

  test('text and files of unknown formats', async () => {
    expect(await decodeAll('Dear diary,\n')).toEqual([{ kind: 'unknown', reason: 'not JSON' }]);
    expect(await decodeAll('PAR1\x15\x04')).toMatchObject([
      { kind: 'unknown', reason: 'Parquet file' },
    ]);
  });
});

describe('of a file that begins inside a record, the others are read:', () => {
  const long = json.replace('"count"', `"text":"${'x'.repeat(6000)}","count"`);
  const item = `{"EventId":"1","CloudTrailEvent":${quoted}}`;

  test.each([
    ['a part of a trail file', `{"Records":[${long},${json},${json}]}`],
    ['a part of an indented trail file', indented([long, json, json])],
    ['a rotated log', `${long}\n${json}\n${json}\n`],
    ['a rotated log whose lines begin with a time', timed([long, json, json])],
    ['a part of saved LookupEvents output', `{"Events":[${item},${item},${item}]}`],
  ])('%s', async (_, text) => {
    const first = text.indexOf('eventTime');
    for (const at of [40, first - 1, first, first + 3, first + 11, first + 13, first + 30]) {
      // A whole value at the start may be taken for a record that is not an event.
      const found = (await decodeAll(text.slice(at))).filter(({ kind }) => kind !== 'foreign');
      expect(found.map(({ kind }) => kind)).toEqual(['damage', 'event', 'event']);
    }
  });

  test.each([
    ['text', `An event looks like this: ${json}\n`],
    ['Markdown', `# Events\n\n\`\`\`json\n${indented([json])}\n\`\`\`\n`],
    ['source code', `export const event = ${json};\n`],
    ['a page', `<pre>${json}</pre>\n`],
  ])('but %s with an event as an example is not such a file', async (_, text) => {
    expect(await decodeAll(text)).toEqual([{ kind: 'unknown', reason: 'not JSON' }]);
  });

  function indented(records: readonly string[]): string {
    return JSON.stringify({ Records: records.map((record) => JSON.parse(record)) }, undefined, 2);
  }

  function timed(records: readonly string[]): string {
    return records.map((record) => `2026-11-19T08:00:00.000Z ${record}\n`).join('');
  }
});

describe('of a file with one damaged byte, all other records are read:', () => {
  const records = [...'abcdefghi'].map((id) => json.replace('11111111-2222', id));
  const trail = `{"Records":[${records.join()}]}`;
  const items = records.map((record) => `{"EventId":"1","CloudTrailEvent":${inText(record)}}`);

  test.each([
    ['a colon in the first record is a brace', trail.replace('"userIdentity":', '"userIdentity"}')],
    ['an ID begins with a brace', trail.replace('"eventID":"d', '"eventID":}d')],
    ['a comma between records is a quote', trail.replace('},{"eventV', '}"{"eventV'), 9],
    ['a comma between records is a bracket', trail.replace('},{"eventV', '}]{"eventV'), 9],
    ['a record begins with a bracket', trail.replace('},{"eventV', '},]"eventV')],
    ['the list begins with a brace', trail.replace('[', '{'), 9],
    ['saved LookupEvents output begins with a bracket', `}"Events":[${items.join()}]}`, 9],
  ])('%s', async (_, text, expected = 8) => {
    const found = await decodeAll(text);
    expect(found.filter(({ kind }) => kind === 'event')).toHaveLength(expected);
    expect(found.filter(({ kind }) => kind === 'damage')).toHaveLength(1);
    expect(found).toHaveLength(expected + 1);
  });

  test('the list of a file that is too large to hold begins with a brace', async () => {
    const padded = records.map((record) =>
      record.replace('"count"', `"text":"${'x'.repeat(2 ** 21)}","count"`),
    );
    const found = await decodeAll(`{"Records":{${padded.join()}]}`);
    expect(found.map(({ kind }) => kind)).toEqual(['damage', ...records.map(() => 'event')]);
  });
});

describe('a decoded record', () => {
  test.each([
    [
      'with a number as its time',
      { ...parsed(), eventTime: 5 },
      'eventTime: expected string, received number',
    ],
    [
      'without a time',
      { ...parsed(), eventTime: undefined },
      'eventTime: expected a string, found nothing',
    ],
    [
      'whose time is not an ISO time',
      { ...parsed(), eventTime: 'yesterday' },
      'eventTime: expected an ISO 8601 time such as 2026-11-19T08:00:00Z',
    ],
    [
      'without a name',
      { ...parsed(), eventName: undefined },
      'eventName: expected a string, found nothing',
    ],
    [
      'with an object as its name',
      { ...parsed(), eventName: { name: 'RunInstances' } },
      'eventName: expected string, received object',
    ],
  ])('%s is reported as damage, with the path and the reason', async (_, value, reason) => {
    expect(await decodeAll(JSON.stringify({ Records: [value, parsed()] }))).toMatchObject([
      { kind: 'damage', offset: 12, record: true, reason: `not a CloudTrail event: ${reason}` },
      { kind: 'event' },
    ]);
  });

  test.each([
    [
      'of an Insight event',
      {
        eventVersion: '1.09',
        eventTime: '2026-11-19T08:00:00Z',
        awsRegion: 'x',
        eventCategory: 'Insight',
        insightDetails: {
          state: 'Start',
          eventSource: 'ec2.amazonaws.com',
          eventName: 'RunInstances',
        },
      },
    ],
    [
      'of an aggregated event',
      {
        eventVersion: '1.0',
        awsRegion: 'x',
        eventCategory: 'Aggregated',
        eventSource: 's3.amazonaws.com',
        timeWindow: { windowStart: '2026-11-19T08:00:00Z', windowEnd: '2026-11-19T08:05:00Z' },
        summary: {},
      },
    ],
    ['without an identity', { ...parsed(), userIdentity: undefined }],
    [
      'with a number deep inside userIdentity',
      { ...parsed(), userIdentity: { sessionContext: { sessionIssuer: { arn: 1 } } } },
    ],
    ['with an object as its resources', { ...parsed(), resources: { ARN: 'arn:aws:s3:::b' } }],
    ['with a list as its errorMessage', { ...parsed(), errorMessage: ['a', 'b'] }],
    [
      'with hidden parameters',
      {
        ...parsed(),
        requestParameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        userIdentity: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      },
    ],
    ['with members of any name', { ...parsed(), somethingNew: [1], constructor: 1 }],
  ])('%s is accepted as an event', async (_, value) => {
    expect(await decodeAll(JSON.stringify(value))).toMatchObject([{ kind: 'event' }]);
  });

  test('keeps a member called __proto__, like any other member', async () => {
    const text = `${json.slice(0, -1)},"__proto__":{"polluted":true}}`;
    const [found] = await decodeAll(text);
    expect(found?.kind === 'event' && found.record.json).toBe(text);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

function parsed() {
  return { ...event, requestParameters: null };
}

async function events(text: string | Buffer): Promise<string[]> {
  return (await decodeAll(text)).flatMap((found) =>
    found.kind === 'event' ? [found.record.json] : [],
  );
}
