/**
 * Credentials: access keys, passwords, MFA devices, certificates, key pairs, temporary credentials.
 */
import { identityOf } from '../../event.ts';
import { accountIn, type Call } from '../call.ts';
import { named, nothing, type Phrase, phrase } from '../phrase.ts';
import { shortName } from '../short-name.ts';
import type { CallTable } from '../template.ts';

export const credentialCalls: CallTable = {
  iam: {
    CreateAccessKey:
      'access key[ {id >accessKey.accessKeyId}][ of {userName|accessKey.userName}] created',
    UpdateAccessKey:
      'access key {id accessKeyId}[ of {userName}] {switch status activated deactivated}',
    DeleteAccessKey: 'access key {id accessKeyId}[ of {userName}] deleted',
    CreateLoginProfile: 'console password of {userName} created',
    UpdateLoginProfile: 'console password of {userName} changed',
    DeleteLoginProfile: 'console password of {userName} deleted',
    ChangePassword: 'own password changed',
    UpdateAccountPasswordPolicy:
      'password policy changed[: at least {minimumPasswordLength} characters]',
    DeleteAccountPasswordPolicy: 'password policy deleted',
    CreateVirtualMFADevice: 'MFA device {virtualMFADeviceName|serialNumber} created',
    DeleteVirtualMFADevice: 'MFA device {serialNumber} deleted',
    EnableMFADevice: 'MFA device {serialNumber} → {userName}',
    DeactivateMFADevice: 'MFA device {serialNumber} of {userName} deactivated',
    ResyncMFADevice: 'MFA device {serialNumber} of {userName} synchronized',
    UploadSSHPublicKey: 'SSH key[ {>sSHPublicKey.sSHPublicKeyId}] of {userName} added',
    UpdateSSHPublicKey: 'SSH key {sSHPublicKeyId} of {userName} set to {status}',
    DeleteSSHPublicKey: 'SSH key {sSHPublicKeyId} of {userName} deleted',
    UploadSigningCertificate: 'signing certificate of {userName} added',
    DeleteSigningCertificate: 'signing certificate {certificateId} of {userName} deleted',
    UploadServerCertificate: 'server certificate {serverCertificateName} added',
    DeleteServerCertificate: 'server certificate {serverCertificateName} deleted',
    CreateServiceSpecificCredential: 'password of {userName} for {serviceName} created',
    ResetServiceSpecificCredential: 'password[ of {userName}] for a service reset',
    DeleteServiceSpecificCredential: 'password[ of {userName}] for a service deleted',
    GenerateCredentialReport: 'credential report generated',
    GetCredentialReport: 'credential report read',
    GetAccessKeyLastUsed: 'last use of access key {id accessKeyId} looked up',
  },
  sts: {
    AssumeRole: assumedRole,
    AssumeRoleWithSAML: 'role {roleArn} assumed with SAML by {subject|roleSessionName}',
    AssumeRoleWithWebIdentity: [
      'role {roleArn} assumed by {>subjectFromWebIdentityToken}',
      'role {roleArn} assumed with a web identity as {roleSessionName}',
    ],
    AssumeRoot: [
      'root of {account targetPrincipal} assumed for {taskPolicyArn.arn}',
      'root of {account targetPrincipal} assumed',
    ],
    GetFederationToken: 'federated session {name} started[ with {all policyArns.arn}]',
    GetSessionToken: 'temporary credentials issued',
    GetCallerIdentity: 'own identity read',
    GetAccessKeyInfo: 'account of access key {accessKeyId} looked up',
    DecodeAuthorizationMessage: 'authorization message decoded',
  },
  sso: {
    GetRoleCredentials: 'credentials[ of {roleName}][ in {account accountId}] issued',
  },
  ec2: {
    CreateKeyPair: 'key pair {keyName} created',
    ImportKeyPair: 'key pair {keyName} imported',
    DeleteKeyPair: 'key pair {keyName|keyPairId} deleted',
    GetPasswordData: 'administrator password of {instanceId} read',
  },
  'ec2-instance-connect': {
    SendSSHPublicKey: 'SSH key sent to {instanceId}[ as {instanceOSUser}]',
    SendSerialConsoleSSHPublicKey: 'SSH key sent to the serial console of {instanceId}',
    OpenTunnel: 'tunnel to {instanceId|privateIpAddress}[ port {remotePort}] opened',
  },
};

/**
 * Names the session that later events have, or the account of a caller from outside, of whom
 * nothing else is known; and the account of the role, if that is foreign.
 */
function assumedRole(call: Call): Phrase | undefined {
  const { type, accountId } = identityOf(call.event) ?? {};
  if (type !== 'AWSAccount' || !accountId) {
    const session = phrase` as ${call.text('roleSessionName')}` ?? nothing;
    return phrase`role ${call.name('roleArn')} assumed${session}`;
  }
  const owner = accountIn(call.text('roleArn') ?? '');
  if (owner !== undefined && call.isForeign(owner) && call.isForeign(accountId)) {
    const role = named(shortName(call.text('roleArn') ?? ''));
    return phrase`${accountId} → role ${role} of ${owner} (both foreign)`;
  }
  return phrase`role ${call.name('roleArn')} assumed from ${call.account(accountId)}`;
}
