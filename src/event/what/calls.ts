/**
 * The calls that are described in words of their own, by subject: a table for each, which is a list
 * of templates.
 */
import { backupCalls } from './calls/backup.ts';
import { bucketCalls } from './calls/buckets.ts';
import { computeCalls } from './calls/compute.ts';
import { containerCalls } from './calls/containers.ts';
import { credentialCalls } from './calls/credentials.ts';
import { databaseCalls } from './calls/databases.ts';
import { detectionCalls } from './calls/detection.ts';
import { edgeCalls } from './calls/edge.ts';
import { encryptionCalls } from './calls/encryption.ts';
import { functionCalls } from './calls/functions.ts';
import { hostingCalls } from './calls/hosting.ts';
import { imageCalls } from './calls/images.ts';
import { loggingCalls } from './calls/logging.ts';
import { messagingCalls } from './calls/messaging.ts';
import { networkCalls } from './calls/network.ts';
import { organizationCalls } from './calls/organization.ts';
import { permissionCalls } from './calls/permissions.ts';
import { secretCalls } from './calls/secrets.ts';
import { signInCalls } from './calls/sign-in.ts';
import { type CallTable, compileCallText, type Describe } from './template.ts';

/** The tables by subject. A call is in one of them. */
export const callTables: Readonly<Record<string, CallTable>> = {
  permissions: permissionCalls,
  credentials: credentialCalls,
  'sign-in': signInCalls,
  organization: organizationCalls,
  network: networkCalls,
  edge: edgeCalls,
  logging: loggingCalls,
  detection: detectionCalls,
  encryption: encryptionCalls,
  secrets: secretCalls,
  images: imageCalls,
  buckets: bucketCalls,
  databases: databaseCalls,
  backup: backupCalls,
  messaging: messagingCalls,
  compute: computeCalls,
  containers: containerCalls,
  functions: functionCalls,
  hosting: hostingCalls,
};

/** Compiled when they are first met: a run sees few of them. */
const compiled = new Map<string, Describe>();

/**
 * Returns the description of a call by its service (`ec2`) and its name; undefined when it has none
 * of its own.
 */
export function describeOf(service: string, eventName: string): Describe | undefined {
  const key = `${service}:${eventName}`;
  const known = compiled.get(key);
  if (known) return known;
  for (const table of Object.values(callTables)) {
    const calls = Object.hasOwn(table, service) ? table[service] : undefined;
    if (!calls || !Object.hasOwn(calls, eventName)) continue;
    const text = calls[eventName];
    if (text === undefined) continue;
    const describe = compileCallText(text);
    compiled.set(key, describe);
    return describe;
  }
  return undefined;
}
