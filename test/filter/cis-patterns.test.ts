import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../src/filter/compile-condition.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { readFixtureEvents } from '../event/fixture-events.ts';
import { reducedTo } from '../event/reduced-to.ts';
import { compileWhere } from './filter-of.ts';

/** A pattern as published, an event that it must match, and one that it must not match. */
type Row = readonly [name: string, pattern: string, matching: object, other: object];

const call = (service: string, eventName: string, more: object = {}) => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  sourceIPAddress: '198.51.100.7',
  userIdentity: { type: 'IAMUser', userName: 'alice' },
  eventType: 'AwsApiCall',
  ...more,
});

const login = (mfaUsed: string | undefined, more: object = {}) =>
  call('signin', 'ConsoleLogin', {
    eventType: 'AwsConsoleSignIn',
    additionalEventData: { MobileVersion: 'No', ...(mfaUsed && { MFAUsed: mfaUsed }) },
    responseElements: { ConsoleLogin: 'Success' },
    ...more,
  });

const root = (more: object = {}) =>
  call('iam', 'CreateUser', { userIdentity: { type: 'Root', accountId: '123456789012' }, ...more });

const rootByService = root({ userIdentity: { type: 'Root', invokedBy: 'support.amazonaws.com' } });
const headBucketByDelivery = call('s3', 'HeadBucket', {
  sourceIPAddress: 'delivery.logs.amazonaws.com',
});

/** CIS AWS Foundations Benchmark v1.2, section 3. */
const v12: readonly Row[] = [
  [
    '3.1 unauthorized calls',
    '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' }),
    call('ec2', 'RunInstances', { errorCode: 'Client.InvalidParameterValue' }),
  ],
  [
    '3.2 sign-in without MFA',
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
    login('No'),
    login('Yes'),
  ],
  [
    '3.2 sign-in that does not say whether MFA was used',
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
    login(undefined),
    call('sts', 'GetCallerIdentity'),
  ],
  [
    '3.3 root usage',
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    root(),
    rootByService,
  ],
  [
    '3.3 root usage, without service events',
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    root({ eventType: undefined }),
    root({ eventType: 'AwsServiceEvent' }),
  ],
  [
    '3.4 IAM policy changes',
    '{($.eventName=DeleteGroupPolicy)||($.eventName=DeleteRolePolicy)||($.eventName=DeleteUserPolicy)||($.eventName=PutGroupPolicy)||($.eventName=PutRolePolicy)||($.eventName=PutUserPolicy)||($.eventName=CreatePolicy)||($.eventName=DeletePolicy)||($.eventName=CreatePolicyVersion)||($.eventName=DeletePolicyVersion)||($.eventName=AttachRolePolicy)||($.eventName=DetachRolePolicy)||($.eventName=AttachUserPolicy)||($.eventName=DetachUserPolicy)||($.eventName=AttachGroupPolicy)||($.eventName=DetachGroupPolicy)}',
    call('iam', 'DetachGroupPolicy'),
    call('iam', 'ListPolicies'),
  ],
  [
    '3.5 CloudTrail changes',
    '{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }',
    call('cloudtrail', 'StopLogging'),
    call('cloudtrail', 'DescribeTrails'),
  ],
  [
    '3.6 failed sign-in',
    '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    login('No', { errorMessage: 'Failed authentication' }),
    login('No'),
  ],
  [
    '3.7 keys disabled or deleted',
    '{($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion)) }',
    call('kms', 'ScheduleKeyDeletion'),
    call('kms', 'CancelKeyDeletion'),
  ],
  [
    '3.8 bucket policy changes',
    '{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication)) }',
    call('s3', 'PutBucketPolicy'),
    call('s3', 'GetBucketPolicy'),
  ],
  [
    '3.9 AWS Config changes',
    '{($.eventSource = config.amazonaws.com) && (($.eventName=StopConfigurationRecorder)||($.eventName=DeleteDeliveryChannel)||($.eventName=PutDeliveryChannel)||($.eventName=PutConfigurationRecorder))}',
    call('config', 'StopConfigurationRecorder'),
    call('config', 'DescribeConfigRules'),
  ],
  [
    '3.10 security group changes',
    '{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup)}',
    call('ec2', 'AuthorizeSecurityGroupIngress'),
    call('ec2', 'DescribeSecurityGroups'),
  ],
  [
    '3.11 network ACL changes',
    '{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry) || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }',
    call('ec2', 'ReplaceNetworkAclEntry'),
    call('ec2', 'DescribeNetworkAcls'),
  ],
  [
    '3.12 network gateway changes',
    '{ ($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway) || ($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }',
    call('ec2', 'AttachInternetGateway'),
    call('ec2', 'CreateNatGateway'),
  ],
  [
    '3.13 route table changes',
    '{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation) || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable) }',
    call('ec2', 'DisassociateRouteTable'),
    call('ec2', 'DescribeRouteTables'),
  ],
  [
    '3.14 VPC changes',
    '{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || ($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink) }',
    call('ec2', 'AcceptVpcPeeringConnection'),
    call('ec2', 'DescribeVpcs'),
  ],
];

/** Patterns of v1.4 and v3.0, section 4, that are not in v1.2. */
const v14AndLater: readonly Row[] = [
  [
    '4.1 unauthorized calls, v1.4',
    '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }',
    call('s3', 'GetObject', { errorCode: 'AccessDeniedException' }),
    headBucketByDelivery,
  ],
  [
    '4.1 unauthorized calls, v3.0',
    '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
    call('s3', 'GetObject', { errorCode: 'AccessDenied' }),
    { ...headBucketByDelivery, errorCode: 'AccessDenied' },
  ],
  [
    '4.2 sign-in without MFA',
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    login('No'),
    login('No', { responseElements: { ConsoleLogin: 'Failure' } }),
  ],
  [
    '4.15 organization changes',
    '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "AttachPolicy") || ($.eventName = "CreateAccount") || ($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization") || ($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType") || ($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount") || ($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdatePolicy") || ($.eventName = "UpdateOrganizationalUnit")) }',
    call('organizations', 'LeaveOrganization'),
    call('iam', 'CreatePolicy'),
  ],
];

/**
 * AWS Security Hub User Guide, "Amazon CloudWatch controls": the same in other words or spacing.
 */
const securityHub: readonly Row[] = [
  [
    'CloudWatch.1 root usage',
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    root(),
    rootByService,
  ],
  [
    'CloudWatch.2 unauthorized calls',
    '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    call('ec2', 'RunInstances', { errorCode: 'UnauthorizedOperation' }),
    call('ec2', 'RunInstances'),
  ],
  [
    'CloudWatch.4 IAM policy changes',
    '{($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy)}',
    call('iam', 'AttachUserPolicy'),
    call('iam', 'AttachUserPolicyX'),
  ],
  [
    'CloudWatch.6 failed sign-in',
    '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    login('No', { errorMessage: 'Failed authentication' }),
    login('No', { errorMessage: 'No username found in supplied account' }),
  ],
  [
    'CloudWatch.7 keys disabled or deleted',
    '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
    call('kms', 'DisableKey'),
    call('ec2', 'DisableKey'),
  ],
  [
    'CloudWatch.7 keys disabled or deleted, in the spelling without spaces',
    '{($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion))}',
    call('kms', 'DisableKey'),
    call('kms', 'EnableKey'),
  ],
  [
    'CloudWatch.9 AWS Config changes',
    '{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}',
    call('config', 'PutDeliveryChannel'),
    call('config', 'GetResources'),
  ],
];

const sources = [
  ['CIS AWS Foundations Benchmark v1.2', v12],
  ['CIS AWS Foundations Benchmark v1.4 and v3.0', v14AndLater],
  ['AWS Security Hub', securityHub],
] as const;

describe.each(sources)('the patterns of %s work as published', (_source, rows) => {
  it.each(rows)('%s', (_name, pattern, matching, other) => {
    const matches = compileWhere(parseWhere(pattern));
    expect(matches(matching)).toBe(true);
    expect(matches(other)).toBe(false);
  });
});

describe('the patterns of CIS AWS Foundations Benchmark v1.2 work with other spacing', () => {
  it.each(v12)('%s', (_name, pattern, matching, other) => {
    const tight = pattern.replaceAll(/ *(!?=|&&|\|\||[{}()]) */g, '$1');
    const wide = pattern.replaceAll(/ *(!?=|&&|\|\||[{}()]) */g, '\n  $1\t');
    for (const spelling of [tight, wide]) {
      const matches = compileWhere(parseWhere(spelling));
      expect(matches(matching)).toBe(true);
      expect(matches(other)).toBe(false);
    }
  });
});

const fixtures = await readFixtureEvents();

describe.each(sources)(
  'the patterns of %s need only the fields that they read',
  (_source, rows) => {
    it.each(rows)('%s', (_name, pattern, matching, other) => {
      const parsed = parseWhere(pattern);
      const matches = compileWhere(parsed);
      const reads = compileCondition(parsed).reads;
      for (const event of [matching, other, ...fixtures]) {
        expect(matches(reducedTo(event, reads))).toBe(matches(event));
      }
    });
  },
);
