import { describe, expect, test } from 'vitest';
import { isS3Uri, parseS3Uri } from '../../../src/source/s3/parse-s3-uri.ts';

describe('an S3 URI', () => {
  test.each([
    ['s3://logs', 'logs', ''],
    ['s3://logs/', 'logs', ''],
    ['S3://Old_Bucket.2009/x', 'Old_Bucket.2009', 'x'],
    ['s3://logs/AWSLogs/', 'logs', 'AWSLogs/'],
    ['s3://logs/a b+c%20?d#e/ä', 'logs', 'a b+c%20?d#e/ä'],
    ['s3://logs//x', 'logs', '/x'],
    ['s3://logs/x\ny', 'logs', 'x\ny'],
    ['s3://logs-abc123-s3alias/x', 'logs-abc123-s3alias', 'x'],
    [
      's3://arn:aws:s3:eu-west-1:111122223333:accesspoint/logs/AWSLogs/',
      'arn:aws:s3:eu-west-1:111122223333:accesspoint/logs',
      'AWSLogs/',
    ],
    [
      's3://arn:aws-cn:s3:cn-north-1:111122223333:accesspoint:logs/x',
      'arn:aws-cn:s3:cn-north-1:111122223333:accesspoint:logs',
      'x',
    ],
  ])('%j names a bucket and a prefix of keys', (uri, bucket, prefix) => {
    expect(parseS3Uri(uri)).toEqual({ bucket, prefix });
  });

  test.each([
    's3://',
    's3:///x',
    's3://a',
    's3://my bucket/x',
    's3://-logs',
    's3://logs?x',
    's3://ä',
  ])('%j is refused without the name of a bucket', (uri) => {
    expect(() => parseS3Uri(uri)).toThrow(/is not a bucket name: expected s3:\/\/BUCKET/);
  });

  test.each([
    's3://AKIAIOSFODNN7EXAMPLE:secret/secret@trail/AWSLogs',
    's3://user:secret@trail',
    's3://secret@trail/AWSLogs',
    's3://AKIAIOSFODNN7EXAMPLE:secret',
  ])('does not repeat the secret in %s', (uri) => {
    expect(() => parseS3Uri(uri)).toThrow(/^(?!.*secret).*expected s3:\/\/BUCKET/);
  });

  test('is distinguished from a path', () => {
    expect(['s3://x', 'S3://x'].every(isS3Uri)).toBe(true);
    expect(['s3', 's3:/x', './s3://x', 'as3://x', 'https://x'].some(isS3Uri)).toBe(false);
  });
});
