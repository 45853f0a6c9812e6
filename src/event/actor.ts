import { type CloudTrailEvent, identityOf, sessionContextOf } from './event.ts';
import { mfaOf, principalOf } from './principal.ts';
import { isFromService, sourceAddressesOf } from './source-addresses.ts';

/** Who made a call. */
export type Actor = (typeof actors)[number];

/** Every actor, for help and completion. */
export const actors = ['person', 'agent', 'service', 'workload'] as const;

/**
 * Returns who made the call, if the event itself proves it:
 *
 * - `agent`: an AI agent called through one of AWS's MCP servers. An agent that runs a program of
 *   its own looks like a person or a workload.
 * - `service`: a service called, for itself or with the credentials of its caller.
 * - `workload`: the credentials were delivered to an instance, a function or a container, or were
 *   given to a repository or a service account.
 * - `person`: root, a user of the console, of IAM Identity Center or of an identity provider, or a
 *   session that began with MFA.
 *
 * Undefined for anything else, such as a long-term access key, which a person or a program can use.
 */
export function actorOf(event: CloudTrailEvent): Actor | undefined {
  if (isOfAgent(event)) return 'agent';
  const { credential, arn = '', name } = principalOf(event);
  if (credential === 'aws-service') return 'service';
  // The console calls for the person who uses it; `AWS Internal` does not name a service.
  const isNamed = sourceAddressesOf(event).some((name) => serviceHost.test(name));
  if (isNamed && isFromService(event) && !isFromConsole(event)) return 'service';
  if (isWorkload(event, name)) return 'workload';
  if (credential === 'root' || credential === 'identity-center' || isFromConsole(event)) {
    return 'person';
  }
  const isPerson =
    identityOf(event)?.type === 'SAMLUser' ||
    mfaOf(event) === 'yes' ||
    identityCenterSession.test(issuerArnOf(event)) ||
    identityCenterSession.test(arn);
  return isPerson ? 'person' : undefined;
}

const serviceHost = /\.amazonaws\.com(?:\.cn)?$/;

/** The servers call with the credentials of the person who authorized the agent. */
function isOfAgent(event: CloudTrailEvent): boolean {
  if (event.eventType === 'AwsMcpEvent') return true;
  const names = [identityOf(event)?.invokedBy ?? '', ...sourceAddressesOf(event)];
  return names.some(isMcpServer);
}

/** Returns whether the name is that of one of AWS's MCP servers. */
export function isMcpServer(name: string): boolean {
  return mcpServer.test(name);
}

const mcpServer = /^(?:[a-z0-9-]+-)?mcp\.amazonaws\.com$/;

/** Only IAM Identity Center can make a role with this path. */
const identityCenterSession = /^arn:[^:]+:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\//;

function issuerArnOf(event: CloudTrailEvent): string {
  const issuer = sessionContextOf(event)?.sessionIssuer;
  return (issuer && typeof issuer === 'object' && issuer.arn) || '';
}

function isFromConsole(event: CloudTrailEvent): boolean {
  return (
    event.eventType === 'AwsConsoleSignIn' ||
    String(event.sessionCredentialFromConsole).toLowerCase() === 'true'
  );
}

function isWorkload(event: CloudTrailEvent, name: string): boolean {
  const identity = identityOf(event);
  if (identity?.inScopeOf || sessionContextOf(event)?.ec2RoleDelivery) return true;
  return identity?.type === 'WebIdentityUser' && /^(?:repo:|system:serviceaccount:)/.test(name);
}
