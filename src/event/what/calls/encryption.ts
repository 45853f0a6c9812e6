/** Keys and encryption: KMS, EBS encryption by default, certificates. */
import type { Call } from '../call.ts';
import { choice, listed, nothing, type Phrase, phrase, words } from '../phrase.ts';
import { type CallTable, compileTemplate, firstOf } from '../template.ts';

export const encryptionCalls: CallTable = {
  kms: {
    CreateKey: ['key {>keyMetadata.keyId} {open policy}', 'key[ {>keyMetadata.keyId}] created'],
    ScheduleKeyDeletion: 'key {keyId} to be deleted[ in {days pendingWindowInDays}]',
    CancelKeyDeletion: 'deletion of key {keyId} cancelled',
    DisableKey: 'key {keyId} disabled',
    EnableKey: 'key {keyId} enabled',
    PutKeyPolicy: ['key {keyId} {open policy}', 'policy of key {keyId} changed'],
    CreateGrant: (call) => {
      const name = call.account(call.text('granteePrincipal'));
      return (
        phrase`key ${call.name('keyId')} granted to ${name}${operations(call)}` ??
        words('grant for a key created')
      );
    },
    RetireGrant: 'grant[ {grantId}] retired',
    RevokeGrant: 'grant {grantId} of key {keyId} revoked',
    CreateAlias: 'alias {aliasName} → key {targetKeyId}',
    UpdateAlias: 'alias {aliasName} → key {targetKeyId}',
    DeleteAlias: 'alias {aliasName} deleted',
    EnableKeyRotation: 'rotation of key {keyId} enabled',
    DisableKeyRotation: 'rotation of key {keyId} disabled',
    ImportKeyMaterial: 'material of key {keyId} imported',
    DeleteImportedKeyMaterial: 'material of key {keyId} deleted',
    ReplicateKey: 'key {keyId} copied to {replicaRegion}',
    Decrypt: firstOf(
      compileTemplate('secret {encryptionContext.SecretARN} decrypted'),
      compileTemplate('parameter {encryptionContext.PARAMETER_ARN} decrypted'),
      decryptedObject,
      compileTemplate('data decrypted with key {@}'),
      compileTemplate('data decrypted'),
    ),
    Encrypt: [
      'secret {encryptionContext.SecretARN} encrypted',
      'parameter {encryptionContext.PARAMETER_ARN} encrypted',
      'data encrypted with key {keyId}',
      'data encrypted',
    ],
    GenerateDataKey: 'data key of {keyId} issued',
    ReEncrypt: 'data re-encrypted with {destinationKeyId}',
  },
  ec2: {
    EnableEbsEncryptionByDefault: 'encryption of new volumes enabled',
    DisableEbsEncryptionByDefault: 'encryption of new volumes disabled',
    ModifyEbsDefaultKmsKeyId: 'new volumes encrypted with {kmsKeyId}',
  },
  acm: {
    ImportCertificate: 'certificate {certificateArn} imported',
    ExportCertificate: 'certificate {certificateArn} with its key exported',
    DeleteCertificate: 'certificate {certificateArn} deleted',
    RequestCertificate: 'certificate of {domainName} requested',
  },
  'acm-pca': {
    IssueCertificate: 'certificate of {certificateAuthorityArn} issued',
    DeleteCertificateAuthority: 'certificate authority {certificateAuthorityArn} deleted',
    UpdateCertificateAuthority: 'certificate authority {certificateAuthorityArn} set to {status}',
    CreatePermission: '{principal} may use certificate authority {certificateAuthorityArn}',
    PutPolicy: 'policy of certificate authority {resourceArn} changed',
  },
};

/** With a bucket key, the context of encryption is the bucket, whichever object is decrypted. */
function decryptedObject(call: Call): Phrase | undefined {
  const arn = call.text('encryptionContext.aws:s3:arn');
  if (arn === undefined) return undefined;
  const noun = words(arn.includes('/') ? 'object' : 'objects of bucket');
  return phrase`${noun} ${call.name('encryptionContext.aws:s3:arn')} decrypted`;
}

function operations(call: Call): Phrase {
  const list = phrase` (${listed(call.names('operations'))})`;
  return list ? choice(list, nothing) : nothing;
}
