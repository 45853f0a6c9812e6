/** Keys and encryption: KMS, EBS encryption by default, certificates. */
import type { Call } from '../call.ts';
import { listed, nothing, type Phrase, phrase, words } from '../phrase.ts';
import type { CallTable } from '../template.ts';

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
    Decrypt: [
      'secret {encryptionContext.SecretARN} decrypted',
      'parameter {encryptionContext.PARAMETER_ARN} decrypted',
      'object {encryptionContext.aws:s3:arn} decrypted',
      'data decrypted with key {@}',
      'data decrypted',
    ],
    Encrypt: [
      'secret {encryptionContext.SecretARN} encrypted',
      'parameter {encryptionContext.PARAMETER_ARN} encrypted',
      'data encrypted with key {keyId}',
      'data encrypted',
    ],
    GenerateDataKey: 'data key of {keyId} issued',
    ReEncrypt: 'data encrypted again with key {destinationKeyId}',
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

function operations(call: Call): Phrase {
  return phrase` (${listed(call.names('operations'))})` ?? nothing;
}
