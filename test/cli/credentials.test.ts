import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startAws, startAwsWithS3 } from '../support/aws-stub-environment.ts';
import { onTerminal, whyNoTerminal } from '../support/on-terminal.ts';
import { temporaryFolder, trailscanProcess } from '../support/trailscan.ts';
import { forWorkers, objectsOfTrail } from './run-with-s3.ts';

const event = {
  eventVersion: '1.08',
  eventID: 'e-0',
  eventTime: '2026-11-19T12:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
};
const events = { 'us-east-1': [event], 'eu-west-1': [{ ...event, eventID: 'e-1' }] };
const audit = 'arn:aws:iam::111122223333:role/Audit';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('--profile sets the region and the access keys', async () => {
  const { stub, env } = await startAws({ events });
  const profile = `[profile audit]
region = eu-west-1
aws_access_key_id = AKIAPROFILEEXAMPLE00
aws_secret_access_key = ${secret}
`;
  const { AWS_REGION, ...others } = env;
  const run = await trailscanProcess(['query', 'history:', '--profile', 'audit', '-o', 'ndjson'], {
    env: { ...others, ...configFile(profile) },
  });
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(run.stdout).toContain('"e-1"');
  expect(stub.log).toMatchObject([{ accessKeyId: 'AKIAPROFILEEXAMPLE00', region: 'eu-west-1' }]);
});

test('--profile silently overrides keys in the environment', async () => {
  const { stub, env } = await startAws({ events });
  const { AWS_CONFIG_FILE = '' } = configFile(`[profile audit]
aws_access_key_id = AKIAPROFILEEXAMPLE00
aws_secret_access_key = ${secret}
`);
  const run = await trailscanProcess(['query', 'history:', '--profile', 'audit'], {
    env: { ...env, AWS_CONFIG_FILE },
  });
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(stub.log).toMatchObject([{ accessKeyId: 'AKIAPROFILEEXAMPLE00' }]);
});

test('a profile that does not exist is named in the error', async () => {
  const { env } = await startAws({ events });
  const run = await trailscanProcess(['query', 'history:', '--profile', 'none'], { env });
  expect(run).toMatchObject({ stdout: '', exitCode: 4 });
  expect(run.stderr).toMatch(
    /^trailscan: no AWS credentials found \(profile 'none'\) in ~\/\.aws, single sign-on .*: set AWS_PROFILE .*\n$/,
  );
});

describe('--role-arn', () => {
  const roles = [{ arn: audit, externalId: 'shared with us' }];
  const asAudit = ['--role-arn', audit, '--external-id', 'shared with us'];

  test('assumes the role once, even when several regions are read at the same time', async () => {
    const { stub, env } = await startAws({ events, roles });
    const run = await trailscanProcess(
      ['query', 'history:us-east-1,eu-west-1,eu-west-2', ...asAudit],
      {
        env,
      },
    );
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
    expect(stub.counters.operations).toEqual({ AssumeRole: 1, LookupEvents: 3 });
    const lookups = stub.log.filter(({ operation }) => operation === 'LookupEvents');
    for (const { accessKeyId } of lookups) expect(accessKeyId).toBe(stub.sessions[0]?.accessKeyId);
  });

  test('does not need a configured region', async () => {
    const { env } = await startAws({ events, roles });
    const { AWS_REGION, ...nowhere } = env;
    const run = await trailscanProcess(['query', 'history:eu-west-1', ...asAudit], {
      env: nowhere,
    });
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  });

  test.each([
    ['a wrong external ID', ['--external-id', 'guessed']],
    ['no external ID', []],
  ])('with %s fails with an error that names --external-id', async (_, externalId) => {
    const { env } = await startAws({ events, roles });
    const run = await trailscanProcess(['query', 'history:', '--role-arn', audit, ...externalId], {
      env,
    });
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain(`${audit}: these credentials may not assume it`);
    expect(run.stderr).toContain('--external-id');
    expect(run.stderr).not.toContain(secret);
  });

  test('assumes the role once for all threads that read from S3', async () => {
    const objects = objectsOfTrail(forWorkers);
    const { stub, s3, env } = await startAwsWithS3(
      { roles },
      { buckets: [{ name: 'logs', objects }] },
    );
    const args = ['s3://logs/AWSLogs/', ...asAudit, '--threads', '3'];
    const run = await trailscanProcess(['stats', ...args], { env });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(s3.counters.requests).toBeGreaterThan(100);
    expect(stub.counters.operations['AssumeRole']).toBe(1);
    const keys = stub.log.filter(({ service }) => service === 's3').map((got) => got.accessKeyId);
    expect([...new Set(keys)]).toEqual([stub.sessions[0]?.accessKeyId]);
  });
});

describe('a profile with role_arn', () => {
  const keys = `[profile base]
aws_access_key_id = AKIAPROFILEEXAMPLE00
aws_secret_access_key = ${secret}
[profile audit]
role_arn = ${audit}
source_profile = base
`;
  const serialNumber = 'arn:aws:iam::111122223333:mfa/alice';
  const args = ['history:us-east-1,eu-west-1', '--profile', 'audit'];

  test('assumes the role only once', async () => {
    const { stub, env } = await startAws({ events, roles: [{ arn: audit }] });
    const run = await trailscanProcess(['query', ...args], {
      env: { ...env, ...configFile(keys) },
    });
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
    expect(stub.counters.operations['AssumeRole']).toBe(1);
  });

  test('reports a role that may not be assumed', async () => {
    const { env } = await startAws({ events });
    const run = await trailscanProcess(['query', ...args], {
      env: { ...env, ...configFile(keys) },
    });
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain(
      "the role of profile 'audit': these credentials may not assume it",
    );
  });

  test('that requires an MFA code fails without a terminal, and says what to do', async () => {
    const roles = [{ arn: audit, mfa: { serialNumber, tokenCodes: ['123456'] } }];
    const { stub, env } = await startAws({ events, roles });
    const config = configFile(`${keys}mfa_serial = ${serialNumber}\n`);
    const message = `the profile requires an MFA code of ${serialNumber}: run trailscan on a terminal, or sign in first`;
    const [run, check] = await Promise.all([
      trailscanProcess(['query', ...args], { env: { ...env, ...config } }),
      trailscanProcess(['doctor', ...args], { env: { ...env, ...config } }),
    ]);
    expect(run).toEqual({ stdout: '', stderr: `trailscan: ${message}\n`, exitCode: 2 });
    expect(check).toMatchObject({ stderr: '', exitCode: 4 });
    expect(check.stdout).toMatch(/^failed +credentials /);
    expect(check.stdout).toContain(message);
    expect(stub.log).toEqual([]);
  });
});

const noTerminal = whyNoTerminal();
const onATerminal = `on a terminal${noTerminal ? ` (skipped: ${noTerminal})` : ''}`;

describe.skipIf(noTerminal)(`an MFA code, ${onATerminal},`, () => {
  const serialNumber = 'arn:aws:iam::111122223333:mfa/alice';
  const question = `MFA code of ${serialNumber}: `;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: progress lines are drawn this way
  const progressAtStart = /^(?:\r[^\r\n]*\u001b\[K)+/;
  const roles = [{ arn: audit, mfa: { serialNumber, tokenCodes: ['123456'] } }];
  const profile = `[profile base]
aws_access_key_id = AKIAPROFILEEXAMPLE00
aws_secret_access_key = ${secret}
[profile audit]
role_arn = ${audit}
source_profile = base
mfa_serial = ${serialNumber}
`;
  const ask = async (typed: string, { command = 'query', after = 0 } = {}) => {
    const { stub, env } = await startAws({ lookupQuota: 'none', events, roles });
    const args = [command, 'history:us-east-1,eu-west-1', '--profile', 'audit'];
    const answer = { prompt: question, typed, after };
    const run = await onTerminal(args, answer, { env: { ...env, ...configFile(profile) } });
    // On a slow machine, progress is shown before the question. The output after it is kept.
    return { ...run, stdout: run.stdout.replace(progressAtStart, ''), stub };
  };

  test.each(['query', 'doctor'])('is asked for once by %s', async (command) => {
    const { stdout, exitCode, stub } = await ask('123456\n', { command });
    expect(exitCode, stdout).toBe(0);
    expect(stdout.split('MFA code')).toHaveLength(2);
    expect(stub.counters.operations).toMatchObject({ AssumeRole: 1, LookupEvents: 2 });
    const [assumed] = stub.log.filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed?.parameters).toMatchObject({
      SerialNumber: serialNumber,
      TokenCode: '123456',
    });
  });

  test('can be typed slowly: no progress is written over the question', async () => {
    const { stdout, exitCode } = await ask('123456\n', { after: 1.5 });
    expect(exitCode, stdout).toBe(0);
    expect(stdout.startsWith(`${question}123456\n`)).toBe(true);
  });

  test('that is wrong is reported', async () => {
    const { stdout, exitCode } = await ask('000000\n');
    expect(exitCode).toBe(4);
    expect(stdout).toContain("the role of profile 'audit': the MFA code is wrong");
  });

  test.each([
    ['an empty line', '\n'],
    ['the end of the input', '\u0004'],
  ])('is reported as missing after %s', async (_, typed) => {
    const { stdout, exitCode, stub } = await ask(typed);
    expect(stdout).toBe(
      `${question}\ntrailscan: the profile requires an MFA code of ${serialNumber}: no code was typed\n`,
    );
    expect(exitCode).toBe(2);
    expect(stub.log).toEqual([]);
  });

  test('is no longer waited for after Ctrl-C', async () => {
    const { stdout, exitCode } = await ask('\u0003');
    expect({ stdout, exitCode }).toEqual({ stdout: `${question}^C`, exitCode: 130 });
  });
});

function configFile(content: string): Readonly<Record<string, string>> {
  const path = join(temporaryFolder(), 'config');
  writeFileSync(path, content);
  return {
    AWS_CONFIG_FILE: path,
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    // A profile is used only when these are empty.
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
  };
}
