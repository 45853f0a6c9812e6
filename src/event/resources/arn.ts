import { type ResourceType, resourcesOfService } from './resource-table.ts';

/** The parts of an ARN. */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the account: `role/ci/deploy`. */
  readonly resource: string;
}

/** Returns the parts of an ARN; undefined for any other text, and for an ARN without a resource. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, , service = '', region = '', account = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  return service === '' || resource === '' ? undefined : { service, region, account, resource };
}

/** Returns the type of the resource with this ARN; undefined when no form of its service fits. */
export function typeOfArn({ service, resource }: Arn): ResourceType | undefined {
  const parts = withoutStar(resource).split(/[:/]/);
  let best: ResourceType | undefined;
  let bestFit = -1;
  for (const prefix of prefixesByArn[service] ?? [service]) {
    for (const type of resourcesOfService(prefix)?.types ?? []) {
      if (type.service !== service || type.form === '') continue;
      const fit = fitOf(type.form.split(/[:/]/), parts);
      if (fit > bestFit) [best, bestFit] = [type, fit];
    }
  }
  return best;
}

/** Removes the `:*` in which the ARN of a log group ends. */
export function withoutStar(resource: string): string {
  return resource.endsWith(':*') ? resource.slice(0, -2) : resource;
}

/**
 * Returns the last part of an ARN or a path, after a colon or a slash; the whole text when it has
 * neither.
 */
export function lastPartOf(resource: string): string {
  const name = withoutStar(resource);
  return name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
}

/** Services whose ARNs do not name the prefix of their IAM actions. */
const prefixesByArn: Readonly<Record<string, readonly string[]>> = {
  catalog: ['servicecatalog'],
};

/**
 * Returns how well an ARN fits: the words of the form that it has, then whether it has as many
 * parts, then how many the form has; -1 when it does not fit. The last variable may stand for several
 * parts, such as a path.
 */
function fitOf(form: readonly string[], parts: readonly string[]): number {
  if (parts.length < form.length) return -1;
  let words = 0;
  for (const [at, part] of form.entries()) {
    const variable = part.indexOf('$');
    const found = parts[at]?.toLowerCase() ?? '';
    const word = (variable < 0 ? part : part.slice(0, variable)).toLowerCase();
    if (variable < 0 ? found !== word : !found.startsWith(word)) return -1;
    if (word !== '') words++;
  }
  return 1_000 * words + (parts.length === form.length ? 100 : 0) + form.length;
}
