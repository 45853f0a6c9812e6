import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText } from '../../src/redact/redact-text.ts';
import { mayHoldSecret } from '../../src/redact/secret-hints.ts';
import { anyJson } from '../event/any-event.ts';
import { runs } from '../support/runs.ts';
import { anySecretParameters, anySecretText, listedNames, marker } from './any-secret.ts';

describe('redacted texts', () => {
  test('have no secret of any listed name or form, at any depth, and are JSON as before', () => {
    fc.assert(
      fc.property(anySecretParameters, (parameters) => {
        const json = JSON.stringify({ requestParameters: parameters });
        const redacted = redactText(json);
        expect(redacted).not.toContain(marker);
        expect(Object.keys(JSON.parse(redacted).requestParameters)).toEqual(['name', 'inner']);
        expect(redactText(redacted)).toBe(redacted);
      }),
      { numRuns: runs(500) },
    );
  });

  test('have no secret of a known form in text that is not JSON', () => {
    fc.assert(
      fc.property(anySecretText, (text) => {
        expect(redactText(text)).not.toContain(marker);
        expect(redactText(`see ${text}`)).not.toContain(marker);
      }),
      { numRuns: runs(500) },
    );
  });

  test('are found by a quick test for every listed name', () => {
    for (const name of listedNames) {
      expect([name, mayHoldSecret(`{"${name}":""}`)]).toEqual([name, true]);
      const snake = name.replace(/(?=[A-Z])/g, '_').toUpperCase();
      expect([snake, mayHoldSecret(`{"${snake}":""}`)]).toEqual([snake, true]);
    }
  });

  test('change nothing but values: other texts stay as they are written', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const json = JSON.stringify({ a: value }, null, 1);
        expect(redactText(json)).toBe(json);
        const before = `{"a":${json},"n":1.50e3,"password":`;
        expect(redactText(`${before}"x" , "big":12345678901234567890}`)).toBe(
          `${before}"(redacted)" , "big":12345678901234567890}`,
        );
      }),
      { numRuns: runs(200) },
    );
  });

  test.each([
    [
      'a presigned URL',
      'https://b/k?X-Amz-Date=1&X-Amz-Signature=ab12&x=1',
      'https://b/k?X-Amz-Date=1&X-Amz-Signature=(redacted)&x=1',
    ],
    [
      'a connection string',
      'jdbc:x;user=a;password=b;ssl=true',
      'jdbc:x;user=a;password=(redacted);ssl=true',
    ],
    [
      'a URL with a password',
      'see https://bob:hunter2@example.com/x',
      'see https://bob:(redacted)@example.com/x',
    ],
    [
      'numbers',
      '{"password":123,"token":true,"secret":null}',
      '{"password":"(redacted)","token":true,"secret":null}',
    ],
    ['names with escapes', '{"pass\\u0077ord":"x"}', '{"pass\\u0077ord":"(redacted)"}'],
    [
      'members with the same name',
      '{"password":"x","password":"y"}',
      '{"password":"(redacted)","password":"(redacted)"}',
    ],
    [
      'lists of values joined by commas',
      '{"password":"x"}, {"password":"y"}',
      '{"password":"(redacted)"}, {"password":"(redacted)"}',
    ],
    [
      'what is kept where, but not it',
      '{"masterUserSecret":{"secretArn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:x","secretStatus":"active"}}',
      undefined,
    ],
    [
      'secrets in places of ECS',
      '{"secrets":[{"name":"DB_PASSWORD","valueFrom":"arn:aws:ssm:us-east-1:111122223333:parameter/x"}]}',
      undefined,
    ],
    [
      'AWS’s masks',
      '{"password":"****","userData":"<sensitiveDataRemoved>","authParameters":"HIDDEN_DUE_TO_SECURITY_REASONS"}',
      undefined,
    ],
    [
      'IDs of access keys',
      '{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","accessKey":"ASIAIOSFODNN7EXAMPLE"}',
      undefined,
    ],
    [
      'tokens of pages and repeated calls',
      '{"nextToken":"a","clientToken":"b","clientRequestToken":"c","ContinuationToken":"d"}',
      undefined,
    ],
    [
      'settings of passwords',
      '{"minimumPasswordLength":8,"passwordLastUsed":"2026","passwordResetRequired":true,"secretId":"prod/db"}',
      undefined,
    ],
    [
      'an environment of CodeBuild',
      '{"environment":{"type":"LINUX","image":"i","computeType":"c","environmentVariables":[{"name":"A","value":"v","type":"PLAINTEXT"}]}}',
      '{"environment":{"type":"LINUX","image":"i","computeType":"c","environmentVariables":[{"name":"A","value":"(redacted)","type":"PLAINTEXT"}]}}',
    ],
    [
      'JSON with a text after it',
      '{"environment":{"ARN":"x","B":"y"}} at password=z',
      '{"environment":{"ARN":"(redacted)","B":"(redacted)"}} at password=(redacted)',
    ],
    [
      'the name of an environment',
      '{"environment":"production","environmentName":"live"}',
      undefined,
    ],
    [
      'options of Beanstalk',
      '{"optionSettings":[{"namespace":"aws:autoscaling:asg","optionName":"MinSize","value":"1"},{"value":"x","namespace":"aws:elasticbeanstalk:application:environment","optionName":"K"}]}',
      '{"optionSettings":[{"namespace":"aws:autoscaling:asg","optionName":"MinSize","value":"1"},{"value":"(redacted)","namespace":"aws:elasticbeanstalk:application:environment","optionName":"K"}]}',
    ],
    [
      'the ID beside a secret access key',
      '{"text":"AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}',
      '{"text":"AKIAIOSFODNN7EXAMPLE:(redacted)"}',
    ],
    [
      'hashes beside the ID of a key',
      '{"text":"AKIAIOSFODNN7EXAMPLE da39a3ee5e6b4b0d3255bfef95601890afd80709"}',
      undefined,
    ],
  ])('mask or keep %s', (_, text, redacted = text) => {
    expect(redactText(text)).toBe(redacted);
  });

  test('take time in proportion to hostile texts', () => {
    const size = 2 ** 21;
    for (const part of [
      'password=',
      'a',
      '://a:',
      '-----BEGIN PRIVATE KEY-----',
      '"password":"',
      'eyJa',
      '\\"',
      "'token': '",
      '--a ',
      'AKIAIOSFODNN7EXAMPLE',
    ]) {
      const text = part.repeat(size / part.length);
      expect(redactText(`x=${text}`).length).toBeGreaterThan(0);
      expect(redactText(JSON.stringify({ text })).length).toBeGreaterThan(0);
    }
    for (const before of [
      '{"password":"',
      'password=',
      '"token": "',
      '-----BEGIN PRIVATE KEY-----',
      'see --token ',
      '://a:',
      'eyJhbGciOi.',
      'Bearer ',
    ]) {
      const text = `x ${before}${'a'.repeat(2 * size)}`;
      expect(redactText(text).length).toBeGreaterThan(0);
      expect(redactText(text.slice(2)).length).toBeGreaterThan(0);
    }
    for (const joiner of '_- \\')
      expect(mayHoldSecret(`xtoken${joiner.repeat(size)}a`)).toBe(/[ \\]/.test(joiner));
  });
});
