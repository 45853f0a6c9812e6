import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderEventPage } from '../../../src/format/events/event-page.ts';
import { runs } from '../../support/runs.ts';
import { trickyText } from '../text/tricky-text.ts';
import { recordOf } from './record-of.ts';

const plain = { width: undefined, color: false, zone: 'UTC' };

/** Returns the part between the sentence and the record's own JSON. */
function middleOf(page: string): string {
  return page.slice(page.indexOf('\n\n') + 2, page.indexOf('\n\nRecord\n'));
}

describe('renderEventPage', () => {
  it('shows what happened, then the facts, then identity and request, then the record', () => {
    const record = recordOf({
      eventID: '6b54e0ad-c23c-4850-b896-7533a3558526',
      userAgent: 'aws-cli/2.31.0',
      errorCode: 'Client.UnauthorizedOperation',
      errorMessage: 'You are not authorized to perform this operation.',
      responseElements: null,
    });
    const page = renderEventPage(record, plain);
    expect(page).toMatch(/^\S.*alice.*TerminateInstances.*\n\n/);
    expect(middleOf(page)).toBe(`\
When       2026-11-19 08:00:00 UTC
What       denied: instance i-0123456789abcdef0 terminated
           TerminateInstances on EC2 (ec2.amazonaws.com)
           write, management
Where      eu-central-1, account 111122223333
Who        alice
           arn:aws:iam::111122223333:user/alice
From       203.0.113.7
With       iam-user
           aws-cli/2.31.0
Outcome    denied: Client.UnauthorizedOperation
           You are not authorized to perform this operation.
Resources  i-0123456789abcdef0
Event ID   6b54e0ad-c23c-4850-b896-7533a3558526
File       a.json.gz, byte 12

Identity
  type      IAMUser
  arn       arn:aws:iam::111122223333:user/alice
  userName  alice

Request
  instancesSet
    items
      - instanceId  i-0123456789abcdef0`);
    expect(page).toContain('\n\nRecord\n{\n  "eventVersion": "1.11",\n');
    expect(page).toMatch(/\n}\n$/);
  });

  it('shows the numbers of the record as AWS wrote them', () => {
    const record = { ...recordOf(), json: '{"n":12345678901234567890.10}' };
    expect(renderEventPage(record, plain)).toMatch(
      /\nRecord\n{\n {2}"n": 12345678901234567890\.10\n}\n$/,
    );
  });

  it('shows an event with hardly any fields', () => {
    const record = recordOf({
      userIdentity: null,
      requestParameters: null,
      sourceIPAddress: null,
      recipientAccountId: null,
    });
    expect(middleOf(renderEventPage(record, plain))).toBe(`\
When     2026-11-19 08:00:00 UTC
What     instances terminated
         TerminateInstances on EC2 (ec2.amazonaws.com)
         write, management
Where    eu-central-1
Outcome  ok
File     a.json.gz, byte 12`);
  });

  it('shows the time in the zone', () => {
    const page = renderEventPage(recordOf(), { ...plain, zone: 'Asia/Tokyo' });
    expect(page).toContain('2026-11-19 17:00:00 Asia/Tokyo');
  });

  it('lists ten resources and counts the others', () => {
    const items = Array.from({ length: 13 }, (_, n) => ({ instanceId: `i-${n}` }));
    const page = renderEventPage(recordOf({ requestParameters: { items } }), plain);
    expect(page).toContain('           i-9\n           and 3 more\n');
  });

  it('shows policies as trees, percent-encoded or not', () => {
    const policy = '{"Statement":[{"Effect":"Allow","Action":["s3:*","ec2:*"]}]}';
    const record = recordOf({
      requestParameters: { policyDocument: policy, roleName: 'deploy' },
      responseElements: { policyDocument: encodeURIComponent(policy), other: '%7Bbroken' },
    });
    const statement = `\
    Statement
      - Effect  Allow
        Action
          - s3:*
          - ec2:*`;
    expect(middleOf(renderEventPage(record, plain))).toContain(`
Request
  policyDocument
${statement}
  roleName  deploy

Response
  policyDocument
${statement}
  other  %7Bbroken`);
  });

  it('shows scalars where objects are expected, and empty values', () => {
    const record = recordOf({
      userIdentity: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      requestParameters: [],
      responseElements: { a: '', b: {}, c: null, d: false, e: 0, '': [[1]] },
    });
    expect(middleOf(renderEventPage(record, plain))).toContain(`
Identity
  HIDDEN_DUE_TO_SECURITY_REASONS

Request
  []

Response
  a  ""
  b  {}
  c  null
  d  false
  e  0
  ""
    - - 1`);
  });

  it('colours headings, labels and the outcome when colour is on', () => {
    const page = renderEventPage(recordOf(), { ...plain, color: true });
    expect(page).toContain('\x1b[2mOutcome\x1b[22m    \x1b[32mok\x1b[39m\n');
    expect(page).toContain('\x1b[1mIdentity\x1b[22m\n  \x1b[2mtype\x1b[22m      IAMUser\n');
  });

  it('wraps values within their column', () => {
    const userAgent = 'aws-cli/2.31.0 Python/3.13.7 Linux/6.8 exe/x86_64.ubuntu.24';
    const record = recordOf({
      userAgent,
      requestParameters: { a: { justifiablyLongNameOfAParameter: userAgent }, b: userAgent },
    });
    const page = renderEventPage(record, { ...plain, width: 40 });
    expect(page).toContain(`
With     iam-user
         aws-cli/2.31.0 Python/3.13.7
         Linux/6.8
         exe/x86_64.ubuntu.24
`);
    expect(page).toContain(`
Request
  a
    justifiablyLon…eOfAParameter
      aws-cli/2.31.0 Python/3.13.7
      Linux/6.8 exe/x86_64.ubuntu.24
  b  aws-cli/2.31.0 Python/3.13.7
     Linux/6.8 exe/x86_64.ubuntu.24
`);
  });

  it('fits the width and shows no control characters, whatever is in the event', () => {
    const anything = fc.anything({
      key: trickyText,
      values: [trickyText, fc.integer(), fc.boolean(), fc.constant(null)],
      maxDepth: 4,
    });
    fc.assert(
      fc.property(
        trickyText,
        fc.dictionary(trickyText, anything),
        fc.integer({ min: 40, max: 130 }),
        (text, requestParameters, width) => {
          const record = recordOf({ userAgent: text, errorMessage: text, requestParameters });
          const page = renderEventPage(record, { ...plain, width });
          expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
          for (const line of page.slice(0, page.indexOf('\n\nRecord\n')).split('\n')) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('shows deeply nested values, both as JSON and as JSON in a string', () => {
    const nest = (depth: number) => '{"a":['.repeat(depth) + ']}'.repeat(depth);
    const record = recordOf({
      requestParameters: { deep: JSON.parse(nest(500)), text: nest(5_000) },
    });
    const page = renderEventPage(record, { ...plain, width: 80 });
    expect(page.length).toBeLessThan(200_000);
    expect(middleOf(page)).toContain('{"a":[{"a":[');
  });

  it('shortens a string as long as the longest record', () => {
    const record = recordOf({ requestParameters: { data: 'x'.repeat(2 ** 24) } });
    const page = renderEventPage(record, { ...plain, width: 80 });
    expect(middleOf(page).length).toBeLessThan(20_000);
  });
});
