import { describe, expect, test } from 'vitest';
import { actorOf } from '../../src/event/actor.ts';
import { eventOf } from './event-of.ts';

const role = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:session',
  arn: 'arn:aws:sts::111122223333:assumed-role/Admin/session',
  accessKeyId: 'ASIAEXAMPLE',
};

function roleWith(issuerArn: string, context: object = {}) {
  const sessionIssuer = { type: 'Role', arn: issuerArn, userName: 'Admin' };
  return { ...role, sessionContext: { sessionIssuer, ...context } };
}

const portalRole =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_0123456789abcdef';
const ownRole = 'arn:aws:iam::111122223333:role/AWSReservedSSO_A_0123456789abcdef';

describe('the actor', () => {
  test.each([
    ['a tool call of an agent', { eventType: 'AwsMcpEvent', userIdentity: role }, 'agent'],
    [
      'a call that the MCP server makes for an agent',
      {
        userIdentity: { ...role, invokedBy: 'aws-mcp.amazonaws.com' },
        sourceIPAddress: 'aws-mcp.amazonaws.com',
      },
      'agent',
    ],
    [
      'a call from a host whose name only ends like that of an MCP server',
      { userIdentity: role, sourceIPAddress: 'evil.mcp.amazonaws.com.example.com' },
      undefined,
    ],
    [
      'a service that calls for itself',
      { userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' } },
      'service',
    ],
    [
      'a service with the credentials of its caller',
      {
        userIdentity: { ...role, invokedBy: 'cloudformation.amazonaws.com' },
        sourceIPAddress: 'cloudformation.amazonaws.com',
      },
      'service',
    ],
    [
      'the console, for the person who uses it',
      {
        userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: 'ASIAEXAMPLE' },
        sourceIPAddress: 'secretsmanager.amazonaws.com',
        sessionCredentialFromConsole: 'true',
      },
      'person',
    ],
    [
      'an instance',
      { userIdentity: roleWith('arn:aws:iam::111122223333:role/web', { ec2RoleDelivery: '2.0' }) },
      'workload',
    ],
    [
      'a repository',
      { userIdentity: { type: 'WebIdentityUser', userName: 'repo:example/shop:ref:main' } },
      'workload',
    ],
    ['root', { userIdentity: { type: 'Root', accountId: '111122223333' } }, 'person'],
    ['a role of IAM Identity Center', { userIdentity: roleWith(portalRole) }, 'person'],
    [
      'a role that is only named like one of IAM Identity Center',
      { userIdentity: roleWith(ownRole) },
      undefined,
    ],
    [
      'a long-term access key',
      { userIdentity: { type: 'IAMUser', userName: 'ci', accessKeyId: 'AKIAEXAMPLE' } },
      undefined,
    ],
  ])('of %s', (_of, fields, actor) => {
    expect(actorOf(eventOf(fields))).toBe(actor);
  });
});
