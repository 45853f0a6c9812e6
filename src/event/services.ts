import { nearMisses } from './near-misses.ts';
import { services } from './service-table.ts';

/** What one name, in plain form, stands for. */
interface NamedServices {
  /** How to type the name on a command line. */
  readonly spelling: string;
  /** In the table's order. */
  readonly prefixes: string[];
}

/**
 * The prefixes (`ec2`) of the event sources that a typed name means: a full eventSource
 * (`ec2.amazonaws.com`), a prefix, the service's name or an alias, whatever the case, spaces,
 * hyphens and underscores, with or without "Amazon" and "AWS". Undefined for a name not in the
 * table, which may still be a service newer than it.
 *
 * A name that stands for several services means all of them: `waf` is WAF Classic and WAF; the full
 * `waf.amazonaws.com` is WAF Classic alone.
 */
export function findService(input: string): readonly string[] | undefined {
  const typed = input.trim().toLowerCase();
  const prefix = servicePrefixOf(typed);
  if (prefix !== typed) return nameByPrefix.has(prefix) ? [prefix] : undefined;
  const name = plain(typed);
  return (servicesByName.get(name) ?? servicesByName.get(withoutVendor(name)))?.prefixes;
}

/** Names to type instead of one that `findService` does not know, best first, at most three. */
export function suggestServices(input: string): readonly string[] {
  const spellings = new Map<string, string>();
  for (const name of nearMisses(withoutVendor(plain(input)), servicesByName.keys(), 12)) {
    const named = servicesByName.get(name);
    const prefix = named?.prefixes[0];
    if (named && prefix && !spellings.has(prefix)) spellings.set(prefix, named.spelling);
  }
  return [...spellings.values()].slice(0, 3);
}

/** What AWS calls the service of an eventSource or a prefix; the prefix itself when it is not known. */
export function serviceNameOf(eventSource: string): string {
  const prefix = servicePrefixOf(eventSource);
  return nameByPrefix.get(prefix) ?? prefix;
}

/** `ec2` for `ec2.amazonaws.com` and the China partition's `ec2.amazonaws.com.cn`; else the string as it is. */
export function servicePrefixOf(eventSource: string): string {
  const suffix = suffixes.find((end) => eventSource.endsWith(end));
  return suffix ? eventSource.slice(0, -suffix.length) : eventSource;
}

const suffixes = ['.amazonaws.com', '.amazonaws.com.cn'];

const nameByPrefix: ReadonlyMap<string, string> = new Map(
  services.map(({ prefix, name }) => [prefix, name]),
);

const servicesByName: ReadonlyMap<string, NamedServices> = indexServices();

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
