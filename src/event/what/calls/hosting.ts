/** Hosting with fewer parts: Lightsail, Elastic Beanstalk, OpsWorks Stacks. */

import { openedPorts } from '../describe/opened-ports.ts';
import { phrase } from '../phrase.ts';
import type { CallTable } from '../template.ts';

export const hostingCalls: CallTable = {
  lightsail: {
    CreateInstances: '{some instance instanceNames} created',
    CreateInstancesFromSnapshot:
      '{some instance instanceNames} created from {instanceSnapshotName}',
    DeleteInstance: 'instance {instanceName} deleted',
    StartInstance: 'instance {instanceName} started',
    StopInstance: 'instance {instanceName} stopped',
    RebootInstance: 'instance {instanceName} rebooted',
    OpenInstancePublicPorts: openedPorts('portInfo', ' opened'),
    PutInstancePublicPorts: openedPorts('portInfos', ' opened'),
    CloseInstancePublicPorts: openedPorts('portInfo', ' closed'),
    GetInstanceAccessDetails: 'credentials of instance {instanceName} issued',
    CreateKeyPair: 'key pair {keyPairName} created',
    ImportKeyPair: 'key pair {keyPairName} imported',
    DeleteKeyPair: 'key pair {keyPairName} deleted',
    DownloadDefaultKeyPair: 'default private key downloaded',
    CreateInstanceSnapshot: 'snapshot {instanceSnapshotName} of {instanceName} created',
    DeleteInstanceSnapshot: 'snapshot {instanceSnapshotName} deleted',
    ExportSnapshot: 'snapshot {sourceSnapshotName} exported to EC2',
    CreateDisk: 'disk {diskName}[ of {sizeInGb} GB] created',
    AttachDisk: 'disk {diskName} → {instanceName}',
    DeleteDisk: 'disk {diskName} deleted',
    AllocateStaticIp: 'address {staticIpName} allocated',
    AttachStaticIp: 'address {staticIpName} → {instanceName}',
    DetachStaticIp: 'address {staticIpName} taken from its instance',
    ReleaseStaticIp: 'address {staticIpName} released',
    CreateDomain: 'domain {domainName} created',
    CreateDomainEntry: '{domainEntry.type} {domainEntry.name} → {domainEntry.target}',
    DeleteDomain: 'domain {domainName} deleted',
    CreateRelationalDatabase: 'database {relationalDatabaseName} created',
    UpdateRelationalDatabase: 'database {relationalDatabaseName} changed',
    DeleteRelationalDatabase: 'database {relationalDatabaseName} deleted',
    GetRelationalDatabaseMasterUserPassword: 'password of database {relationalDatabaseName} read',
    SetResourceAccessForBucket: 'access of {resourceName} to bucket {bucketName}: {access}',
    CreateBucketAccessKey: 'access key of bucket {bucketName} created',
    UpdateBucket: (call) =>
      call.text('accessRules.getObject') === 'public'
        ? phrase`bucket ${call.name('bucketName')} open to anyone (read)`
        : phrase`bucket ${call.name('bucketName')} changed`,
  },
  elasticbeanstalk: {
    CreateApplication: 'application {applicationName} created',
    DeleteApplication: 'application {applicationName} deleted',
    CreateApplicationVersion: 'version {versionLabel} of application {applicationName} created',
    DeleteApplicationVersion: 'version {versionLabel} of application {applicationName} deleted',
    CreateEnvironment: 'environment {environmentName} of {applicationName} created',
    UpdateEnvironment:
      'environment {environmentName|environmentId} changed[ to version {versionLabel}]',
    RebuildEnvironment: 'environment {environmentName|environmentId} rebuilt',
    TerminateEnvironment: 'environment {environmentName|environmentId} terminated',
    SwapEnvironmentCNAMEs:
      'addresses of {sourceEnvironmentName} and {destinationEnvironmentName} swapped',
    RestartAppServer: 'servers of environment {environmentName|environmentId} restarted',
    AbortEnvironmentUpdate: 'change of environment {environmentName|environmentId} aborted',
    RequestEnvironmentInfo: 'logs of environment {environmentName|environmentId} requested',
    RetrieveEnvironmentInfo: 'logs of environment {environmentName|environmentId} read',
    CreateConfigurationTemplate: 'configuration {templateName} of {applicationName} created',
    DeleteConfigurationTemplate: 'configuration {templateName} of {applicationName} deleted',
  },
  opsworks: {
    CreateStack: 'stack {name} created[ with role {serviceRoleArn}]',
    DeleteStack: 'stack {stackId} deleted',
    StopStack: 'stack {stackId} stopped',
    CreateLayer: 'layer {name} created',
    UpdateLayer: 'layer {layerId} changed',
    DeleteLayer: 'layer {layerId} deleted',
    CreateInstance: 'instance {hostname|instanceId} created',
    StartInstance: 'instance {instanceId} started',
    StopInstance: 'instance {instanceId} stopped',
    RebootInstance: 'instance {instanceId} rebooted',
    DeleteInstance: 'instance {instanceId} deleted',
    CreateApp: 'app {name} from {appSource.url|appSource.type} created',
    UpdateApp: 'app {appId} changed',
    CreateDeployment: 'command {command.name} run in stack {stackId}',
    CreateUserProfile: 'user {iamUserArn} added',
    UpdateUserProfile: 'user {iamUserArn} changed',
    SetPermission: '{iamUserArn} → {level} of stack {stackId}',
  },
};
