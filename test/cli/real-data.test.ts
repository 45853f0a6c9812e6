import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { projectRoot, temporaryFolder, trailscan } from '../support/trailscan.ts';

const invictus = join(projectRoot, '../shared/data/invictus');
const documents = join(projectRoot, '../shared/seeds');
const hasJq = spawnSync('jq', ['--version']).status === 0;

/** The name of an event without the version that Lambda and CloudFront append. */
const eventName = '(.eventName | sub("2[0-9]{3}_?[0-9]{2}_?[0-9]{2}(v[0-9])?$"; ""))';

/** Trail files recorded at AWS are beside the project on some machines. */
describe.skipIf(!existsSync(invictus) || !hasJq)(
  'query selects the same of 2,900 real events as jq, for',
  () => {
    test.each([
      ['all', [], 'true'],
      ['a service', ['--service', 'ec2'], '.eventSource == "ec2.amazonaws.com"'],
      [
        'services in other names',
        ['--service', 'cloudwatch-logs,elb,console'],
        '.eventSource | IN("logs.amazonaws.com", "elasticloadbalancing.amazonaws.com", "signin.amazonaws.com")',
      ],
      [
        'all services but two',
        ['--service', '!ec2,ssm'],
        '.eventSource | IN("ec2.amazonaws.com", "ssm.amazonaws.com") | not',
      ],
      [
        'events by glob',
        ['--event', 'Get*,List*', '--event', '!GetCallerIdentity'],
        '(.eventName | test("^(Get|List)")) and .eventName != "GetCallerIdentity"',
      ],
      [
        'denied',
        ['--outcome', 'denied'],
        '(.errorCode // "") | IN("AccessDenied", "Client.UnauthorizedOperation")',
      ],
      [
        'failed',
        ['--outcome', 'failed'],
        '(.errorCode // "" | IN("", "AccessDenied", "Client.UnauthorizedOperation") | not) or (.eventName == "ConsoleLogin" and .responseElements.ConsoleLogin == "Failure")',
      ],
      ['an error', ['--error', '*NotFound*'], '.errorCode // "" | test("NotFound")'],
      [
        'a network',
        ['--source-ip', '192.168.0.0/16,10.0.0.0/8'],
        '(.sourceIPAddress // "") | test("^(192[.]168|10)[.]")',
      ],
      [
        'a user agent',
        ['--user-agent', 'aws-cli'],
        '(.userAgent // "") | ascii_downcase | contains("aws-cli")',
      ],
      [
        'an identity type',
        ['--identity-type', 'AssumedRole'],
        '.userIdentity.type == "AssumedRole"',
      ],
      ['reads', ['--reads'], '.readOnly == true'],
      [
        'a time',
        ['--since', '2023-07-10T12:00', '--until', '2023-07-10T12:10'],
        '.eventTime >= "2023-07-10T12:00:00Z" and .eventTime < "2023-07-10T12:10:00Z"',
      ],
      [
        'a pattern',
        [
          '--where',
          '{ $.eventName = "Describe*" && $.errorCode EXISTS && $.userIdentity.invokedBy NOT EXISTS }',
        ],
        '(.eventName | startswith("Describe")) and has("errorCode") and (.userIdentity | has("invokedBy") | not)',
      ],
      [
        'a regular expression',
        ['--grep', '"bucketName":"[a-z]+-'],
        'tojson | test("\\"bucketName\\":\\"[a-z]+-")',
      ],
    ])('%s', async (_, args, condition) => {
      const { stdout, exitCode } = await trailscan(['query', invictus, ...args]);
      expect(exitCode).toBe(0);
      const found = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).eventID);
      const wanted = jq(`.Records[] | select(${condition}) | .eventID`);
      expect(found.toSorted()).toEqual(wanted.toSorted());
    });
  },
);

describe.skipIf(!existsSync(invictus) || !hasJq)(
  'stats groups 2,900 real events as jq does,',
  () => {
    test.each([
      ['event', `[${eventName}]`],
      ['service', '[.eventSource | rtrimstr(".amazonaws.com")]'],
      ['region', '[.awsRegion]'],
      ['account', '[.recipientAccountId]'],
      ['source-ip', '[.sourceIPAddress]'],
      ['user-agent', '[.userAgent]'],
      ['error', '[.errorCode // .errorMessage // ""]'],
      ['identity-type', '[.userIdentity.type // ""]'],
      ['hour', '[.eventTime[:13] | sub("T"; " ") + ":00"]'],
      ['day', '[.eventTime[:10]]'],
      ['access-key,event', `[.userIdentity.accessKeyId // "", ${eventName}]`],
      [
        'event,error,userIdentity.sessionContext.sessionIssuer.userName',
        `[${eventName}, .errorCode // .errorMessage // "", .userIdentity.sessionContext.sessionIssuer.userName // ""]`,
      ],
      ['requestParameters.bucketName', '[.requestParameters.bucketName? // ""]'],
    ])('by %s', async (by, values) => {
      const { stdout, exitCode } = await trailscan(['stats', invictus, '--by', by, '-o', 'json']);
      expect(exitCode).toBe(0);
      const names = by.split(',');
      const found = JSON.parse(stdout).map((group: Record<string, unknown>) =>
        JSON.stringify([...names.map((name) => group[name] ?? ''), group['events']]),
      );
      const wanted = jq(
        `[inputs.Records[]] | map(${values}) | group_by(.)[] | .[0] + [length] | tojson`,
        '-n',
      );
      expect(found.toSorted()).toEqual(wanted.toSorted());
    });
  },
);

/** AWS documents with example records are beside the project on some machines. */
describe.skipIf(!existsSync(documents))(
  'query reads the example records of the AWS documents about',
  () => {
    const columns = ['--columns', 'event,principal,outcome,resource,account', '-o', 'csv'];

    test.each([
      ['Amazon EC2', 'TerminateInstances,root,ok,i-1a2b3c4d,123456789012', 0],
      ['CloudWatch Logs', 'CreateExportTask,someuser,ok,', 0],
      ['Elastic Beanstalk', 'UpdateEnvironment,intern,ok,,123456789012', 0],
      [
        'AWS OpsWorks',
        'DescribeInstances,A-User-Name,ok,218289c4-0492-473d-a990-3fbe1efa25f6,111122223333',
        3,
      ],
    ])('%s', async (service, row, code) => {
      const file = join(temporaryFolder(), 'sample.json');
      writeFileSync(file, sampleOf(service));
      const { stdout, stderr, exitCode } = await trailscan(['query', file, ...columns]);
      expect(exitCode).toBe(code);
      expect(stdout.split('\n')[1]).toContain(row);
      if (code === 3) expect(stderr).toContain(`trailscan: ${file}: byte 33: not valid JSON\n`);
      else expect(stderr).toBe('');
    });
  },
);

function jq(program: string, ...options: readonly string[]): string[] {
  const files = readdirSync(invictus, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json.gz'),
  );
  const json = Buffer.concat(files.map((name) => gunzipSync(readFileSync(join(invictus, name)))));
  return execFileSync('jq', ['-r', ...options, program], { input: json, maxBuffer: 2 ** 28 })
    .toString()
    .split('\n')
    .filter(Boolean);
}

/** Returns the code block in the document about a service. */
function sampleOf(service: string): string {
  const texts = readdirSync(documents).map((name) => readFileSync(join(documents, name), 'utf8'));
  const text = texts.find((candidate) => candidate.slice(0, 120).includes(service));
  return /```\n(.*?)```/s.exec(text ?? '')?.[1] ?? '';
}
