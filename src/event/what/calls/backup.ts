/** Backups, archives and file systems: AWS Backup, EFS, S3 Glacier, FSx. */
import type { CallTable } from '../template.ts';

export const backupCalls: CallTable = {
  backup: {
    CreateBackupVault: 'backup vault {backupVaultName} created',
    DeleteBackupVault: 'backup vault {backupVaultName} deleted',
    DeleteRecoveryPoint: 'recovery point {recoveryPointArn} deleted',
    DeleteBackupPlan: 'backup plan {backupPlanId} deleted',
    UpdateBackupPlan: 'backup plan {backupPlanId} changed',
    DeleteBackupSelection: 'resources taken from backup plan {backupPlanId}',
    StopBackupJob: 'backup {backupJobId} stopped',
    StartCopyJob: '[?recovery point ]{recoveryPointArn} copied to {destinationBackupVaultArn}',
    StartRestoreJob: 'recovery point {recoveryPointArn} restored',
    UpdateRecoveryPointLifecycle: 'retention of recovery point {recoveryPointArn} changed',
    PutBackupVaultAccessPolicy: [
      'backup vault {backupVaultName} {open policy}',
      'policy of backup vault {backupVaultName} changed',
    ],
    DeleteBackupVaultAccessPolicy: 'policy of backup vault {backupVaultName} deleted',
    PutBackupVaultLockConfiguration: 'backup vault {backupVaultName} locked',
    DeleteBackupVaultLockConfiguration: 'backup vault {backupVaultName} unlocked',
    UpdateGlobalSettings: 'settings of backups changed',
    UpdateRegionSettings: 'settings of backups changed',
  },
  elasticfilesystem: {
    CreateFileSystem: 'file system[ {>fileSystemId}] created',
    DeleteFileSystem: 'file system {fileSystemId} deleted',
    CreateMountTarget: 'file system {fileSystemId} → {subnetId}',
    DeleteMountTarget: 'mount target {mountTargetId} deleted',
    PutFileSystemPolicy: [
      'file system {fileSystemId} {open policy}',
      'policy of file system {fileSystemId} changed',
    ],
    DeleteFileSystemPolicy: 'policy of file system {fileSystemId} deleted',
    ModifyMountTargetSecurityGroups: '{all securityGroups} → mount target {mountTargetId}',
    PutBackupPolicy: 'backups of file system {fileSystemId} set to {backupPolicy.status}',
  },
  fsx: {
    DeleteFileSystem: 'file system {fileSystemId} deleted',
    DeleteBackup: 'backup {backupId} of a file system deleted',
    CopyBackup: 'backup {sourceBackupId} of a file system copied',
  },
  glacier: {
    CreateVault: 'archive vault {vaultName} created',
    DeleteVault: 'archive vault {vaultName} deleted',
    DeleteArchive: 'archive {archiveId} of vault {vaultName} deleted',
    InitiateJob: 'job on archive vault {vaultName} started',
    SetVaultAccessPolicy: [
      'archive vault {vaultName} {open policy.policy|policy}',
      'policy of archive vault {vaultName} changed',
    ],
    AbortVaultLock: 'lock of archive vault {vaultName} removed',
  },
};
