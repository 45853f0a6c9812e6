/** The organization, its policies and accounts; settings of an account. */
import type { CallTable } from '../template.ts';

export const organizationCalls: CallTable = {
  organizations: {
    CreateOrganization: 'organization created',
    DeleteOrganization: 'organization deleted',
    LeaveOrganization: 'account left the organization',
    InviteAccountToOrganization: '[?account ]{accounts target.id} invited to the organization',
    AcceptHandshake: 'invitation {handshakeId} accepted',
    DeclineHandshake: 'invitation {handshakeId} declined',
    CreateAccount: 'account {accountName} created',
    CloseAccount: 'account {account accountId} closed',
    MoveAccount: 'account {account accountId} moved to {destinationParentId}',
    RemoveAccountFromOrganization: '[?account ]{account accountId} removed from the organization',
    CreatePolicy: 'organization policy {name} created[: {allowed content}]',
    UpdatePolicy: 'organization policy {name|policyId} changed[: {allowed content}]',
    DeletePolicy: 'organization policy {policyId} deleted',
    AttachPolicy: 'organization policy {policyId} → {targetId}',
    DetachPolicy: 'organization policy {policyId} taken from {targetId}',
    EnablePolicyType: 'policies of type {policyType} enabled in {rootId}',
    DisablePolicyType: 'policies of type {policyType} disabled in {rootId}',
    EnableAllFeatures: 'all features of the organization enabled',
    EnableAWSServiceAccess: 'access of {servicePrincipal} to the organization enabled',
    DisableAWSServiceAccess: 'access of {servicePrincipal} to the organization disabled',
    RegisterDelegatedAdministrator:
      'account {account accountId} → administrator of {servicePrincipal}',
    DeregisterDelegatedAdministrator: '{account accountId} removed as admin of {servicePrincipal}',
    PutResourcePolicy: ['organization {open content}', 'policy of the organization changed'],
  },
  iam: {
    EnableOrganizationsRootCredentialsManagement: 'central management of root credentials enabled',
    DisableOrganizationsRootCredentialsManagement:
      'central management of root credentials disabled',
    EnableOrganizationsRootSessions: 'root sessions in member accounts enabled',
    DisableOrganizationsRootSessions: 'root sessions in member accounts disabled',
  },
  account: {
    EnableRegion: 'Region {regionName} enabled[ in account {account accountId}]',
    DisableRegion: 'Region {regionName} disabled[ in account {account accountId}]',
    PutAlternateContact: '{alternateContactType} contact[ of account {account accountId}] changed',
    DeleteAlternateContact:
      '{alternateContactType} contact[ of account {account accountId}] deleted',
    PutContactInformation: 'contact of the account changed',
    StartPrimaryEmailUpdate: 'email change of {account accountId} requested',
    AcceptPrimaryEmailUpdate: 'email address of {account accountId} changed',
    CloseAccount: 'account closed',
  },
};
