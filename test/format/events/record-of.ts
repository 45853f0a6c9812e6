import { eventSchema } from '../../../src/event/event-schema.ts';
import { createWriter } from '../../../src/format/events/create-writer.ts';
import type { WriterOptions } from '../../../src/format/events/writer-options.ts';
import type { OutputFormat } from '../../../src/format/text/output-formats.ts';
import { createEventRecord, type EventRecord } from '../../../src/query/event-record.ts';
import { blockOf, type KeptRecord } from '../../support/block-of.ts';

/** Returns the record of an EC2 call; `fields` replace its own. */
export function recordOf(fields: Readonly<Record<string, unknown>> = {}): EventRecord {
  const raw = {
    eventVersion: '1.11',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'TerminateInstances',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '203.0.113.7',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      userName: 'alice',
      arn: 'arn:aws:iam::111122223333:user/alice',
    },
    requestParameters: { instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }] } },
    ...fields,
  };
  const event = eventSchema.parse(raw);
  const json = JSON.stringify(raw);
  return createEventRecord({ event, json, file: 'a.json.gz', offset: 12 });
}

/** Returns everything that the writer of a format writes for batches of records. */
export async function render(
  format: OutputFormat,
  batches: readonly (readonly KeptRecord[])[],
  options: Partial<WriterOptions> = {},
): Promise<string> {
  let text = '';
  const output = {
    write: async (chunk: string | Uint8Array) => {
      text += Buffer.from(chunk).toString();
    },
  };
  const writer = createWriter(
    { format, columns: undefined, width: undefined, color: false, zone: 'UTC', ...options },
    output,
  );
  for (const records of batches) await writer.write(blockOf(records));
  await writer.end();
  return text;
}
