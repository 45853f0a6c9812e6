/**
 * The names of a session. An event belongs to the session that one of its nodes names, and sessions
 * that share a node are one session. A key is the only name that all temporary credentials have;
 * the console makes a key for each service, or even for each second, so that its sessions are named
 * for the caller and the time at which they began.
 */
import { type Caller, isTemporary } from './caller.ts';

/**
 * A name of a session, such as `key ASIA…`: its kind, a space and its values. Of two values, the
 * first has no spaces (see `escapeSpaces`), so that no value can imitate the node of another.
 */
export type Node = string;

/** A node in its parts; `second` is empty for kinds that have one value. */
export interface NodeParts {
  readonly kind: NodeKind;
  readonly first: string;
  readonly second: string;
}

type NodeKind = 'key' | 'sign-in' | 'start' | 'password' | 'token' | 'user';

/** Returns the node of an access key. */
export function keyNode(accessKey: string): Node {
  return `key ${accessKey}`;
}

/** Returns the node of a sign-in, by the ARN of its session. */
export function signInNode(arn: string): Node {
  return `sign-in ${arn}`;
}

/** Returns the node of a session that is known by its principal and the time when it began. */
export function startNode({ principalId, began }: Pick<Caller, 'principalId' | 'began'>): Node {
  return `start ${escapeSpaces(principalId)} ${began}`;
}

/** Returns the node of the password of a user or of root, with which they sign in. */
export function passwordNode(arn: string): Node {
  return `password ${arn}`;
}

/** Returns the node of a bearer token of IAM Identity Center, by its ID. */
function tokenNode(token: string): Node {
  return `token ${token}`;
}

/** Returns the node of a user of IAM Identity Center, for events that say nothing else. */
function userNode({ identityStore, userId }: Pick<Caller, 'identityStore' | 'userId'>): Node {
  return `user ${escapeSpaces(identityStore)} ${userId}`;
}

/** Returns the parts of a node, with their values as the events have them. */
export function readNode(node: Node): NodeParts {
  const [kind, values] = splitAtSpace(node);
  switch (kind) {
    case 'start':
    case 'user': {
      const [first, second] = splitAtSpace(values);
      return { kind, first: unescapeSpaces(first), second };
    }
    case 'sign-in':
    case 'password':
    case 'token':
      return { kind, first: values, second: '' };
    default:
      return { kind: 'key', first: values, second: '' };
  }
}

function splitAtSpace(text: string): readonly [string, string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}

/** Returns the text without spaces. Names that AWS gives have none, so they stay as they are. */
function escapeSpaces(text: string): string {
  return text.replace(/[% ]/g, (found) => (found === ' ' ? '%20' : '%25'));
}

function unescapeSpaces(text: string): string {
  return text.replace(/%2[05]/g, (found) => (found === '%20' ? ' ' : '%'));
}

/**
 * Returns the nodes of the caller's session, the most telling first; none for a caller without
 * credentials of its own, such as a service, or somebody whose sign-in failed.
 */
export function nodesOf(caller: Caller): readonly Node[] {
  const { accessKey, signIn, token, userId } = caller;
  const nodes: Node[] = [];
  if (signIn) nodes.push(signInNode(signIn));
  if (isNamedByStart(caller)) nodes.push(startNode(caller));
  if (accessKey) nodes.push(keyNode(accessKey));
  if (nodes.length > 0) return nodes;
  if (token) return [tokenNode(token)];
  if (isUser(caller) && caller.arn) return hasFailed(caller) ? [] : [passwordNode(caller.arn)];
  return userId ? [userNode(caller)] : [];
}

/**
 * Returns whether the session is named for the principal and the time when it began. That is so for
 * the console's sessions of users and root, and for those of roles if the event says that it is
 * from the console: the name of a role session is chosen by the caller, so two people can have
 * chosen the same one in the same second. Without a key, nothing else is known.
 */
export function isNamedByStart(caller: Caller): boolean {
  const { principalId, began, accessKey, fromConsole, assumedRoot } = caller;
  if (!principalId || !began) return false;
  if (!accessKey) return true;
  if (!isTemporary(caller) || assumedRoot === 'true') return false;
  return isUser(caller) || fromConsole === 'true';
}

/** Anybody can try to sign in as a user or as root, so a failure does not show who it was. */
function hasFailed({ signInResult }: Caller): boolean {
  return signInResult === 'Failure';
}

/** Returns whether the caller is an IAM user or root. */
export function isUser({ type }: Caller): boolean {
  return type === 'IAMUser' || type === 'Root';
}
