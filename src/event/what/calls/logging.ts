/** Logs: CloudTrail, CloudWatch Logs, flow logs, AWS Config, logging of Bedrock. */
import { eventSelectors } from '../describe/event-selectors.ts';
import { updatedTrail } from '../describe/trail-settings.ts';
import type { CallTable } from '../template.ts';

export const loggingCalls: CallTable = {
  cloudtrail: {
    CreateTrail: 'trail {name} to bucket {s3BucketName} created',
    UpdateTrail: updatedTrail,
    DeleteTrail: 'trail {name} deleted',
    StartLogging: 'logging of trail {name} started',
    StopLogging: 'logging of trail {name} stopped',
    PutEventSelectors: eventSelectors,
    PutInsightSelectors:
      'Insights of {trailName|eventDataStore}: {all insightSelectors.insightType}',
    CreateEventDataStore: 'event data store {name} created',
    UpdateEventDataStore: 'event data store {name|eventDataStore} changed',
    DeleteEventDataStore: 'event data store {eventDataStore} deleted',
    StopEventDataStoreIngestion: 'logging to event data store {eventDataStore} stopped',
    StartEventDataStoreIngestion: 'logging to event data store {eventDataStore} started',
    DeregisterOrganizationDelegatedAdmin:
      '{account delegatedAdminAccountId} removed as admin of CloudTrail',
    PutResourcePolicy: ['{resourceArn} {open resourcePolicy}', 'policy of {resourceArn} changed'],
    LookupEvents:
      'event history searched[ for {lookupAttributes.attributeKey} {lookupAttributes.attributeValue}]',
  },
  logs: {
    CreateLogGroup: 'log group {logGroupName} created',
    DeleteLogGroup: 'log group {logGroupName} deleted',
    CreateLogStream: 'log stream {logStreamName} of {logGroupName} created',
    DeleteLogStream: 'log stream {logStreamName} of {logGroupName} deleted',
    PutRetentionPolicy: 'logs of {logGroupName} kept for {days retentionInDays}',
    DeleteRetentionPolicy: 'logs of {logGroupName} kept forever',
    PutSubscriptionFilter: 'logs of {logGroupName} sent to {destinationArn}',
    DeleteSubscriptionFilter: 'subscription {filterName} of {logGroupName} deleted',
    PutMetricFilter: 'metric filter {filterName} of {logGroupName} set',
    DeleteMetricFilter: 'metric filter {filterName} of {logGroupName} deleted',
    PutDestination: 'log destination {destinationName} to {targetArn} created',
    PutDestinationPolicy: [
      '[?destination ]{destinationName} open to {admitted accessPolicy}',
      'policy of log destination {destinationName} changed',
    ],
    DeleteDestination: 'log destination {destinationName} deleted',
    PutResourcePolicy: [
      'log groups {open policyDocument}',
      'policy of log groups {policyName} changed',
    ],
    DeleteResourcePolicy: 'policy of log groups {policyName} deleted',
    CreateExportTask: 'logs of {logGroupName} exported to bucket {destination}',
    CancelExportTask: 'export {taskId} of logs cancelled',
    AssociateKmsKey: 'logs of {logGroupName|resourceIdentifier} encrypted with {kmsKeyId}',
    DisassociateKmsKey: 'key taken from {logGroupName|resourceIdentifier}',
    DeleteDataProtectionPolicy: 'data protection of {logGroupIdentifier} deleted',
    GetLogEvents: 'log stream {logStreamName} of {logGroupName} read',
    FilterLogEvents: 'logs of {logGroupName} searched',
    StartQuery: 'logs of {all logGroupNames|logGroupName|logGroupIdentifiers} searched',
    DeleteDelivery: 'log delivery {id} deleted',
  },
  ec2: {
    CreateFlowLogs: 'flow logs of {all resourceId} started',
    DeleteFlowLogs: 'flow logs {all flowLogId} deleted',
  },
  config: {
    StopConfigurationRecorder: 'recorder {configurationRecorderName} of AWS Config stopped',
    StartConfigurationRecorder: 'recorder {configurationRecorderName} of AWS Config started',
    PutConfigurationRecorder: 'recorder {configurationRecorder.name} of AWS Config set',
    DeleteConfigurationRecorder: 'recorder {configurationRecorderName} of AWS Config deleted',
    PutDeliveryChannel: 'AWS Config delivers to bucket {deliveryChannel.s3BucketName}',
    DeleteDeliveryChannel: 'delivery channel {deliveryChannelName} of AWS Config deleted',
    PutConfigRule: 'rule {configRule.configRuleName} of AWS Config set',
    DeleteConfigRule: 'rule {configRuleName} of AWS Config deleted',
    DeleteConformancePack: 'conformance pack {conformancePackName} deleted',
    DeleteRemediationConfiguration: 'remediation of rule {configRuleName} deleted',
    PutRetentionConfiguration: 'AWS Config keeps {days retentionPeriodInDays}',
    DeleteAggregationAuthorization: '{account authorizedAccountId} may no longer read AWS Config',
    PutAggregationAuthorization: '{account authorizedAccountId} may read AWS Config',
  },
  bedrock: {
    PutModelInvocationLoggingConfiguration: 'logging of model calls configured',
    DeleteModelInvocationLoggingConfiguration: 'logging of model calls stopped',
    DeleteGuardrail: 'guardrail {guardrailIdentifier} deleted',
    UpdateGuardrail: 'guardrail {guardrailIdentifier} changed',
    PutUseCaseForModelAccess: 'access to models requested',
    CreateFoundationModelAgreement: 'access to model {modelId} agreed',
    InvokeModel: 'model {modelId} called',
    InvokeModelWithResponseStream: 'model {modelId} called',
    Converse: 'model {modelId} called',
  },
};
