/**
 * Makes events for the trails of tests and of the S3 benchmark: eight names and TerminateInstances,
 * one account, one shape. The corpora of the benchmark have their own events, in trail/.
 */
import { hex, type Random, uuid } from './random.ts';

const calls = [
  ['sts', 'AssumeRole'],
  ['kms', 'Decrypt'],
  ['s3', 'GetBucketAcl'],
  ['ec2', 'DescribeInstances'],
  ['logs', 'CreateLogStream'],
  ['ssm', 'GetParameter'],
  ['iam', 'ListRoles'],
  ['lambda', 'ListFunctions20150331'],
] as const;

/**
 * Makes an event on the given day of October 2026, of about 1.4 kB as compact JSON: a call with the
 * credentials of a role; 5 % are denied, and one in a thousand is TerminateInstances.
 */
export function makeEvent(random: Random, day: string): object {
  const rare = random() < 0.001;
  const [service, name] = rare
    ? ['ec2', 'TerminateInstances']
    : (calls[Math.floor(random() ** 2 * calls.length)] ?? calls[0]);
  const role = `service-role-${Math.floor(random() * 40)}`;
  const session = `session-${hex(random, 8)}`;
  const instance = `i-${hex(random, 17)}`;
  const failed = random() < 0.05;
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${hex(random, 17).toUpperCase()}:${session}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/${session}`,
      accountId: '111122223333',
      accessKeyId: `ASIA${hex(random, 16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${hex(random, 17).toUpperCase()}`,
          arn: `arn:aws:iam::111122223333:role/${role}`,
          accountId: '111122223333',
          userName: role,
        },
        webIdFederationData: {},
        attributes: { creationDate: `2026-10-${day}T00:00:00Z`, mfaAuthenticated: 'false' },
      },
    },
    eventTime: `2026-10-${day}T${two(random, 24)}:${two(random, 60)}:${two(random, 60)}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: `198.51.100.${Math.floor(random() * 256)}`,
    userAgent:
      'aws-sdk-java/2.20.1 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.5 Java/17.0.5 vendor/Amazon.com_Inc. io/sync',
    ...(failed
      ? {
          errorCode: 'AccessDenied',
          errorMessage: `User: ${session} is not authorized to perform: ${service}:${name}`,
        }
      : {}),
    requestParameters: {
      instancesSet: { items: [{ instanceId: instance }] },
      filter: [{ name: 'tag:Name', values: [hex(random, 12), 'production'] }],
      maxResults: Math.floor(random() * 1000),
    },
    responseElements: null,
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: !rare,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.us-east-1.amazonaws.com`,
    },
  };
}

function two(random: Random, below: number): string {
  return String(Math.floor(random() * below)).padStart(2, '0');
}
