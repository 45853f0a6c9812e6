import { nearMisses } from './near-misses.ts';
import { services } from './service-table.ts';

/** The services with one name, in plain form. */
interface NamedServices {
  /** The name as users type it on the command line. */
  readonly spelling: string;
  /** In the table's order. */
  readonly prefixes: string[];
}

/**
 * Returns the prefixes (`ec2`) of the event sources that a typed name means: a full eventSource
 * (`ec2.amazonaws.com`), a prefix, the service's name or an alias. Letter case, spaces, hyphens,
 * underscores and a leading "Amazon" or "AWS" do not count. Undefined for a name not in the table,
 * which may belong to a newer service.
 *
 * A name that several services share means all of them: `waf` is WAF Classic and WAF; the full
 * `waf.amazonaws.com` is only WAF Classic.
 */
export function findService(input: string): readonly string[] | undefined {
  const typed = input.trim().toLowerCase();
  const prefix = servicePrefixOf(typed);
  if (prefix !== typed) return nameByPrefix.has(prefix) ? [prefix] : undefined;
  const name = plain(typed);
  const index = servicesByName();
  return (index.get(name) ?? index.get(withoutVendor(name)))?.prefixes;
}

/**
 * Returns names to type instead of one that `findService` does not know, best first, at most three.
 */
export function suggestServices(input: string): readonly string[] {
  const spellings = new Map<string, string>();
  const index = servicesByName();
  for (const name of nearMisses(withoutVendor(plain(input)), index.keys(), 12)) {
    const named = index.get(name);
    const prefix = named?.prefixes[0];
    if (named && prefix && !spellings.has(prefix)) spellings.set(prefix, named.spelling);
  }
  return [...spellings.values()].slice(0, 3);
}

/**
 * Returns the AWS name of the service of an eventSource or a prefix; the prefix itself when it is
 * not known.
 */
export function serviceNameOf(eventSource: string): string {
  const prefix = servicePrefixOf(eventSource);
  return nameByPrefix.get(prefix) ?? prefix;
}

/**
 * Returns `ec2` for `ec2.amazonaws.com` and the China partition's `ec2.amazonaws.com.cn`; any other
 * string unchanged.
 */
export function servicePrefixOf(eventSource: string): string {
  const suffix = suffixes.find((end) => eventSource.endsWith(end));
  return suffix ? eventSource.slice(0, -suffix.length) : eventSource;
}

const suffixes = ['.amazonaws.com', '.amazonaws.com.cn'];

const nameByPrefix: ReadonlyMap<string, string> = new Map(
  services.map(({ prefix, name }) => [prefix, name]),
);

let indexed: ReadonlyMap<string, NamedServices> | undefined;

/** Returns the services by their names in plain form; the index is made when it is first used. */
function servicesByName(): ReadonlyMap<string, NamedServices> {
  indexed ??= indexServices();
  return indexed;
}

function indexServices(): Map<string, NamedServices> {
  const index = new Map<string, NamedServices>();
  for (const { prefix, name, aliases } of services) {
    for (const spelling of [prefix, ...aliases, name]) {
      const named = index.get(plain(spelling)) ?? {
        spelling: spelling.toLowerCase().replaceAll(' ', '-'),
        prefixes: [],
      };
      if (!named.prefixes.includes(prefix)) named.prefixes.push(prefix);
      index.set(plain(spelling), named);
    }
  }
  return index;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

function withoutVendor(name: string): string {
  return name.replace(/^(?:amazon|aws)(?=.)/, '');
}
