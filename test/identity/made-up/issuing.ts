/** Made-up events that issue credentials or sign somebody in. */
import { type MadeCaller, principalOf, roleArn } from './callers.ts';
import { call, home, type Made, type MadeCall } from './story.ts';

type Issuing = Pick<MadeCall, 'at' | 'by' | 'account' | 'fields'>;

interface AssumedRole extends Issuing {
  readonly role: string;
  readonly session: string;
  readonly key: string;
  /** The account of the role. */
  readonly in?: string;
  readonly path?: string;
}

/** Returns the event of sts:AssumeRole. */
export function assumeRole(made: AssumedRole): Made {
  const { role, session, key, path } = made;
  const account = made.in ?? made.account ?? home;
  const isForService = made.by['type'] === 'AWSService';
  return call({
    ...made,
    name: 'sts:AssumeRole',
    request: { roleArn: roleArn(role, account, path), roleSessionName: session },
    response: {
      credentials: credentials(key),
      ...(!isForService && { assumedRoleUser: assumedRoleUser(role, session, account) }),
    },
    fields: {
      ...(isForService && {
        sourceIPAddress: made.by['invokedBy'],
        userAgent: made.by['invokedBy'],
      }),
      ...made.fields,
    },
  });
}

/** Returns a call that was denied: it issues nothing. */
export function deniedAssumeRole(made: Omit<AssumedRole, 'key'>): Made {
  return call({
    ...made,
    name: 'sts:AssumeRole',
    request: { roleArn: roleArn(made.role), roleSessionName: made.session },
    fields: { errorCode: 'AccessDenied', errorMessage: 'User is not authorized', ...made.fields },
  });
}

/** Returns what the responses of STS have. */
export function credentials(accessKeyId: string) {
  return { accessKeyId, sessionToken: 'IQoJb3Jp', expiration: 'Nov 18, 2026, 10:30:22 PM' };
}

/** Returns the user that the responses of STS have for a role. */
export function assumedRoleUser(role: string, session: string, account = home) {
  return {
    assumedRoleId: principalOf(role, session),
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
  };
}

/** Returns the event of a sign-in to the console that succeeded. */
export function consoleLogin(made: Issuing): Made {
  return call({
    ...made,
    name: 'signin:ConsoleLogin',
    response: { ConsoleLogin: 'Success' },
    fields: {
      eventType: 'AwsConsoleSignIn',
      userAgent: 'Mozilla/5.0',
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        MFAUsed: 'Yes',
      },
      ...made.fields,
    },
  });
}

/** Returns the event of a sign-in to the console that failed. */
export function failedLogin(made: Issuing): Made {
  return consoleLogin({
    ...made,
    fields: {
      responseElements: { ConsoleLogin: 'Failure' },
      errorMessage: 'Failed authentication',
    },
  });
}

/** Returns the event of CreateOAuth2Token: a grant for a program, or a refresh. */
export function createOAuth2Token(
  made: Issuing & { readonly signIn: string; readonly resource: string; readonly grant?: string },
): Made {
  return call({
    ...made,
    name: 'signin:CreateOAuth2Token',
    request: {
      client_id: made.resource.startsWith('https:')
        ? 'arn:aws:signin:us-east-1::external-client/dcr/0f3a'
        : made.resource,
      grant_type: made.grant ?? 'authorization_code',
      resource: made.resource,
    },
    fields: { additionalEventData: { signInSessionArn: made.signIn }, ...made.fields },
  });
}

/** Returns the event with which IAM Identity Center gives the credentials of a role to a user. */
export function getRoleCredentials(
  made: Issuing & { readonly permissionSet: string; readonly in: string },
): Made {
  return call({
    ...made,
    name: 'sso:GetRoleCredentials',
    fields: {
      eventType: 'AwsServiceEvent',
      serviceEventDetails: { role_name: made.permissionSet, account_id: made.in },
      ...made.fields,
    },
  });
}

/** Returns the sign-in of a user of IAM Identity Center, which is the only event with the name. */
export function userAuthentication(by: MadeCaller, clock: string, name: string): Made {
  return call({
    name: 'signin:UserAuthentication',
    at: clock,
    by,
    fields: {
      eventType: 'AwsServiceEvent',
      additionalEventData: { AuthWorkflowID: 'w-1', UserName: name, CredentialType: 'PASSWORD' },
      serviceEventDetails: { UserAuthentication: 'Success' },
    },
  });
}

/** Returns the event of the console's switch to a role. */
export function switchRole(made: Issuing & { readonly from: string }): Made {
  return call({
    ...made,
    name: 'signin:SwitchRole',
    response: { SwitchRole: 'Success' },
    fields: {
      eventType: 'AwsConsoleSignIn',
      userAgent: 'Mozilla/5.0',
      additionalEventData: {
        SwitchFrom: made.from,
        RedirectTo: 'https://console.aws.amazon.com/console/home',
      },
    },
  });
}
