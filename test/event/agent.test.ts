import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentOf } from '../../src/event/agent.ts';
import { runs } from '../support/runs.ts';

describe('agentOf', () => {
  test.each([
    // Command lines and SDKs, old and new.
    ['aws-cli/2.13.5 Python/3.11.4 Linux/5.15 exe/x86_64.ubuntu.22 prompt/off', 'aws-cli'],
    ['aws-cli/1.16.309 Python/3.6.9 Darwin/19.0.0 botocore/1.13.45', 'aws-cli'],
    ['aws-cli/2.17.0 md/awscrt#0.20.11 ua/2.0 os/macos#23.5.0 md/command#s3.cp', 'aws-cli'],
    ['Boto3/1.26.90 Python/3.10.6 Linux/5.15.0 Botocore/1.29.90', 'Boto3'],
    ['Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#6.1 lang/python#3.11', 'Boto3'],
    ['Botocore/1.29.4 Python/3.9', 'Botocore'],
    ['aws-sdk-go/1.44.298 (go1.20; linux; amd64)', 'aws-sdk-go'],
    [
      'aws-sdk-go-v2/1.18.0 os/linux lang/go/1.20.4 md/GOARCH/amd64 api/sts/1.19.0',
      'aws-sdk-go-v2',
    ],
    ['aws-sdk-java/2.20.26 Linux/4.14.3 OpenJDK_64-Bit_Server_VM/17.0.6', 'aws-sdk-java'],
    ['aws-sdk-nodejs/2.1354.0 linux/v16.19.1 promise', 'aws-sdk-nodejs'],
    ['aws-sdk-js/3.299.0 os/linux#5.10 lang/js md/nodejs#18.14', 'aws-sdk-js'],
    [
      'aws-sdk-dotnet-coreclr/3.7.100 aws-sdk-dotnet-core/3.7 .NET_Core/6.0',
      'aws-sdk-dotnet-coreclr',
    ],
    ['AWSPowerShell/4.1.0.0 .NET_Runtime/4.0 .NET_Framework/4.0 OS/Windows', 'AWSPowerShell'],
    ['aws-internal/3 aws-sdk-java/1.12.408 Linux/5.4 OpenJDK/25', 'aws-internal'],
    ['Coral/Netty4', 'Coral'],
    ['kubectl/v1.27.3 (linux/amd64) kubernetes/25b4e43', 'kubectl'],
    ['console.amazonaws.com', 'console.amazonaws.com'],
    // Services, which have no version.
    ['autoscaling.amazonaws.com', 'autoscaling.amazonaws.com'],
    ['AWS Internal', 'AWS Internal'],
    ['AWS Service', 'AWS Service'],
    // S3 writes brackets around the user agent.
    ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.666]', 'S3Console'],
    ['[Boto3/1.9.86 Python/3.7.2 Linux/4.14 Botocore/1.12.86 Resource]', 'Boto3'],
    ['[]', ''],
    ['[ ]', ''],
    ['[cloudtrail.amazonaws.com]', 'cloudtrail.amazonaws.com'],
    ['[Mozilla/5.0 (X11; Linux x86_64)]', 'browser'],
    // Products of partners.
    [
      'APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io) terraform-provider-aws/5.1.0',
      'Terraform',
    ],
    ['[APN/1.0 HashiCorp/1.0 Terraform/0.12.9 aws-sdk-go/1.25.3 (go1.12)]', 'Terraform'],
    ['APN/1.0 Pulumi/1.0 PulumiAws/5.10.0', 'PulumiAws'],
    ['APN/1.0 HashiCorp/1.0', 'APN'],
    ['APN/1.0', 'APN'],
    ['APN', 'APN'],
    ['HashiCorp/1.0 Terraform/1.5.7', 'HashiCorp'],
    // Browsers all call themselves Mozilla.
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/120 Safari/537',
      'browser',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; rv:121.0) Gecko/20100101 Firefox/121.0', 'browser'],
    ['Mozilla', 'browser'],
    ['mozilla/5.0', 'mozilla'],
    ['Mozillas/5.0', 'Mozillas'],
    // Other programs.
    ['curl/8.1.2', 'curl'],
    ['python-requests/2.31.0', 'python-requests'],
    ['S3Browser/11.6.7 (https://s3browser.com)', 'S3Browser'],
    [' aws-cli/2.1 ', 'aws-cli'],
    // Versions and IDs are not part of a family.
    ['my agent 2.0', 'my agent'],
    ['my agent/2.0', 'my agent'],
    ['Foo v1.2.3', 'Foo'],
    ['HashiCorp Terraform/0.12 (+https', 'HashiCorp Terraform'],
    ['red-team-tool_3f0c1b2a-7d4e', 'red-team-tool'],
    ['red-team-tool_3f0c1b2a-7d4e-4c11-9f6b-0a1b2c3d4e5f', 'red-team-tool'],
    ['scanner-20261119', 'scanner'],
    ['scanner-deadbeef01', 'scanner'],
    ['terraform-provider-aws_v5.1.0_x5', 'terraform-provider-aws'],
    ['node-agent-i-0123456789abcdef0', 'node-agent'],
    ['back-up-facade', 'back-up-facade'],
    ['kube-controller-manager', 'kube-controller-manager'],
    // Where a program runs does not name it.
    ['exec-env/CloudShell aws-cli/2.9', 'aws-cli'],
    ['exec-env/CloudShell', 'exec-env'],
    ['[aws-sdk-go/1.12.75 (go1.10.1; linux) APN/1.0 HashiCorp/1.0 Terraform/0.11.7]', 'Terraform'],
    ['/2.0', '/2.0'],
    ['aws-cli/', 'aws-cli'],
    ['aws-cli', 'aws-cli'],
  ])('finds in %j the family %j', (userAgent, family) => {
    expect(agentOf(userAgent)).toBe(family);
  });

  test('returns an empty family for an empty user agent', () => {
    for (const nothing of [undefined, null, '', ' ', '\n']) expect(agentOf(nothing)).toBe('');
  });
});

describe('for a hostile user agent', () => {
  test.each(['__proto__/1', 'constructor', '<script>/1', "=cmd|' /C calc'!A0", '\u001b[2J/1'])(
    'such as %j, the family is its text without the version',
    (userAgent) => {
      expect(agentOf(userAgent)).toBe(userAgent.replace(/\/1$/, ''));
    },
  );

  test('the family has at most 100 characters', () => {
    expect(agentOf('x'.repeat(100_000))).toBe('x'.repeat(100));
    expect(agentOf(`${'x'.repeat(100_000)}/1`)).toBe('x'.repeat(100));
    expect(agentOf(`APN/1.0 A/1 ${'x'.repeat(100_000)}/1`)).toBe('x'.repeat(100));
  });

  // If the time were not linear in the length, these tests would time out.
  const long = 2 ** 20;
  test.each([
    ['brackets', `[${']'.repeat(long)}x`, `[${']'.repeat(99)}`],
    ['opening brackets', '['.repeat(long), '['.repeat(100)],
    ["a partner's program", `APN/${'x'.repeat(long)}	`, 'APN'],
    ['companies', `APN/1.0 ${'x/'.repeat(long)}	`, 'APN'],
    ['blanks after a company', `APN/1.0 a/${' '.repeat(long)}`, 'APN'],
    ['a product without a version', `APN/1.0 a/b ${'x'.repeat(long)}`, 'APN'],
    ['blanks before a word', `${' '.repeat(long)}x`, 'x'],
    ['blanks between words', `x${' '.repeat(long)}x`, `x${' '.repeat(99)}`],
    ['blanks after a word', `x${' '.repeat(long)}`, 'x'],
    ['slashes', '/'.repeat(long), '/'.repeat(100)],
  ])('of a million characters, the family is found in linear time: %s', (_, userAgent, family) => {
    expect(agentOf(userAgent)).toBe(family);
  });
});

test('a family is part of its user agent, has at most 100 characters, and is empty only for an empty one', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('[', ']', '/', ' ', 'APN/1.0', ' HashiCorp/1.0 ', 'Mozilla', 'aws-cli/2', '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const userAgent = pieces.join('');
      const family = agentOf(userAgent);
      expect(family.length).toBeLessThanOrEqual(100);
      if (family !== 'browser') expect(userAgent).toContain(family);
      if (userAgent.trim() !== '' && !/^\s*\[\s*\]\s*$/.test(userAgent))
        expect(family).not.toBe('');
    }),
    { numRuns: runs(1000) },
  );
});
