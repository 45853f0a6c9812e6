import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allFixtures } from '../scripts/fixtures/all-fixtures.ts';
import { compareFixtures, filesIn } from '../scripts/fixtures/compare-fixtures.ts';
import { incidents } from '../scripts/fixtures/incidents.ts';
import { eventSchema } from '../src/event/event-schema.ts';

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixtures = allFixtures();
const paths = [...filesIn(folder)];

const recordSchema = z.looseObject({
  eventID: z.string().optional(),
  eventName: z.string().optional(),
  eventSource: z.string().optional(),
  eventTime: z.string().optional(),
  eventVersion: z.string(),
  errorCode: z.string().optional(),
  eventCategory: z.string().optional(),
  recipientAccountId: z.string().optional(),
  sourceIPAddress: z.string().optional(),
  responseElements: z.unknown().optional(),
  requestParameters: z.unknown().optional(),
  userIdentity: z
    .looseObject({ type: z.string().optional(), arn: z.string().optional() })
    .optional(),
});
type TrailRecord = z.infer<typeof recordSchema>;
const documentSchema = z.object({ Records: z.array(recordSchema) });

const trailFiles = paths.filter((path) => path.startsWith('trail/'));
const logFiles = trailFiles.filter((path) => !path.includes('/CloudTrail-Digest/'));
const texts = logFiles.flatMap((path) => recordTexts(inflated(path)));
const events = [...new Set(texts)].map((text) => recordSchema.parse(JSON.parse(text)));

function bytesOf(path: string): Buffer {
  return readFileSync(join(folder, path));
}

function inflated(path: string): string {
  const bytes = bytesOf(path);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
}

/** Returns the records of a compact trail file, each as text. */
function recordTexts(document: string): readonly string[] {
  return z
    .object({ Records: z.array(z.unknown()) })
    .parse(JSON.parse(document))
    .Records.map((record) => JSON.stringify(record));
}

function tally(list: readonly string[]): object {
  const counts: { [key: string]: number } = {};
  for (const key of list) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function actionsOf(service: string): ReadonlySet<string> {
  return new Set(
    events
      .filter(({ eventSource }) => eventSource === `${service}.amazonaws.com`)
      .map(({ eventName }) => eventName ?? ''),
  );
}

describe('fixtures', () => {
  const copy = mkdtempSync(join(tmpdir(), 'trailscan-fixtures-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('are the files that the script generates', () => {
    expect(compareFixtures(folder, fixtures)).toEqual([]);
  });

  it('are compared by content: changed, missing and foreign files are reported', () => {
    cpSync(folder, copy, { recursive: true });
    const [changed = '', missing = ''] = logFiles;
    writeFileSync(join(copy, changed), bytesOf(missing));
    writeFileSync(join(copy, 'broken/corrupt.json.gz'), bytesOf('shapes/trail-file.json.gz'));
    rmSync(join(copy, missing));
    writeFileSync(join(copy, 'foreign.json'), '{}');
    expect(new Set(compareFixtures(copy, fixtures))).toEqual(
      new Set([
        `${changed}: not what the script makes`,
        'broken/corrupt.json.gz: not what the script makes',
        `${missing}: missing`,
        'foreign.json: not made by the script',
      ]),
    );
  });

  it('stay small', () => {
    const size = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
    expect(size).toBeLessThan(1_500_000);
  });

  it('contain only account IDs reserved for documentation', () => {
    const ids = texts.join('\n').match(/(?<=[":])\d{12}(?=[":])/g) ?? [];
    expect([...new Set(ids)].sort()).toEqual([
      '111122223333',
      '123456789012',
      '444455556666',
      '777788889999',
    ]);
  });
});

describe('fixtures/trail', () => {
  it('holds events that the event schema accepts', () => {
    const rejected = texts.filter((text) => !eventSchema.safeParse(JSON.parse(text)).success);
    expect(rejected).toEqual([]);
  });

  it('has the counts in its README', () => {
    const counts = JSON.parse(/```json\n([^`]+)```/.exec(inflated('README.md'))?.[1] ?? '');
    expect(counts).toMatchObject({
      logFiles: logFiles.length,
      digestFiles: trailFiles.length - logFiles.length,
      records: texts.length,
      events: events.length,
      duplicates: texts.length - events.length,
      withErrorCode: events.filter(({ errorCode }) => errorCode).length,
      byVersion: tally(events.map(({ eventVersion }) => eventVersion)),
      byCategory: tally(events.map(({ eventCategory }) => eventCategory ?? '(none)')),
      byIdentityType: tally(events.map(identityTypeOf)),
    });
  });

  it('has paths like the keys that CloudTrail writes', () => {
    const key =
      /^trail\/AWSLogs\/o-exampleorg1\/(\d{12})\/(CloudTrail(?:-\w+)?)\/([a-z0-9-]+)\/\d{4}\/\d\d\/\d\d\/\1_\2_\3_.+\.json\.gz$/;
    expect(trailFiles.filter((path) => !key.test(path))).toEqual([]);
    const name = /_\d{8}T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/;
    expect(logFiles.filter((path) => !name.test(path))).toEqual([]);
  });

  it('has about 15 % of its records twice, byte for byte the same', () => {
    const ids = events.map(({ eventID }) => eventID).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    expect(1 - events.length / texts.length).toBeCloseTo(0.15, 1);
  });

  it('has every identity type', () => {
    expect(Object.keys(tally(events.map(identityTypeOf))).sort()).toEqual([
      '(no type)',
      '(no userIdentity)',
      'AWSAccount',
      'AWSService',
      'AssumedRole',
      'Directory',
      'FederatedUser',
      'IAMUser',
      'IdentityCenterUser',
      'Role',
      'Root',
      'SAMLUser',
      'Unknown',
      'WebIdentityUser',
    ]);
  });

  it('has every version and every category', () => {
    const versions = Array.from(
      { length: 12 },
      (_, minor) => `1.${String(minor).padStart(2, '0')}`,
    );
    const present = new Set(events.map(({ eventVersion }) => eventVersion));
    expect(versions.filter((version) => !present.has(version.replace('1.00', '1.0')))).toEqual([]);
    const categories = Object.keys(tally(events.map(({ eventCategory }) => eventCategory ?? '')));
    expect(categories.sort()).toEqual([
      '',
      'Aggregated',
      'Data',
      'Insight',
      'Management',
      'NetworkActivity',
    ]);
  });

  it.each([
    [
      'lightsail',
      'GetInstance GetInstances AttachStaticIp RebootInstance CreateInstances DeleteInstance',
    ],
    [
      'opsworks',
      'CreateLayer DescribeInstances StartInstance CreateStack StopInstance CreateDeployment',
    ],
    [
      'ec2',
      'RunInstances DescribeInstances CreateImage TerminateInstances CreateVolume AttachVolume CreateSnapshot',
    ],
    [
      'ebs',
      'StartSnapshot CompleteSnapshot ListSnapshotBlocks ListChangedBlocks GetSnapshotBlock PutSnapshotBlock',
    ],
    [
      'elasticbeanstalk',
      'CreateEnvironment UpdateEnvironment TerminateEnvironment CreateApplicationVersion',
    ],
    [
      'logs',
      'CancelExportTask CreateExportTask CreateLogGroup CreateLogStream DeleteDestination DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteRetentionPolicy DeleteSubscriptionFilter PutDestination PutDestinationPolicy PutMetricFilter PutRetentionPolicy PutSubscriptionFilter StartQuery StopQuery TestMetricFilter',
    ],
  ])('has the actions of %s', (service, names) => {
    const present = actionsOf(service);
    expect(names.split(' ').filter((name) => !present.has(name))).toEqual([]);
  });

  it('has only requests for CloudWatch Logs actions that CloudTrail logs without responses', () => {
    const names =
      'DescribeDestinations DescribeExportTasks DescribeLogGroups DescribeLogStreams DescribeMetricFilters DescribeQueries DescribeSubscriptionFilters GetLogGroupFields GetLogRecord'.split(
        ' ',
      );
    const found = events.filter(
      ({ eventSource, eventName = '' }) =>
        eventSource === 'logs.amazonaws.com' && names.includes(eventName),
    );
    expect(new Set(found.map(({ eventName }) => eventName))).toEqual(new Set(names));
    expect(found.filter(({ responseElements }) => responseElements !== null)).toEqual([]);
  });

  it.each(incidents.map((incident) => [incident.what, incident] as const))(
    'has the events of the incident: %s',
    (_, incident) => {
      const { arn, ip, from, until } = incident;
      const found = events.filter(
        ({ userIdentity, sourceIPAddress, eventTime = '' }) =>
          userIdentity?.arn === arn &&
          sourceIPAddress === ip &&
          eventTime >= from &&
          eventTime <= until,
      );
      expect(tally(found.map(({ eventName = '' }) => eventName))).toEqual(incident.events);
    },
  );

  it('has a record with a key named __proto__', () => {
    const own = events.filter(({ requestParameters }) =>
      Object.hasOwn(Object(requestParameters), '__proto__'),
    );
    expect(own).toHaveLength(1);
  });

  it('has digest files with correct hashes of the log files that they name', () => {
    const digests = trailFiles.filter((path) => !logFiles.includes(path)).map(inflated);
    const named = digests.flatMap((text) => digestSchema.parse(JSON.parse(text)).logFiles);
    expect(named.length).toBeGreaterThan(5);
    for (const { s3Object, hashValue } of named) {
      expect(
        createHash('sha256')
          .update(inflated(`trail/${s3Object}`))
          .digest('hex'),
      ).toBe(hashValue);
    }
  });
});

const digestSchema = z.looseObject({
  logFiles: z.array(z.looseObject({ s3Object: z.string(), hashValue: z.string() })),
});

function identityTypeOf({ userIdentity }: TrailRecord): string {
  return userIdentity ? (userIdentity.type ?? '(no type)') : '(no userIdentity)';
}

describe('fixtures/shapes', () => {
  const six = documentSchema.parse(JSON.parse(inflated('shapes/trail-file.json'))).Records;
  const lines = (text: string) => text.trimEnd().split('\n');
  const records = (text: string) => documentSchema.parse(JSON.parse(text)).Records;
  const messages = (list: readonly { message: string }[]) =>
    list.map(({ message }) => JSON.parse(message));
  const lookup = (text: string) =>
    z
      .object({ Events: z.array(z.looseObject({ CloudTrailEvent: z.string() })) })
      .parse(JSON.parse(text))
      .Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent));
  const logEvent = z.looseObject({ message: z.string() });

  const readers: { readonly [file: string]: (text: string) => readonly unknown[] } = {
    'trail-file.json.gz': records,
    'trail-file-pretty.json': records,
    'trail-file-multi-member.gz': (text) => text.split(/(?<=\]\})(?=\{"Records")/).flatMap(records),
    'trail-file-split-members.gz': records,
    'bom-crlf.json': (text) => records(text.replace(/^\ufeff/, '')),
    'console.json': records,
    'lookup-events.json': lookup,
    'lookup-events-iso.json': lookup,
    'eventbridge.ndjson': (text) => lines(text).map((line) => JSON.parse(line).detail),
    'cloudwatch-subscription.json.gz': (text) =>
      messages(z.looseObject({ logEvents: z.array(logEvent) }).parse(JSON.parse(text)).logEvents),
    'filter-log-events.json': (text) =>
      messages(z.looseObject({ events: z.array(logEvent) }).parse(JSON.parse(text)).events),
    'cloudwatch-export.log': (text) =>
      lines(text).map((line) => JSON.parse(line.slice(line.indexOf(' ')))),
    'insights-results.json': (text) =>
      z
        .object({ results: z.array(z.array(z.object({ field: z.string(), value: z.string() }))) })
        .parse(JSON.parse(text))
        .results.map((row) => JSON.parse(row[1]?.value ?? '')),
    'sqs-messages.json': (text) =>
      z
        .object({ Messages: z.array(z.looseObject({ Body: z.string() })) })
        .parse(JSON.parse(text))
        .Messages.map(({ Body }) => JSON.parse(Body).detail),
    'logs-lambda.json': (text) =>
      messages(
        JSON.parse(gunzipSync(Buffer.from(JSON.parse(text).awslogs.data, 'base64')).toString())
          .logEvents,
      ),
    'events.ndjson': (text) => lines(text).map((line) => JSON.parse(line)),
    'array.json': (text) => JSON.parse(text),
    'concatenated.json': (text) =>
      JSON.parse(`[${text.replaceAll('}{"eventVersion"', '},{"eventVersion"')}]`),
  };

  it.each(Object.entries(readers))('%s has the six events', (file, read) => {
    expect(six).toHaveLength(6);
    expect(read(inflated(`shapes/${file}`))).toEqual(six);
  });

  it('utf16le.json has the six events', () => {
    const text = bytesOf('shapes/utf16le.json').toString('utf16le');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(records(text.slice(1))).toEqual(six);
  });

  it('single-event.json and eventbridge.json have the first event', () => {
    expect(JSON.parse(inflated('shapes/single-event.json'))).toEqual(six[0]);
    expect(JSON.parse(inflated('shapes/eventbridge.json')).detail).toEqual(six[0]);
  });

  it.each([
    ['console.csv', 'Event ID'],
    ['athena.csv', 'eventid'],
  ])('%s has a row for each event', (file, column) => {
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parseCsv(inflated(`shapes/${file}`), { columns: true }));
    expect(rows.map((row) => row[column])).toEqual(six.map(({ eventID }) => eventID));
  });

  it('lake-results.json has a row for each event', () => {
    const rows = JSON.parse(inflated('shapes/lake-results.json')).QueryResultRows;
    expect(rows.map((row: readonly object[]) => row[0])).toEqual(
      six.map(({ eventID }) => ({ eventID })),
    );
  });

  it.each(['lower-case', 'snake-case', 'nested-text', 'sql-types'])(
    '%s.ndjson has a row for each event',
    (name) => {
      const ids = lines(inflated(`shapes/${name}.ndjson`)).map((line) => {
        const row = JSON.parse(line);
        return row.eventID ?? row.eventid ?? row.event_id;
      });
      expect(ids).toEqual(six.map(({ eventID }) => eventID));
    },
  );

  it.each(['tar', 'zip'])('trail-files.%s has two trail files', (kind) => {
    const bytes = bytesOf(`shapes/trail-files.${kind}`).toString();
    expect(bytes.match(/\{"Records":\[/g)).toHaveLength(2);
  });

  it('has no other files', () => {
    const files = paths.filter((path) => path.startsWith('shapes/'));
    expect(files).toHaveLength(Object.keys(readers).length + 13);
  });
});

describe('fixtures/broken', () => {
  it.each([
    ['cut.json.gz', 'unexpected end of file'],
    ['corrupt.json.gz', 'invalid'],
  ])('%s cannot be inflated', (file, message) => {
    expect(() => gunzipSync(bytesOf(`broken/${file}`))).toThrow(message);
  });

  it('trailing-garbage.json.gz is a trail file up to its last 64 bytes', () => {
    const bytes = bytesOf('broken/trailing-garbage.json.gz');
    expect(() => gunzipSync(bytes)).toThrow('incorrect header check');
    const document = gunzipSync(bytes.subarray(0, -64)).toString();
    expect(documentSchema.parse(JSON.parse(document)).Records).toHaveLength(4);
  });

  it.each([
    'cut.json',
    'bad-record.json',
    'missing-brace.json',
    'flipped-quote.json',
    'control-characters.json',
    'not-json.json',
  ])('%s is not valid JSON', (file) => {
    expect(() => JSON.parse(inflated(`broken/${file}`))).toThrow(SyntaxError);
  });

  it('not-an-event.json has one record that the event schema rejects', () => {
    const rejected = recordTexts(inflated('broken/not-an-event.json')).map(
      (text) => !eventSchema.safeParse(JSON.parse(text)).success,
    );
    expect(rejected).toEqual([false, true, false]);
  });

  it('has the offsets of its damaged records in the README', () => {
    const rows = [...inflated('README.md').matchAll(/^\| (\S+) \| .* \| \d+ \| (\d+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(6);
    for (const [, file, offset] of rows) {
      expect(inflated(`broken/${file}`).slice(Number(offset))).toMatch(/^\{\s*"eventVersion"/);
    }
  });
});
