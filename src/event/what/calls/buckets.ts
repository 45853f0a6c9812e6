/**
 * S3: who may read buckets and objects, what protects them, and objects that are taken or deleted.
 */

import {
  accessList,
  accessLogging,
  blockedAccess,
  createdBucket,
  expiry,
} from '../describe/bucket-access.ts';
import { replication } from '../describe/replication.ts';
import { phrase, words } from '../phrase.ts';
import { type CallTable, compileTemplate, firstOf } from '../template.ts';

export const bucketCalls: CallTable = {
  s3: {
    CreateBucket: createdBucket,
    DeleteBucket: 'bucket {bucketName} deleted',
    PutBucketPolicy: [
      'bucket {bucketName} {open bucketPolicy|policy}',
      'policy of bucket {bucketName} changed',
    ],
    DeleteBucketPolicy: 'policy of bucket {bucketName} deleted',
    PutBucketAcl: accessList('bucket', 'bucketName'),
    PutObjectAcl: accessList('object', 'key'),
    PutBucketPublicAccessBlock: blockedAccess('bucket '),
    DeleteBucketPublicAccessBlock: 'public access to bucket {bucketName} no longer blocked',
    PutAccountPublicAccessBlock: blockedAccess('all buckets'),
    DeleteAccountPublicAccessBlock: 'public access to all buckets no longer blocked',
    PutBucketOwnershipControls: 'object ownership of bucket {bucketName} changed',
    DeleteBucketOwnershipControls: 'object ownership of bucket {bucketName} reset',
    PutBucketReplication: replication,
    DeleteBucketReplication: 'replication of bucket {bucketName} deleted',
    PutBucketLifecycle: firstOf(
      expiry,
      compileTemplate('lifecycle of bucket {bucketName} changed'),
    ),
    DeleteBucketLifecycle: 'lifecycle of bucket {bucketName} deleted',
    PutBucketVersioning: [
      'versioning of bucket {bucketName}: {versioningConfiguration.status}[, MFA to delete: {versioningConfiguration.mfaDelete}]',
      'versioning of bucket {bucketName} changed',
    ],
    PutBucketLogging: accessLogging,
    PutBucketEncryption: [
      'bucket {bucketName} encrypted with {serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.kMSMasterKeyID|serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sSEAlgorithm}',
      'encryption of bucket {bucketName} changed',
    ],
    DeleteBucketEncryption: 'encryption of bucket {bucketName} reset',
    PutBucketWebsite: 'bucket {bucketName} published as a website',
    DeleteBucketWebsite: 'website of bucket {bucketName} deleted',
    PutBucketCors: 'CORS of bucket {bucketName} changed',
    PutBucketNotification: 'notifications of bucket {bucketName} changed',
    PutBucketObjectLockConfiguration: 'object lock of bucket {bucketName} changed',
    PutBucketTagging: 'tags of bucket {bucketName} changed',
    PutAccessPointPolicy: [
      'access point {name} {open policy}',
      'policy of access point {name} changed',
    ],
    CreateAccessPoint: 'access point {name} of bucket {bucket|bucketName} created',
    GetObject: 'object {bucketName}/{key} read',
    HeadObject: 'object {bucketName}/{key} looked at',
    PutObject: (call) => {
      const list = call.text('x-amz-acl') ?? '';
      const isPublic = list.startsWith('public-read');
      const access = words(isPublic ? ', open to anyone (read)' : '');
      const object = phrase`${call.text('bucketName')}/${call.text('key')}`;
      return phrase`object ${object} written${access}` ?? words('object written');
    },
    CopyObject: 'object {x-amz-copy-source} copied to {bucketName}/{key}',
    DeleteObject: 'object {bucketName}/{key} deleted',
    DeleteObjects: 'objects of bucket {bucketName} deleted',
    RestoreObject: 'object {bucketName}/{key} restored from the archive',
    ListObjects: 'objects of bucket {bucketName} listed',
    ListBuckets: 'buckets listed',
    SelectObjectContent: 'object {bucketName}/{key} searched',
    CreateJob: 'batch operation on objects created',
  },
};
