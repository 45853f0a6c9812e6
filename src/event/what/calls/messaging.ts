/** Queues, topics, mail and user directories. */
import { phrase } from '../phrase.ts';
import { openTo } from '../policy-principals.ts';
import type { CallTable } from '../template.ts';

export const messagingCalls: CallTable = {
  sqs: {
    CreateQueue: ['queue {queueName} {open attributes.policy}', 'queue {queueName} created'],
    DeleteQueue: 'queue {queueUrl} deleted',
    PurgeQueue: 'messages of queue {queueUrl} deleted',
    AddPermission: [
      'queue {queueUrl} open to {accounts aWSAccountIds}[? ({all actions|actionNames})]',
      'permission for a queue added',
    ],
    RemovePermission: 'permission {label} of queue {queueUrl} removed',
    SetQueueAttributes: [
      'queue {queueUrl} {open attributes.policy}',
      'attributes of queue {queueUrl} changed',
    ],
  },
  sns: {
    CreateTopic: 'topic {name} created',
    DeleteTopic: 'topic {topicArn} deleted',
    AddPermission: [
      'topic {topicArn} open to {accounts aWSAccountId|aWSAccountIds}[? ({all actionName|actionNames})]',
    ],
    RemovePermission: 'permission {label} of topic {topicArn} removed',
    SetTopicAttributes: (call) =>
      call.text('attributeName') === 'Policy'
        ? (phrase`topic ${call.name('topicArn')} ${openTo(call.text('attributeValue'), call)}` ??
          phrase`policy of topic ${call.name('topicArn')} changed`)
        : phrase`${call.text('attributeName')} of topic ${call.name('topicArn')} changed`,
    Subscribe: 'topic {topicArn} → {endpoint|protocol}',
    Unsubscribe: 'subscription {subscriptionArn} ended',
    Publish: 'message sent to {topicArn|phoneNumber|targetArn}',
    SetSMSAttributes: 'settings of text messages changed',
  },
  ses: {
    VerifyEmailIdentity: 'mail address {emailAddress} to be verified',
    VerifyDomainIdentity: 'mail domain {domain} to be verified',
    CreateEmailIdentity: 'mail identity {emailIdentity} created',
    DeleteIdentity: 'mail identity {identity} deleted',
    UpdateAccountSendingEnabled: 'sending of mail {switch enabled enabled disabled}',
    PutAccountSendingAttributes: 'sending of mail {switch sendingEnabled enabled disabled}',
    PutAccountDetails: 'details of the mail account changed',
    SendEmail: 'mail sent[ from {source|fromEmailAddress}]',
  },
  'cognito-idp': {
    AdminCreateUser: 'user {username} of pool {userPoolId} created',
    AdminSetUserPassword: 'password of user {username} of pool {userPoolId} set',
    AdminAddUserToGroup: 'user {username} of pool {userPoolId} added to group {groupName}',
    SetUserPoolMfaConfig: 'MFA of pool {userPoolId} set to {mfaConfiguration}',
    UpdateUserPool: 'user pool {userPoolId} changed',
    DeleteUserPool: 'user pool {userPoolId} deleted',
  },
  'cognito-identity': {
    SetIdentityPoolRoles: 'roles of identity pool {identityPoolId} changed',
    GetCredentialsForIdentity: 'credentials for identity {identityId} issued',
  },
};
