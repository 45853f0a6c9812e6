/** Services that face the internet: Route 53, CloudFront, WAF, Shield, API Gateway. */
import type { CallTable } from '../template.ts';

const webAclCalls = {
  CreateWebACL: 'web ACL {name} created',
  UpdateWebACL: 'web ACL {name|webACLId} changed',
  DeleteWebACL: 'web ACL {name|webACLId} deleted',
  AssociateWebACL: 'web ACL {webACLArn|webACLId} → {resourceArn}',
  DisassociateWebACL: 'web ACL taken from {resourceArn}',
  DeleteLoggingConfiguration: 'logging of web ACL {resourceArn} stopped',
  PutLoggingConfiguration:
    'logging of web ACL {loggingConfiguration.resourceArn} to {all loggingConfiguration.logDestinationConfigs}',
  DeleteRuleGroup: 'rule group {name|ruleGroupId} of WAF deleted',
  DeleteIPSet: 'IP set {name|iPSetId} of WAF deleted',
  UpdateIPSet: 'IP set {name|iPSetId} of WAF changed',
};

export const edgeCalls: CallTable = {
  route53: {
    ChangeResourceRecordSets: [
      '{changeBatch.changes.action} {changeBatch.changes.resourceRecordSet.type} {changeBatch.changes.resourceRecordSet.name}[ → {all changeBatch.changes.resourceRecordSet.resourceRecords|changeBatch.changes.resourceRecordSet.resourceRecords.value|changeBatch.changes.resourceRecordSet.aliasTarget.dNSName}]',
      'records of zone {hostedZoneId} changed',
    ],
    CreateHostedZone: 'zone {name} created',
    DeleteHostedZone: 'zone {id} deleted',
    AssociateVPCWithHostedZone: 'zone {hostedZoneId} → {vPC.vPCId}',
    CreateVPCAssociationAuthorization: 'zone {hostedZoneId} offered to {vPC.vPCId}',
    DeleteQueryLoggingConfig: 'query logging {id} stopped',
    DisableHostedZoneDNSSEC: 'DNSSEC of zone {hostedZoneId} disabled',
  },
  route53domains: {
    TransferDomainToAnotherAwsAccount: 'domain {domainName} offered to {account accountId}',
    DisableDomainTransferLock: 'transfer lock of domain {domainName} disabled',
    UpdateDomainNameservers: 'name servers of {domainName} changed to {all nameservers.name}',
    RegisterDomain: 'domain {domainName} registered',
    DeleteDomain: 'domain {domainName} deleted',
    RetrieveDomainAuthCode: 'transfer code of domain {domainName} read',
  },
  route53resolver: {
    DeleteResolverQueryLogConfig: 'DNS query logging {resolverQueryLogConfigId} deleted',
    DisassociateResolverQueryLogConfig: 'DNS query logging of {resourceId} stopped',
    DisassociateFirewallRuleGroup:
      'DNS firewall taken from its VPC ({firewallRuleGroupAssociationId})',
  },
  cloudfront: {
    CreateDistribution:
      'distribution[ {>distribution.id}] for {all distributionConfig.origins.domainName} created',
    UpdateDistribution:
      'distribution {id} changed[: origin {all distributionConfig.origins.domainName}]',
    DeleteDistribution: 'distribution {id} deleted',
    CreateFunction: 'edge function {name} created',
    UpdateFunction: 'code of edge function {name} changed',
    PublishFunction: 'edge function {name} published',
  },
  waf: webAclCalls,
  wafv2: webAclCalls,
  'waf-regional': webAclCalls,
  shield: {
    CreateProtection: 'DDoS protection of {resourceArn} started',
    DeleteProtection: 'DDoS protection {protectionId} ended',
    DisassociateDRTRole: 'access of the DDoS response team removed',
  },
  apigateway: {
    CreateRestApi: 'API {createRestApiInput.name|name} created',
    CreateDeployment: 'API {restApiId} deployed[ to {createDeploymentInput.stageName|stageName}]',
    UpdateRestApiPolicy: 'policy of API {restApiId} changed',
    DeleteRestApi: 'API {restApiId} deleted',
    CreateApiKey: 'API key {createApiKeyInput.name|name} created',
    GetApiKey: 'API key {apiKey} read',
    CreateAuthorizer: 'authorizer of API {restApiId} created',
    DeleteAuthorizer: 'authorizer {authorizerId} of API {restApiId} deleted',
  },
};
