/**
 * What would raise the alarm: GuardDuty, Security Hub, Macie, Detective, Inspector, CloudWatch
 * alarms, EventBridge.
 */
import type { CallTable } from '../template.ts';

export const detectionCalls: CallTable = {
  guardduty: {
    CreateDetector: 'GuardDuty enabled',
    UpdateDetector: [
      'GuardDuty detector {detectorId} {switch enable enabled disabled}',
      'GuardDuty detector {detectorId} changed',
    ],
    DeleteDetector: 'GuardDuty detector {detectorId} deleted',
    CreateFilter: 'GuardDuty filter {name} created[: findings are {action}]',
    UpdateFilter: 'GuardDuty filter {filterName} changed[: findings are {action}]',
    ArchiveFindings: 'GuardDuty findings archived[: {all findingIds}]',
    CreateIPSet: 'GuardDuty IP list {name} of trusted addresses created',
    UpdateIPSet: 'GuardDuty IP list {ipSetId} of trusted addresses changed',
    CreateThreatIntelSet: 'GuardDuty threat list {name} created',
    DeleteThreatIntelSet: 'GuardDuty threat list {threatIntelSetId} deleted',
    DeletePublishingDestination: 'GuardDuty no longer publishes to {destinationId}',
    DisassociateFromMasterAccount: 'account left its GuardDuty administrator',
    DisassociateFromAdministratorAccount: 'account left its GuardDuty administrator',
    DisassociateMembers: '{accounts accountIds} taken out of GuardDuty',
    DeleteMembers: '{accounts accountIds} deleted from GuardDuty',
    StopMonitoringMembers: 'GuardDuty stopped for {accounts accountIds}',
    DisableOrganizationAdminAccount: '{account adminAccountId} removed as admin of GuardDuty',
    DeleteInvitations: 'GuardDuty invitations of {accounts accountIds} deleted',
  },
  securityhub: {
    EnableSecurityHub: 'Security Hub enabled',
    DisableSecurityHub: 'Security Hub disabled',
    BatchDisableStandards: 'Security Hub standards {all standardsSubscriptionArns} disabled',
    UpdateStandardsControl: 'control {standardsControlArn} set to {controlStatus}',
    DisableImportFindingsForProduct:
      'Security Hub no longer takes findings of {productSubscriptionArn}',
    BatchUpdateFindings: 'Security Hub findings changed[ to {workflow.status}]',
    DisassociateFromAdministratorAccount: 'account left its Security Hub administrator',
    DisassociateMembers: '{accounts accountIds} taken out of Security Hub',
    DeleteActionTarget: 'Security Hub action {actionTargetArn} deleted',
  },
  macie2: {
    EnableMacie: 'Macie enabled',
    DisableMacie: 'Macie disabled',
    UpdateMacieSession: 'Macie set to {status}',
    CreateFindingsFilter: 'Macie filter {name} created[: findings are {action}]',
    DisassociateFromAdministratorAccount: 'account left its Macie administrator',
  },
  detective: {
    CreateGraph: 'Detective enabled',
    DeleteGraph: 'Detective graph {graphArn} deleted',
    DisassociateMembership: 'account left Detective graph {graphArn}',
    DeleteMembers: '{accounts accountIds} taken out of Detective',
  },
  inspector2: {
    Enable: 'Inspector enabled[ for {all resourceTypes}]',
    Disable: 'Inspector disabled[ for {all resourceTypes}]',
    CreateFilter: 'Inspector filter {name} created[: findings: {action}]',
  },
  'access-analyzer': {
    CreateAnalyzer: 'access analyzer {analyzerName} created',
    DeleteAnalyzer: 'access analyzer {analyzerName} deleted',
    CreateArchiveRule: 'archive rule {ruleName} of access analyzer {analyzerName} created',
  },
  monitoring: {
    PutMetricAlarm: 'alarm {alarmName} set',
    DeleteAlarms: '{some alarm alarmNames} deleted',
    DisableAlarmActions: 'actions of {some alarm alarmNames} disabled',
    EnableAlarmActions: 'actions of {some alarm alarmNames} enabled',
    SetAlarmState: 'alarm {alarmName} set to {stateValue}',
    DeleteDashboards: '{some dashboard dashboardNames} deleted',
  },
  events: {
    PutRule: 'rule {name} set[ to {state}][: {scheduleExpression}]',
    DisableRule: 'rule {name} disabled',
    EnableRule: 'rule {name} enabled',
    DeleteRule: 'rule {name} deleted',
    PutTargets: 'rule {rule} → {all targets.arn}',
    RemoveTargets: '{some target ids} taken from rule {rule}',
    PutPermission: [
      'event bus {eventBusName} open to {account principal}',
      'events of this account open to {account principal}',
    ],
    RemovePermission: 'permission {statementId} of event bus[ {eventBusName}] removed',
    DeleteEventBus: 'event bus {name} deleted',
    CreateApiDestination: 'API destination {name} to {invocationEndpoint} created',
  },
};
