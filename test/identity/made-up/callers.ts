/** Made-up `userIdentity` elements. */
import { at, home } from './story.ts';

/** A caller of a made-up event. */
export type MadeCaller = Readonly<Record<string, unknown>>;

interface SessionOptions {
  readonly account?: string;
  readonly key?: string;
  /** When the session began: `10:00:00`. */
  readonly began?: string;
  readonly mfa?: boolean;
  /** More of the sessionContext. */
  readonly context?: MadeCaller;
  /** More of the userIdentity. */
  readonly more?: MadeCaller;
}

/** Returns an IAM user: with a long-term key, in a session, or signing in with the password. */
export function iamUser(name: string, options: SessionOptions & { path?: string } = {}) {
  const { account = home, key, path = '/', more } = options;
  return {
    type: 'IAMUser',
    principalId: `AIDA${name.toUpperCase()}${account.slice(0, 4)}`,
    arn: `arn:aws:iam::${account}:user${path}${name}`,
    accountId: account,
    ...(key !== undefined && { accessKeyId: key }),
    userName: name,
    ...contextOf(options),
    ...more,
  };
}

/** Returns the root user. */
export function root(options: SessionOptions = {}): MadeCaller {
  const { account = home, key, more } = options;
  return {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    ...(key !== undefined && { accessKeyId: key }),
    ...contextOf(options),
    ...more,
  };
}

interface RoleOptions extends SessionOptions {
  readonly path?: string;
}

/** Returns the session of a role. */
export function role(name: string, session: string, options: RoleOptions = {}): MadeCaller {
  const { account = home, key, path = '/', began, mfa = false, context, more } = options;
  return {
    type: 'AssumedRole',
    principalId: principalOf(name, session),
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    accountId: account,
    ...(key !== undefined && { accessKeyId: key }),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId(name),
        arn: roleArn(name, account, path),
        accountId: account,
        userName: name,
      },
      ...(began !== undefined && {
        attributes: { creationDate: at(began), mfaAuthenticated: String(mfa) },
      }),
      ...context,
    },
    ...more,
  };
}

/** Returns the principal ID of a session of a role. */
export function principalOf(name: string, session: string): string {
  return `${roleId(name)}:${session}`;
}

/** Returns the ARN of a role. */
export function roleArn(name: string, account = home, path = '/'): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

function roleId(name: string): string {
  return `AROA${name.replace(/[^A-Za-z0-9]/g, '').toUpperCase()}`;
}

/** Returns a federated user, whose session a user of the account issued. */
export function federated(name: string, issuer: string, options: SessionOptions = {}): MadeCaller {
  const { account = home, key, more } = options;
  const user = iamUser(issuer, { account });
  return {
    type: 'FederatedUser',
    principalId: `${account}:${name}`,
    arn: `arn:aws:sts::${account}:federated-user/${name}`,
    accountId: account,
    ...(key !== undefined && { accessKeyId: key }),
    ...contextOf({
      ...options,
      context: {
        sessionIssuer: {
          type: 'IAMUser',
          principalId: user.principalId,
          arn: user.arn,
          accountId: account,
          userName: issuer,
        },
        ...options.context,
      },
    }),
    ...more,
  };
}

/** Returns a user of IAM Identity Center, in its portal. */
export function portalUser(userId: string, { store = 'd-1234567890', token = '' } = {}) {
  return {
    type: 'IdentityCenterUser',
    accountId: home,
    onBehalfOf: onBehalfOf(userId, store),
    ...(token && { credentialId: token }),
  };
}

/** Returns what events of a session say that was begun for a user of IAM Identity Center. */
export function onBehalfOf(userId: string, store = 'd-1234567890') {
  return { userId, identityStoreArn: `arn:aws:identitystore::${home}:identitystore/${store}` };
}

/** Returns a service that calls on its own behalf. */
export function service(name: string): MadeCaller {
  return { type: 'AWSService', invokedBy: `${name}.amazonaws.com` };
}

/** Returns a caller as the log of another account has it. */
export function ofAccount(account: string, principalId: string): MadeCaller {
  return { type: 'AWSAccount', principalId, accountId: account };
}

function contextOf({ began, mfa = false, context }: SessionOptions) {
  if (began === undefined && context === undefined) return {};
  const attributes = began !== undefined && {
    attributes: { creationDate: at(began), mfaAuthenticated: String(mfa) },
  };
  return { sessionContext: { ...attributes, ...context } };
}
