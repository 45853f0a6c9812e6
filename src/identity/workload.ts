/** Workloads that hold credentials: instances, functions, tasks. */
import { type Caller, sessionNameOf } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';
import type { Person, PersonRule } from './person.ts';

/** Returns the workload that a service assumed a role for, or the service itself. */
export function servedWorkload(
  service: string,
  { session = '', account = '' }: IdentityEvent,
  caller: Caller | undefined,
): Person {
  const held = caller?.holder && workloadOf(caller);
  if (held) return held;
  const kind = servedKind(service, session);
  if (kind === 'instance') return instance(session, 'service');
  return kind
    ? workload(`${kind} ${session} (${account})`, service, 'service')
    : workload(service, service, 'service');
}

/** Services name the session for the workload; only the service can ask in its own name. */
function servedKind(service: string, session: string): string | undefined {
  switch (service) {
    case 'ec2.amazonaws.com':
      return isInstance(session) ? 'instance' : undefined;
    case 'lambda.amazonaws.com':
      // A session of Lambda is named for the function, or for the environment that runs it.
      return session && !session.startsWith('awslambda_') ? 'function' : undefined;
    case 'ecs-tasks.amazonaws.com':
      return session && 'task';
    case 'pods.eks.amazonaws.com':
      return session && 'pod';
    default:
      return undefined;
  }
}

/** Returns the workload that an event names as the holder of its credentials; else undefined. */
export function workloadOf(caller: Caller): Person | undefined {
  const { holder, delivery } = caller;
  const resource = holder.split(':').slice(5).join(':');
  const [, id] = /^instance[/:](.+)$/.exec(resource) ?? [];
  if (id !== undefined) return instance(id, 'holder');
  if (resource) {
    const account = holder.split(':')[4] ?? '';
    const name = `${resource.replace(/^function[/:]/, 'function ')} (${account})`;
    return workload(name, holder, 'holder');
  }
  // Only the metadata service of an instance delivers credentials in this way.
  const session = sessionNameOf(caller);
  return delivery && isInstance(session) ? instance(session, 'holder') : undefined;
}

function isInstance(name: string): boolean {
  return /^i-[0-9a-f]+$/.test(name);
}

/** The ID of an instance is the same in no other account. */
function instance(id: string, rule: PersonRule): Person {
  return workload(`instance ${id}`, 'ec2', rule);
}

/** Returns a workload; `place` is what distinguishes it from others of the same name. */
export function workload(name: string, place: string, rule: PersonRule): Person {
  const id = JSON.stringify(['workload', place, name]);
  return { kind: 'workload', id, name, rule, certainty: 'certain' };
}
