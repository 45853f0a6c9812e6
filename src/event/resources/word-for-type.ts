import type { ResourceType } from './resource-table.ts';

/** Whether the word may be said of the type: `loadbalancer` of an `app loadbalancer`. */
export function isWordFor(noun: string, type: ResourceType): boolean {
  const inCloudFormation = type.name?.slice(type.name.lastIndexOf(':') + 1).toLowerCase() ?? '';
  return [type.noun, inCloudFormation].some(
    (word) => word !== '' && (word.endsWith(noun) || noun.endsWith(word) || word.startsWith(noun)),
  );
}
