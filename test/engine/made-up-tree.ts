import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Number of log files. */
const fileCount = 200;

/** Number of events. Every third is delivered twice. */
const eventCount = 1500;

/**
 * Writes trail files of a few events each below the folder: not in time order, with some events in
 * two files, and with some files in other shapes, damaged, or without events.
 */
export function writeMadeUpTree(folder: string): void {
  const deliveries = Array.from({ length: eventCount }, (_, n) => n).flatMap((n) =>
    n % 3 === 0 ? [n, n] : [n],
  );
  for (let file = 0; file < fileCount; file++) {
    const day = join(
      folder,
      `AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/${10 + (file % 9)}`,
    );
    mkdirSync(day, { recursive: true });
    const records = deliveries.filter((_, at) => (at * 7919) % fileCount === file).map(madeUpEvent);
    const name = `111122223333_CloudTrail_us-east-1_${String(file).padStart(4, '0')}`;
    const { extension, bytes } = storedAs(file, records);
    writeFileSync(join(day, `${name}.${extension}`), bytes);
  }
}

function storedAs(
  file: number,
  records: readonly object[],
): { readonly extension: string; readonly bytes: Buffer } {
  const text = JSON.stringify({ Records: records });
  const json = (bytes: Buffer) => ({ extension: 'json', bytes });
  const packed = (bytes: Buffer) => ({ extension: 'json.gz', bytes });
  switch (file % 20) {
    case 3:
      return packed(gzipSync(text).subarray(0, -40));
    case 5:
      return packed(gzipSync(text.replace('"eventTime":"2026', '"eventTime":"now')));
    case 7:
      return json(Buffer.from(text.replace('},{"eventVersion"', ',{"eventVersion"')));
    case 9:
      return json(Buffer.from(JSON.stringify({ Records: records }, undefined, 2)));
    case 11:
      return json(Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join('')));
    case 13:
      return json(Buffer.from(JSON.stringify({ Events: records.map(lookedUp) })));
    case 15:
      return json(
        Buffer.from(file % 40 === 15 ? '' : '{"schemaVersion":"2.0","service":{},"severity":2}'),
      );
    case 17:
      return { extension: 'log', bytes: Buffer.from('version account-id interface-id srcaddr\n') };
    default:
      return packed(gzipSync(text));
  }
}

function lookedUp(record: object): object {
  return { EventId: 'x', EventName: 'x', CloudTrailEvent: JSON.stringify(record) };
}

function madeUpEvent(n: number): object {
  const time = new Date(Date.UTC(2026, 10, 10) + ((n * 104_729) % 700_000) * 1000);
  return {
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', userName: `user-${n % 13}`, accountId: '111122223333' },
    eventTime: time.toISOString().replace('.000Z', 'Z'),
    eventSource: n % 2 === 0 ? 's3.amazonaws.com' : 'ec2.amazonaws.com',
    eventName: ['GetObject', 'PutObject', 'RunInstances', 'DescribeInstances', 'ConsoleLogin'][
      n % 5
    ],
    awsRegion: 'us-east-1',
    sourceIPAddress: `198.51.100.${n % 250}`,
    userAgent: `agent \\ "${n % 17}" é`,
    ...(n % 11 === 0 && { errorCode: 'AccessDenied' }),
    requestParameters: { bucketName: `bucket-${n % 29}`, key: 'k'.repeat(n % 400) },
    ...(n % 50 !== 0 && { eventID: `${String(n).padStart(8, '0')}-2222-4333-8444-555555555555` }),
  };
}
