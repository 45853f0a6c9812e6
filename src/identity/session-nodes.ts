/**
 * The names of a session. An event belongs to the session that one of its nodes names, and sessions
 * that share a node are one session. A key is the only name that all temporary credentials have;
 * the console makes a key for each service, or even for each second, so that its sessions are named
 * for the caller and the time at which they began.
 */
import { type Caller, isTemporary } from './caller.ts';

/** A name of a session, such as `key ASIA…`. */
export type Node = string;

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
  return `start ${principalId} ${began}`;
}

/** Returns the node of the password of a user or of root, with which they sign in. */
export function passwordNode(arn: string): Node {
  return `password ${arn}`;
}

/**
 * Returns the nodes of the caller's session, the most telling first; none for a caller without
 * credentials of its own, such as a service.
 */
export function nodesOf(caller: Caller): readonly Node[] {
  const { accessKey, signIn, token, userId, identityStore } = caller;
  const nodes: Node[] = [];
  if (signIn) nodes.push(signInNode(signIn));
  if (isNamedByStart(caller)) nodes.push(startNode(caller));
  if (accessKey) nodes.push(keyNode(accessKey));
  if (nodes.length > 0) return nodes;
  if (token) return [`token ${token}`];
  if (isUser(caller) && caller.arn) return [passwordNode(caller.arn)];
  return userId ? [`user ${identityStore} ${userId}`] : [];
}

/**
 * Returns whether the session is named for the principal and the time when it began. That is so for
 * the console's sessions of users and root, and for those of roles if the event says that it is
 * from the console: the name of a role session is chosen by the caller, so two people can have
 * chosen the same one in the same second. Without a key, nothing else is known.
 */
function isNamedByStart(caller: Caller): boolean {
  const { principalId, began, accessKey, fromConsole, assumedRoot } = caller;
  if (!principalId || !began) return false;
  if (!accessKey) return true;
  if (!isTemporary(caller) || assumedRoot === 'true') return false;
  return isUser(caller) || fromConsole === 'true';
}

/** Returns whether the caller is an IAM user or root. */
export function isUser({ type }: Caller): boolean {
  return type === 'IAMUser' || type === 'Root';
}
