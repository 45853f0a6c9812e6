import { describe, expect, test } from 'vitest';
import { agentOf } from '../../src/event/agent.ts';
import { createColumn } from '../../src/format/text/column.ts';
import { redactGroup } from '../../src/redact/redact-groups.ts';

/** Returns the value of a group as it is shown. */
function shown(path: string, value: string): string {
  return redactGroup({ values: [value] }, [createColumn(path)]).values[0] ?? '';
}

describe('the values of groups', () => {
  test.each([
    ['responseElements.credentials.sessionToken', 'abc'],
    ['requestParameters.masterUserPassword', 'a, b'],
    ['requestParameters.environment.variables.HOST', 'abc'],
    ['requestParameters.containers[].environment[].value', 'abc'],
    ['requestParameters.environment[]', 'A=abc'],
    ['requestParameters.parameters[].parameterValue', 'abc'],
    ['requestParameters.optionSettings.value', 'abc'],
    ['requestParameters.stageVariables.value', 'abc'],
    ['requestParameters.secret.x', 'abc'],
  ])('of %s are masked', (path, value) => {
    expect(shown(path, value)).toBe('(redacted)');
  });

  test.each([
    ['requestParameters.nextToken', 'abc'],
    ['requestParameters.containers[].environment[].name', 'HOST'],
    ['requestParameters.tagSet.items[].value', 'abc'],
    ['requestParameters.masterUserSecret.secretArn', 'x'],
    ['responseElements.credentials.accessKeyId', 'ASIAIOSFODNN7EXAMPLE'],
    ['requestParameters.masterUserPassword', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
    ['requestParameters.masterUserPassword', ''],
    ['requestParameters.environment', 'production'],
    ['time', '2026-11-19 10:00:00'],
    ['resource', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db'],
  ])('of %s are shown: %s', (path, value) => {
    expect(shown(path, value)).toBe(value);
  });

  test.each([
    'sk-ant-abcdefgh-1234567890abcdef',
    'glpat-abcd_12345678abcdef',
    'Bearer abcdefghijk-2024-aaaaaaaaaa',
    `eyJhbGciOiJIUzI1NiJ9${'a'.repeat(100)}.eyJzdWIiOiIxIn0.x`,
  ])('show nothing of a secret that a short user agent cuts: %s', (userAgent) => {
    const agent = agentOf(userAgent);
    expect(['sk-ant', '(redacted)']).toContain(shown('agent', agent));
  });

  test.each(['aws-cli', 'Boto3', 'app-token', 'aws-secrets-manager', 'autoscaling.amazonaws.com'])(
    'show the short user agent %s',
    (agent) => expect(shown('agent', agent)).toBe(agent),
  );

  test('are masked within JSON and texts', () => {
    const path = 'requestParameters.containers[].environment';
    expect(shown(path, '[{"name":"A","value":"b"}], [{"name":"C","value":"d"}]')).toBe(
      '[{"name":"A","value":"(redacted)"}], [{"name":"C","value":"(redacted)"}]',
    );
    expect(shown('user-agent', 'curl -u token=abc')).toBe('curl -u token=(redacted)');
  });
});
