/** A record in the text of a trail file. */
interface TrailRecord {
  /** Without white space. */
  readonly json: string;
  /** Bytes from the start of the text. */
  readonly start: number;
  readonly end: number;
}

/** The text of a trail file with a few different records. */
export interface SmallTrail {
  readonly bytes: Buffer;
  readonly records: readonly TrailRecord[];
}

const events: readonly object[] = [
  {
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'TerminateInstances',
    sourceIPAddress: '198.51.100.7',
    requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    responseElements: null,
    eventID: '11111111-2222-4333-8444-555555555551',
    readOnly: false,
  },
  {
    eventVersion: '1.11',
    userIdentity: { type: 'AWSService', invokedBy: 'logs.amazonaws.com' },
    eventTime: '2026-11-19T08:00:01Z',
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    userAgent: 'text with "quotes", [brackets], {braces}, a \\ and é',
    requestParameters: { count: 12, ratio: -0.5, list: [], map: {} },
    resources: [{ ARN: 'arn:aws:kms:eu-west-1:111122223333:key/1', type: 'AWS::KMS::Key' }],
    eventID: '11111111-2222-4333-8444-555555555552',
    readOnly: true,
  },
  {
    eventVersion: '1.11',
    userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
    eventTime: '2026-11-19T08:00:02Z',
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    errorMessage: 'Failed authentication',
    additionalEventData: { MFAUsed: 'No' },
    eventID: '11111111-2222-4333-8444-555555555553',
  },
  {
    eventVersion: '1.11',
    userIdentity: { type: 'AWSService' },
    eventTime: '2026-11-19T08:00:03Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: '11111111-2222-4333-8444-555555555554',
  },
  {
    eventVersion: '1.11',
    userIdentity: null,
    eventTime: '2026-11-19T08:00:04Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    eventID: '11111111-2222-4333-8444-555555555555',
  },
];

/** Trail files that differ in how they are written. */
export const smallTrails: Readonly<Record<string, SmallTrail>> = {
  'a compact trail file': trailOf((record) => JSON.stringify(record)),
  'a pretty-printed trail file': trailOf((record) => JSON.stringify(record, undefined, 2)),
  'a trail file whose records begin with different keys': trailOf((record, index) => {
    const [first, ...others] = Object.entries(record);
    return JSON.stringify(index % 2 === 0 ? record : Object.fromEntries([...others, first ?? []]));
  }),
};

function trailOf(write: (record: object, index: number) => string): SmallTrail {
  const records: TrailRecord[] = [];
  let text = '{"Records":[';
  for (const [index, record] of events.entries()) {
    if (index > 0) text += ',';
    const start = Buffer.byteLength(text);
    const written = write(record, index);
    text += written;
    const json = JSON.stringify(JSON.parse(written));
    records.push({ json, start, end: Buffer.byteLength(text) });
  }
  return { bytes: Buffer.from(`${text}]}`), records };
}
