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
  const service = text.indexOf(':', 4) + 1;
  const region = text.indexOf(':', service) + 1;
  const account = text.indexOf(':', region) + 1;
  const resource = text.indexOf(':', account) + 1;
  if (service === 0 || region <= service || account <= region || resource <= account)
    return undefined;
  if (region === service + 1 || resource === text.length) return undefined;
  return {
    service: text.slice(service, region - 1),
    region: text.slice(region, account - 1),
    account: text.slice(account, resource - 1),
    resource: text.slice(resource),
  };
}

/** Returns the type of the resource with this ARN; undefined for any other text. */
export function typeOfText(text: string): ResourceType | undefined {
  const arn = parseArn(text);
  return arn && typeOfArn(arn);
}

/** Returns the type of the resource with this ARN; undefined when no form of its service fits. */
export function typeOfArn({ service, resource }: Arn): ResourceType | undefined {
  const { byWord, others } = formsOf(service);
  const parts = partsOf(withoutStar(resource).toLowerCase());
  const alike = byWord.get(parts[0] ?? '');
  let best: ResourceType | undefined;
  let bestFit = -1;
  for (const types of [alike, others]) {
    for (const type of types ?? []) {
      const fit = fitOf(type.parts, parts);
      if (fit <= bestFit) continue;
      best = type;
      bestFit = fit;
    }
  }
  return best;
}

/** Splits at colons and slashes. This takes half the time that a regular expression does. */
function partsOf(resource: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < resource.length; at++) {
    if (resource[at] !== ':' && resource[at] !== '/') continue;
    parts.push(resource.slice(start, at));
    start = at + 1;
  }
  parts.push(resource.slice(start));
  return parts;
}

/** The types of a service that have ARNs, by the first word of their forms. */
interface Forms {
  readonly byWord: ReadonlyMap<string, readonly ResourceType[]>;
  /** Those that begin with a variable. */
  readonly others: readonly ResourceType[];
}

const forms = new Map<string, Forms>();
/** The most services that are remembered: an ARN can name any. */
const maxServices = 1_000;

function formsOf(service: string): Forms {
  const known = forms.get(service);
  if (known) return known;
  const byWord = new Map<string, ResourceType[]>();
  const others: ResourceType[] = [];
  const prefixes = Object.hasOwn(prefixesByArn, service) ? prefixesByArn[service] : undefined;
  for (const prefix of prefixes ?? [service]) {
    for (const type of resourcesOfService(prefix)?.types ?? []) {
      const [word = ''] = type.parts;
      if (type.service !== service || word === '') continue;
      const alike = byWord.get(word);
      if (word.includes('$')) others.push(type);
      else if (alike) alike.push(type);
      else byWord.set(word, [type]);
    }
  }
  if (forms.size >= maxServices) forms.clear();
  forms.set(service, { byWord, others });
  return { byWord, others };
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
 * parts, then how many the form has; -1 when it does not fit. The last variable may stand for
 * several parts, such as a path.
 */
function fitOf(form: readonly string[], parts: readonly string[]): number {
  if (parts.length < form.length) return -1;
  let words = 0;
  for (let at = 0; at < form.length; at++) {
    const part = form[at] ?? '';
    const found = parts[at] ?? '';
    const variable = part.indexOf('$');
    if (variable < 0 ? found !== part : !found.startsWith(part.slice(0, variable))) return -1;
    if (variable !== 0) words++;
  }
  return 1_000 * words + (parts.length === form.length ? 100 : 0) + form.length;
}
