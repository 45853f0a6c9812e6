import type { CloudTrailEvent } from '../event.ts';
import { listTableTypes } from './resource-table.ts';
import { thingsOf } from './things.ts';

/**
 * Returns the types of the resources that an event involves, each once, that of the resource which
 * the call is about first: the types in its `resources`, and for other resources the type that
 * follows from their ARN, the form of their ID, or the parameter that names them.
 */
export function resourceTypesOf(event: CloudTrailEvent): readonly string[] {
  const { resources } = event;
  const stated = Array.isArray(resources) ? resources.flatMap(({ type }) => type || []) : [];
  const types = thingsOf(event).flatMap(({ typeName }) => typeName ?? []);
  return [...new Set([...types, ...stated])];
}

/**
 * Returns a type as AWS writes it (`AWS::EC2::Instance`), given in any case; undefined when it is
 * not known.
 */
export function findResourceType(typed: string): string | undefined {
  spellings ??= new Map(listResourceTypes().map((type) => [type.toLowerCase(), type]));
  return spellings.get(typed.toLowerCase());
}

let spellings: ReadonlyMap<string, string> | undefined;

/** Returns the types that can be inferred for resources that an event does not list with a type. */
export function listResourceTypes(): readonly string[] {
  return [...new Set(listTableTypes())].sort();
}
