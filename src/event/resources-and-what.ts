/**
 * All that takes large tables to find in an event. The build puts it in a file of its own, which is
 * loaded when one of these functions is first called: most runs call none.
 */
export { mayAddResources } from './resources/find-mentions.ts';
export {
  findResourceType,
  listResourceTypes,
  resourceTypesOf,
  typesOfResources,
} from './resources/resource-types.ts';
export { countedResourcesOf, distinctResourcesOf, resourcesOf } from './resources/resources.ts';
export { whatOf } from './what/what-of.ts';
