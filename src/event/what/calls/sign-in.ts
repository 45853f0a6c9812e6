/** Signing in to the console, switching roles, passwords of the root user. */
import { identityOf, sessionContextOf } from '../../event.ts';
import { ownProperty, ownText } from '../../own-property.ts';
import { mfaOf } from '../../principal.ts';
import type { Call } from '../call.ts';
import { nothing, type Phrase, phrase, words } from '../phrase.ts';
import type { CallTable } from '../template.ts';

export const signInCalls: CallTable = {
  signin: {
    ConsoleLogin: (call) => phrase`console sign-in${mfa(call)}`,
    CheckMfa: 'MFA code checked',
    SwitchRole: (call) =>
      phrase`console switched to role ${switchedTo(call)}` ?? words('console role switched'),
    ExitRole: 'console role left',
    RenewRole: 'console role session renewed',
    GetSigninToken: 'console sign-in link requested',
    PasswordRecoveryRequested: 'password reset of the root user requested',
    PasswordRecoveryCompleted: 'password of the root user reset',
    PasswordUpdated: 'password of the root user changed',
    EmailUpdated: 'email address of the root user changed',
    CredentialChallenge: 'sign-in: credentials asked for',
    CredentialVerification: 'sign-in: credentials verified',
    UserAuthentication: 'signed in to the access portal',
  },
  sso: {
    Authenticate: 'signed in to the access portal',
    Federate: 'account opened from the access portal',
    Logout: 'signed out of the access portal',
  },
};

/**
 * Federated sign-ins are always recorded without MFA (CloudTrail User Guide, "AWS Management
 * Console sign-in events"): it was the identity provider's to ask for.
 */
function mfa({ event }: Call): Phrase {
  const type = identityOf(event)?.type;
  if (type !== 'Root' && type !== 'IAMUser') return nothing;
  const used = mfaOf(event);
  if (used === undefined) return nothing;
  return words(used === 'yes' ? ' with MFA' : ' without MFA');
}

/** The event's identity is the session of the role that was switched to. */
function switchedTo({ event }: Call): string | undefined {
  const issuer = ownProperty(sessionContextOf(event), 'sessionIssuer');
  return (
    ownText(issuer, 'userName') ??
    /:assumed-role\/([^/]+)\//.exec(identityOf(event)?.arn ?? '')?.[1]
  );
}
