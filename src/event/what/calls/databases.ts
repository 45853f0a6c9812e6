/**
 * Databases and analysis: RDS, Redshift, DynamoDB, DocumentDB, OpenSearch, Glue, Athena, Lake
 * Formation.
 */
import {
  createdDatabase,
  deletedDatabase,
  modifiedDatabase,
} from '../describe/database-changes.ts';
import { shared } from '../describe/shared.ts';
import { listed, phrase } from '../phrase.ts';
import { type CallTable, compileTemplate, type Describe, firstOf } from '../template.ts';

const sharedSnapshot = (key: string): Describe =>
  firstOf(
    shared({ noun: 'snapshot', name: key, added: ['valuesToAdd'], removed: ['valuesToRemove'] }),
    compileTemplate(`attributes of snapshot {${key}} changed`),
  );

export const databaseCalls: CallTable = {
  rds: {
    CreateDBInstance: createdDatabase('database', 'dBInstanceIdentifier'),
    ModifyDBInstance: modifiedDatabase('database', 'dBInstanceIdentifier'),
    DeleteDBInstance: deletedDatabase('database', 'dBInstanceIdentifier'),
    StopDBInstance: 'database {dBInstanceIdentifier} stopped',
    CreateDBCluster: createdDatabase('database cluster', 'dBClusterIdentifier'),
    ModifyDBCluster: modifiedDatabase('database cluster', 'dBClusterIdentifier'),
    DeleteDBCluster: deletedDatabase('database cluster', 'dBClusterIdentifier'),
    CreateDBSnapshot: 'snapshot {dBSnapshotIdentifier} of database {dBInstanceIdentifier} created',
    CreateDBClusterSnapshot:
      'snapshot {dBClusterSnapshotIdentifier} of cluster {dBClusterIdentifier} created',
    CopyDBSnapshot: 'snapshot {sourceDBSnapshotIdentifier} copied as {targetDBSnapshotIdentifier}',
    CopyDBClusterSnapshot:
      'snapshot {sourceDBClusterSnapshotIdentifier} copied as {targetDBClusterSnapshotIdentifier}',
    ModifyDBSnapshotAttribute: sharedSnapshot('dBSnapshotIdentifier'),
    ModifyDBClusterSnapshotAttribute: sharedSnapshot('dBClusterSnapshotIdentifier'),
    DeleteDBSnapshot: 'snapshot {dBSnapshotIdentifier} deleted',
    DeleteDBClusterSnapshot: 'snapshot {dBClusterSnapshotIdentifier} deleted',
    RestoreDBInstanceFromDBSnapshot:
      'database {dBInstanceIdentifier} restored from snapshot {dBSnapshotIdentifier}',
    RestoreDBClusterFromSnapshot:
      'cluster {dBClusterIdentifier} restored from {snapshotIdentifier}',
    RestoreDBInstanceToPointInTime:
      'database {sourceDBInstanceIdentifier} restored as {targetDBInstanceIdentifier}',
    StartExportTask: 'snapshot {sourceArn} exported to bucket {s3BucketName}',
    AuthorizeDBSecurityGroupIngress:
      '{cIDRIP|eC2SecurityGroupName} → database group {dBSecurityGroupName}',
    CreateDBSubnetGroup: 'database subnet group {dBSubnetGroupName} created',
    DeleteDBSubnetGroup: 'database subnet group {dBSubnetGroupName} deleted',
    AddRoleToDBCluster: 'role {roleArn} → database cluster {dBClusterIdentifier}',
    AddRoleToDBInstance: 'role {roleArn} → database {dBInstanceIdentifier}',
    DownloadDBLogFilePortion: 'log {logFileName} of database {dBInstanceIdentifier} read',
    EnableHttpEndpoint: 'data API of {resourceArn} enabled',
  },
  'rds-data': {
    ExecuteStatement: 'statement run in {resourceArn}',
    BatchExecuteStatement: 'statements run in {resourceArn}',
  },
  redshift: {
    CreateCluster: createdDatabase('Redshift cluster', 'clusterIdentifier'),
    ModifyCluster: modifiedDatabase('Redshift cluster', 'clusterIdentifier'),
    DeleteCluster: 'Redshift cluster {clusterIdentifier} deleted',
    AuthorizeSnapshotAccess:
      'snapshot {snapshotIdentifier|snapshotArn} shared with {account accountWithRestoreAccess}',
    RevokeSnapshotAccess:
      'snapshot {snapshotIdentifier|snapshotArn} withdrawn from {account accountWithRestoreAccess}',
    AuthorizeDataShare: 'data share {dataShareArn} open to {account consumerIdentifier}',
    DeleteClusterSnapshot: 'snapshot {snapshotIdentifier} deleted',
    DisableLogging: 'logging of Redshift cluster {clusterIdentifier} stopped',
    EnableLogging:
      'logging of Redshift cluster {clusterIdentifier} to {bucketName|logDestinationType}',
    GetClusterCredentials:
      'credentials of {dbUser} for Redshift cluster {clusterIdentifier} issued',
    GetClusterCredentialsWithIAM: 'credentials for Redshift cluster {clusterIdentifier} issued',
    AuthorizeClusterSecurityGroupIngress: '{cIDRIP} → Redshift group {clusterSecurityGroupName}',
  },
  dynamodb: {
    CreateTable: 'table {tableName} created',
    DeleteTable: 'table {tableName} deleted',
    UpdateTable: [
      'deletion protection of table {tableName} {switch deletionProtectionEnabled on off}',
      'table {tableName} changed',
    ],
    DeleteBackup: 'backup {backupArn} deleted',
    CreateBackup: 'backup {backupName} of table {tableName} created',
    RestoreTableFromBackup: 'table {targetTableName} restored from backup {backupArn}',
    ExportTableToPointInTime:
      '[?table ]{tableArn} exported to [?bucket ]{s3Bucket}[ of {foreign s3BucketOwner}]',
    UpdateContinuousBackups: 'continuous backups of table {tableName} changed',
    PutResourcePolicy: ['{resourceArn} {open policy}', 'policy of {resourceArn} changed'],
    Scan: 'table {tableName} read in full',
    GetItem: 'item of table {tableName} read',
    Query: 'table {tableName} searched',
    PutItem: 'item of table {tableName} written',
    UpdateItem: 'item of table {tableName} changed',
    DeleteItem: 'item of table {tableName} deleted',
  },
  es: {
    CreateDomain: 'search domain {domainName} created',
    UpdateDomainConfig: [
      'search domain {domainName} {open accessPolicies}',
      'search domain {domainName} changed',
    ],
    UpdateElasticsearchDomainConfig: [
      'search domain {domainName} {open accessPolicies}',
      'search domain {domainName} changed',
    ],
    DeleteDomain: 'search domain {domainName} deleted',
    DeleteElasticsearchDomain: 'search domain {domainName} deleted',
  },
  glue: {
    CreateJob: 'Glue job {name} created[ with role {role}]',
    UpdateJob: 'Glue job {jobName} changed[ to role {jobUpdate.role}]',
    StartJobRun: 'Glue job {jobName} started',
    CreateDevEndpoint: 'Glue endpoint {endpointName} created[ with role {roleArn}]',
    UpdateDevEndpoint: 'Glue endpoint {endpointName} changed',
    PutResourcePolicy: ['data catalog {open policyInJson}', 'policy of the data catalog changed'],
    GetConnection: 'Glue connection {name} read',
    DeleteDatabase: 'Glue database {name} deleted',
    DeleteTable: 'Glue table {databaseName}.{name} deleted',
    DeleteSecurityConfiguration: 'Glue security configuration {name} deleted',
  },
  lakeformation: {
    GrantPermissions: (call) => {
      const grantee = call.account(call.text('principal.dataLakePrincipalIdentifier'));
      return phrase`${listed(call.names('permissions'))} in the data lake → ${grantee}`;
    },
    PutDataLakeSettings: 'settings of the data lake changed',
  },
  athena: {
    StartQueryExecution: 'query started[ in workgroup {workGroup}]',
    UpdateWorkGroup: 'workgroup {workGroup} changed',
    DeleteWorkGroup: 'workgroup {workGroup} deleted',
  },
};
