/** Secrets Manager, Systems Manager: secrets, parameters, commands, sessions, documents. */
import { phrase, words } from '../phrase.ts';
import type { CallTable } from '../template.ts';

export const secretCalls: CallTable = {
  secretsmanager: {
    GetSecretValue: 'secret {secretId} read',
    BatchGetSecretValue: ['{some secret secretIdList} read', 'secrets read in a batch'],
    CreateSecret: 'secret {name} created',
    PutSecretValue: 'secret {secretId} changed',
    UpdateSecret: 'secret {secretId} changed',
    RotateSecret: 'secret {secretId} rotated',
    CancelRotateSecret: 'rotation of secret {secretId} cancelled',
    DeleteSecret: (call) => {
      const isForced = call.flag('forceDeleteWithoutRecovery') === true;
      return phrase`secret ${call.name('name|secretId')} deleted${words(isForced ? ' for good' : '')}`;
    },
    RestoreSecret: 'secret {secretId} restored',
    PutResourcePolicy: [
      'secret {secretId} {open resourcePolicy}',
      'policy of secret {secretId} changed',
    ],
    DeleteResourcePolicy: 'policy of secret {secretId} deleted',
    ReplicateSecretToRegions: 'secret {secretId} copied to {all addReplicaRegions.region}',
  },
  ssm: {
    SendCommand: 'command {documentName} sent to {all instanceIds|targets.values}',
    StartSession: 'session on {target} started[ with {documentName}]',
    ResumeSession: 'session {sessionId} resumed',
    TerminateSession: 'session {sessionId} ended',
    StartAutomationExecution: 'automation {documentName} started',
    CreateAssociation: 'document {name} → {all targets.values|instanceId}',
    CreateActivation: 'activation of machines with role {iamRole} created',
    GetParameter: 'parameter {name} read',
    GetParameters: '{some parameter names} read',
    GetParametersByPath: 'parameters below {path} read',
    GetParameterHistory: 'history of parameter {name} read',
    PutParameter: 'parameter {name} set',
    DeleteParameter: 'parameter {name} deleted',
    DeleteParameters: '{some parameter names} deleted',
    CreateDocument: 'document {name} created',
    UpdateDocument: 'document {name} changed',
    DeleteDocument: 'document {name} deleted',
    ModifyDocumentPermission: [
      'document {name} shared with {accounts accountIdsToAdd}',
      'document {name} withdrawn from {accounts accountIdsToRemove}',
    ],
    UpdateServiceSetting: 'setting {settingId} set to {settingValue}',
    DeregisterManagedInstance: 'machine {instanceId} deregistered',
  },
};
