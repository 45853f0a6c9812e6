/**
 * Permissions: IAM policies, roles, groups, identity providers, IAM Identity Center, IAM Roles
 * Anywhere.
 */
import type { CallTable } from '../template.ts';

export const permissionCalls: CallTable = {
  iam: {
    AttachUserPolicy: '{policyArn} → {userName}',
    AttachGroupPolicy: '{policyArn} → group {groupName}',
    AttachRolePolicy: '{policyArn} → role {roleName}',
    DetachUserPolicy: '{policyArn} taken from {userName}',
    DetachGroupPolicy: '{policyArn} taken from group {groupName}',
    DetachRolePolicy: '{policyArn} taken from role {roleName}',
    PutUserPolicy: [
      '{allowed policyDocument} → {userName}[? (inline {policyName})]',
      'inline policy {policyName} → {userName}',
    ],
    PutGroupPolicy: [
      '{allowed policyDocument} → group {groupName}[? (inline {policyName})]',
      'inline policy {policyName} → group {groupName}',
    ],
    PutRolePolicy: [
      '{allowed policyDocument} → role {roleName}[? (inline {policyName})]',
      'inline policy {policyName} → role {roleName}',
    ],
    DeleteUserPolicy: 'inline policy {policyName} of {userName} deleted',
    DeleteGroupPolicy: 'inline policy {policyName} of group {groupName} deleted',
    DeleteRolePolicy: 'inline policy {policyName} of role {roleName} deleted',
    CreatePolicy: 'policy {policyName} created[: {allowed policyDocument}]',
    CreatePolicyVersion: [
      'version of policy {policyArn} {switch setAsDefault activated added}[: {allowed policyDocument}]',
      'version of policy {policyArn} added[: {allowed policyDocument}]',
    ],
    SetDefaultPolicyVersion: 'policy {policyArn} set to version {versionId}',
    DeletePolicyVersion: 'version {versionId} of policy {policyArn} deleted',
    DeletePolicy: 'policy {policyArn} deleted',
    PutUserPermissionsBoundary: 'permissions of {userName} limited to {permissionsBoundary}',
    PutRolePermissionsBoundary: 'permissions of role {roleName} limited to {permissionsBoundary}',
    DeleteUserPermissionsBoundary: 'limit on permissions of {userName} removed',
    DeleteRolePermissionsBoundary: 'limit on permissions of role {roleName} removed',
    AddUserToGroup: '{userName} added to group {groupName}',
    RemoveUserFromGroup: '{userName} removed from group {groupName}',
    CreateGroup: 'group {groupName} created',
    DeleteGroup: 'group {groupName} deleted',
    CreateUser: 'user {userName} created',
    DeleteUser: 'user {userName} deleted',
    UpdateUser: ['user {userName} renamed to {newUserName}', 'user {userName} changed'],
    CreateRole: [
      'role {roleName} created, open to {admitted assumeRolePolicyDocument}',
      'role {roleName} created',
    ],
    UpdateAssumeRolePolicy: [
      'role {roleName} open to {admitted policyDocument}',
      'trust policy of role {roleName} changed',
    ],
    UpdateRole: 'role {roleName} changed[: sessions of {maxSessionDuration} seconds]',
    DeleteRole: 'role {roleName} deleted',
    CreateServiceLinkedRole: 'role for the service {aWSServiceName} created',
    CreateInstanceProfile: 'instance profile {instanceProfileName} created',
    DeleteInstanceProfile: 'instance profile {instanceProfileName} deleted',
    AddRoleToInstanceProfile: 'role {roleName} → instance profile {instanceProfileName}',
    RemoveRoleFromInstanceProfile:
      'role {roleName} taken from instance profile {instanceProfileName}',
    CreateSAMLProvider: 'SAML provider {name} created',
    UpdateSAMLProvider: 'metadata of SAML provider {sAMLProviderArn} changed',
    DeleteSAMLProvider: 'SAML provider {sAMLProviderArn} deleted',
    CreateOpenIDConnectProvider: 'OIDC provider {url} created',
    AddClientIDToOpenIDConnectProvider:
      'client {clientID} → OIDC provider {openIDConnectProviderArn}',
    UpdateOpenIDConnectProviderThumbprint:
      'certificates of OIDC provider {openIDConnectProviderArn} changed',
    DeleteOpenIDConnectProvider: 'OIDC provider {openIDConnectProviderArn} deleted',
    CreateAccountAlias: 'account alias {accountAlias} created',
    DeleteAccountAlias: 'account alias {accountAlias} deleted',
  },
  rolesanywhere: {
    CreateTrustAnchor: 'trust anchor {name} created',
    UpdateTrustAnchor: 'trust anchor {name|trustAnchorId} changed',
    EnableTrustAnchor: 'trust anchor {trustAnchor.name|trustAnchorId} enabled',
    DisableTrustAnchor: 'trust anchor {trustAnchor.name|trustAnchorId} disabled',
    DeleteTrustAnchor: 'trust anchor {trustAnchor.name|trustAnchorId} deleted',
    CreateProfile: 'certificates may assume {all roleArns} by profile {name}',
    UpdateProfile: 'profile {name|profileId} changed[ to roles {all roleArns}]',
    DeleteProfile: 'profile {profile.name|profileId} deleted',
  },
  sso: {
    CreatePermissionSet: 'permission set {name} created',
    DeletePermissionSet: 'permission set {permissionSetArn} deleted',
    AttachManagedPolicyToPermissionSet: '{managedPolicyArn} → permission set {permissionSetArn}',
    DetachManagedPolicyFromPermissionSet:
      '{managedPolicyArn} taken from permission set {permissionSetArn}',
    PutInlinePolicyToPermissionSet: [
      '{allowed inlinePolicy} → permission set {permissionSetArn}',
      'inline policy → permission set {permissionSetArn}',
    ],
    CreateAccountAssignment: 'set {permissionSetArn} in {account targetId} → {principalId}',
    DeleteAccountAssignment:
      'set {permissionSetArn} in {account targetId} taken from {principalId}',
    StartSSO: 'IAM Identity Center enabled',
    DeleteInstance: 'IAM Identity Center instance {instanceArn} deleted',
  },
  identitystore: {
    CreateUser: 'Identity Center user {userName} created',
    DeleteUser: 'Identity Center user {userId} deleted',
    CreateGroup: 'Identity Center group {displayName} created',
    DeleteGroup: 'Identity Center group {groupId} deleted',
    CreateGroupMembership: 'user {memberId.userId} added to group {groupId}',
    DeleteGroupMembership: 'group membership {membershipId} deleted',
  },
  'sso-directory': {
    CreateUser: 'Identity Center user {userName|user.userName} created',
    DeleteUser: 'Identity Center user {userId} deleted',
    AddMemberToGroup: 'user {memberId|userId} added to group {groupId}',
    RemoveMemberFromGroup: 'user {memberId|userId} removed from group {groupId}',
    CreateGroup: 'Identity Center group {groupName|displayName} created',
    DeleteGroup: 'Identity Center group {groupId} deleted',
    UpdatePassword: 'password of Identity Center user {userId} changed',
    VerifyEmail: 'email of Identity Center user[ {userId}] verified',
  },
  ram: {
    CreateResourceShare: [
      '{all resourceArns} shared with {accounts principals}',
      'resource share {name} created',
    ],
    AssociateResourceShare: [
      '{all resourceArns} shared with {accounts principals}',
      '{accounts principals} added to a resource share',
      '{all resourceArns} added to a resource share',
    ],
    DisassociateResourceShare: '{accounts principals|resourceArns} taken from a resource share',
    DeleteResourceShare: 'resource share {resourceShareArn} deleted',
    AcceptResourceShareInvitation: 'invitation to a resource share accepted',
    EnableSharingWithAwsOrganization: 'sharing within the organization enabled',
  },
};
