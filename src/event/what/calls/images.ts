/** Copies of disks: volumes, snapshots, machine images, and sharing them. */

import { shared } from '../describe/shared.ts';
import { type CallTable, compileTemplate, firstOf } from '../template.ts';

const permissions = (key: string, change: string) =>
  ['userId', 'group', 'organizationArn', 'organizationalUnitArn'].map(
    (kind) => `${key}.${change}.${kind}`,
  );

export const imageCalls: CallTable = {
  ec2: {
    ModifySnapshotAttribute: firstOf(
      shared({
        noun: 'snapshot',
        name: 'snapshotId',
        added: permissions('createVolumePermission', 'add'),
        removed: permissions('createVolumePermission', 'remove'),
      }),
      compileTemplate('attributes of snapshot {snapshotId} changed'),
    ),
    ModifyImageAttribute: firstOf(
      shared({
        noun: 'image',
        name: 'imageId',
        added: permissions('launchPermission', 'add'),
        removed: permissions('launchPermission', 'remove'),
      }),
      compileTemplate('attributes of image {imageId} changed'),
    ),
    ResetSnapshotAttribute: 'snapshot {snapshotId} no longer shared',
    ResetImageAttribute: 'image {imageId} no longer shared',
    CreateSnapshot: ['{>snapshotId} of {volumeId} created', 'snapshot of {volumeId} created'],
    CreateSnapshots: 'snapshots of {instanceSpecification.instanceId} created',
    CopySnapshot: [
      '{sourceSnapshotId} copied as {>snapshotId}',
      'snapshot {sourceSnapshotId} copied',
    ],
    DeleteSnapshot: 'snapshot {snapshotId} deleted',
    LockSnapshot: 'snapshot {snapshotId} locked',
    SharedSnapshotVolumeCreated: 'volume created from shared snapshot[ {@}]',
    SharedSnapshotCopyInitiated: 'copy of shared snapshot[ {@}] started',
    CreateImage: ['{>imageId} of {instanceId} created', 'image of {instanceId} created'],
    CopyImage: ['{sourceImageId} copied as {>imageId}', 'image {sourceImageId} copied'],
    RegisterImage: 'image {name}[ ({>imageId})] registered',
    DeregisterImage: 'image {imageId} deleted',
    CreateStoreImageTask: 'image {imageId} stored in bucket {bucket}',
    ExportImage: 'image {imageId} exported to bucket {s3ExportLocation.s3Bucket}',
    CreateInstanceExportTask: 'instance {instanceId} exported to bucket {exportToS3.s3Bucket}',
    DisableSnapshotBlockPublicAccess: 'public sharing of snapshots no longer blocked',
    EnableSnapshotBlockPublicAccess: 'public sharing of snapshots blocked',
    DisableImageBlockPublicAccess: 'public sharing of images no longer blocked',
    EnableImageBlockPublicAccess: 'public sharing of images blocked',
    CreateVolume: 'volume[ {>volumeId}][ of {size} GiB] created[ from {snapshotId}]',
    AttachVolume: 'volume {volumeId} → {instanceId}',
    DetachVolume: ['volume {volumeId} taken from {instanceId}', 'volume {volumeId} detached'],
    DeleteVolume: 'volume {volumeId} deleted',
  },
  ebs: {
    StartSnapshot: 'snapshot[ {>snapshotId}] started for direct writing',
    PutSnapshotBlock: 'block written to snapshot {snapshotId}',
    GetSnapshotBlock: 'block of snapshot {snapshotId} read',
    ListSnapshotBlocks: 'blocks of snapshot {snapshotId} listed',
    ListChangedBlocks: 'changed blocks of snapshot {secondSnapshotId} listed',
    CompleteSnapshot: 'snapshot {snapshotId} completed',
  },
};
