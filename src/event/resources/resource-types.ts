import type { CloudTrailEvent } from '../event.ts';
import { listTableTypes } from './resource-table.ts';
import { thingsOf } from './things.ts';

/**
 * Returns the types of the resources that an event involves, each once, that of the resource which
 * the call is about first: the types in its `resources`, and for other resources the type that
 * follows from their ARN, the form of their ID, or the parameter that names them.
 */
export function resourceTypesOf(event: CloudTrailEvent): readonly string[] {
  const types = typesOfResources(event);
  return types.length === 0 ? [] : [...new Set(types)].filter(Boolean);
}

/**
 * Returns the type of each resource in `distinctResourcesOf`, empty where it is not known; then the
 * types in `resources` that no resource has.
 */
export function typesOfResources(event: CloudTrailEvent): readonly string[] {
  const { resources } = event;
  const types = thingsOf(event).map(({ typeName = '' }) => typeName);
  if (!Array.isArray(resources)) return types;
  const stated = new Set(resources.flatMap(({ type }) => type || []));
  return [...types, ...[...stated].filter((type) => !types.includes(type))];
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
