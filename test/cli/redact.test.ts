import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as Library from '../../src/index.ts';
import { anySecretParameters, anySecretText, marker } from '../redact/any-secret.ts';
import { runs } from '../support/runs.ts';
import { projectRoot, temporaryFolder, trailscan } from '../support/trailscan.ts';

const calls = [
  ['sts.amazonaws.com', 'AssumeRole'],
  ['ecs.amazonaws.com', 'RegisterTaskDefinition'],
  ['codebuild.amazonaws.com', 'CreateProject'],
  ['rds.amazonaws.com', 'CreateDBInstance'],
  ['elasticbeanstalk.amazonaws.com', 'UpdateEnvironment'],
  ['iam.amazonaws.com', 'PutUserPolicy'],
  ['apigateway.amazonaws.com', 'GetApiKey'],
  ['lightsail.amazonaws.com', 'CreateKeyPair'],
] as const;

const anyEvent = fc
  .record({
    call: fc.constantFrom(...calls),
    requestParameters: anySecretParameters,
    responseElements: fc.option(anySecretParameters),
    additionalEventData: fc.option(anySecretParameters),
    userAgent: fc.oneof(fc.constant('aws-cli/2'), anySecretText),
    errorMessage: fc.option(anySecretText),
  })
  .map(({ call: [eventSource, eventName], ...others }) => ({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'alice',
    },
    eventTime: '2026-11-19T10:00:00Z',
    eventSource,
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    ...(others.errorMessage !== null && { errorCode: 'Failed' }),
    ...others,
    recipientAccountId: '111122223333',
  }));

const columns = [
  ...['what', 'resource', 'error', 'user-agent', 'outcome', 'requestParameters'],
  ...['responseElements', 'requestParameters.inner', 'errorMessage', 'additionalEventData'],
];

const formats = ['table', 'json', 'ndjson', 'csv', 'markdown'];

/** Command lines that print something of every event, after the file. */
const commandLines: readonly (readonly string[])[] = [
  ...formats.map((format) => ['query', '-o', format]),
  ...formats.map((format) => ['query', '-o', format, '--columns', columns.join()]),
  ...formats.flatMap((format) => columns.map((column) => ['stats', '-o', format, '--by', column])),
  ['stats', '-o', 'csv', '--by', 'requestParameters.inner,resource', '--whole-lists'],
  ...[...formats, 'svg', 'html'].flatMap((format) =>
    ['userAgent', 'requestParameters', 'resource'].map((by) => [
      ...['timeline', '-o', format, '--by', by, '--top', '1000'],
    ]),
  ),
  ...['text', 'markdown', 'json', 'html'].map((format) => ['summary', '-o', format, '-n', '1000']),
];

describe('--redact', () => {
  test('leaves no secret in the output of any command and format', async () => {
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 40, maxLength: 40 }), async (events) => {
        const file = join(folder, 'events.json');
        const Records = events.map((event, at) => ({ ...event, eventID: `event-${at}` }));
        writeFileSync(file, JSON.stringify({ Records }));
        for (const [command = '', ...flags] of [
          ...commandLines,
          ...events.map((_, at) => ['show', `event-${at}`]),
        ]) {
          const operands = command === 'show' ? [flags[0] ?? '', file] : [file, ...flags];
          const { stdout, exitCode } = await trailscan([command, ...operands, '--redact']);
          expect([command, ...flags, exitCode]).toEqual([command, ...flags, 0]);
          const shown = stdout.split('\n').find((line) => line.includes(marker));
          expect([command, ...flags, shown]).toEqual([command, ...flags, undefined]);
        }
      }),
      { numRuns: runs(1), endOnFailure: true },
    );
  });

  test('changes nothing but the secrets', async () => {
    for (const args of [
      ['query', 'fixtures/trail', '-o', 'ndjson'],
      ['query', 'fixtures/trail', '-o', 'json'],
      ['query', 'fixtures/shapes', '-o', 'csv'],
      ['stats', 'fixtures/trail', '-o', 'markdown', '--by', 'resource,user-agent'],
      ['timeline', 'fixtures/trail', '-o', 'html', '--by', 'event'],
      ['summary', 'fixtures/trail', '-o', 'html'],
      ['show', '75bef9d7', 'fixtures/trail'],
    ]) {
      const [masked, plain] = [
        await trailscan([...args, '--redact']),
        await trailscan([...args, '--no-redact']),
      ];
      const expected = plain.stdout.replace(/("sessionToken":")[^"]+/g, '$1(redacted)');
      const other = masked.stdout.split('\n').find((text, at) => text !== expected.split('\n')[at]);
      expect([args, other]).toEqual([args, undefined]);
      expect(masked.stdout.length).toBe(expected.length);
    }
  });
});

describe('secrets', () => {
  const line =
    '{"eventVersion":"1.08","eventTime":"2026-11-19T10:00:00Z","eventSource":"sts.amazonaws.com",' +
    '"eventName":"AssumeRole","eventID":"11111111-aaaa","awsRegion":"eu-west-1",' +
    '"responseElements":{"n":1.0,"credentials":{"sessionToken":"s3cr3t"}}}';
  /** Writes the event to a file, and returns its path. */
  const writeEvent = () => {
    const file = join(temporaryFolder(), 'event.ndjson');
    writeFileSync(file, `${line}\n`);
    return file;
  };
  const path = 'responseElements.credentials.sessionToken';

  test('are masked in Markdown and HTML without a flag, and elsewhere with --redact', async () => {
    const file = writeEvent();
    const by = ['--by', path];
    const isMasked = async (args: readonly string[], env = {}) => {
      const { stdout } = await trailscan([...args, file], { env });
      expect(stdout.includes('(redacted)')).toBe(!stdout.includes('s3cr3t'));
      return stdout.includes('(redacted)');
    };
    expect(await isMasked(['query', '-o', 'markdown', '--columns', path])).toBe(true);
    expect(await isMasked(['stats', '-o', 'markdown', ...by])).toBe(true);
    expect(await isMasked(['timeline', '-o', 'html', ...by])).toBe(true);
    expect(await isMasked(['query', '-o', 'markdown', '--columns', path, '--no-redact'])).toBe(
      false,
    );
    for (const args of [
      ['query', '-o', 'ndjson'],
      ['query', '-o', 'csv', '--columns', path],
      ['stats', '-o', 'table', ...by],
      ['timeline', '-o', 'csv', ...by],
      ['show', '11111111'],
    ]) {
      expect(await isMasked(args)).toBe(false);
      expect(await isMasked([...args, '--redact'])).toBe(true);
    }
  });

  test('are masked or not in all formats when the config file says so', async () => {
    const file = writeEvent();
    const config = join(temporaryFolder(), 'config.yaml');
    const run = (setting: string, ...args: string[]) => {
      writeFileSync(config, `redact: ${setting}\n`);
      return trailscan(args, { env: { TRAILSCAN_CONFIG: config } });
    };
    const { stdout } = await run('true', 'query', file);
    expect(stdout).toBe(`${line.replace('s3cr3t', '(redacted)')}\n`);
    const plain = await run('false', 'query', file, '-o', 'markdown', '--columns', path);
    expect(plain.stdout).toContain('s3cr3t');
    expect((await run('false', 'query', file, '--redact')).stdout).not.toContain('s3cr3t');
    expect((await run('maybe', 'query', file)).stderr).toContain('redact: expected true or false');
    expect((await run('true', 'config', 'show')).stdout).toMatch(/^redact: true +# file$/m);
  });

  test('cannot be both masked and printed', async () => {
    const { stderr, exitCode } = await trailscan(['query', '.', '--redact', '--no-redact']);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('--redact and --no-redact cannot be used together'),
    ]);
  });

  test('are masked in the events of the library with the option redact', async () => {
    const { query }: typeof Library = await import(join(projectRoot, 'dist/index.mjs'));
    const found: unknown[] = [];
    for await (const { event, json } of query(writeEvent(), { redact: true }).records()) {
      found.push(event.responseElements, json);
    }
    expect(found).toEqual([
      { n: 1, credentials: { sessionToken: '(redacted)' } },
      line.replace('s3cr3t', '(redacted)'),
    ]);
  });
});
