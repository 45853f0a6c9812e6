import { ConfigError, UsageError } from '../../errors.ts';
import { checkRemote } from '../../source/create-source.ts';
import type { ConfigFile, NamedSource } from '../config-file/config-file.ts';
import { suggest } from '../values/suggest.ts';

/** A source to read, with its name and settings when it comes from the config file. */
export interface FoundSource {
  readonly uri: string;
  readonly alias?: string;
  readonly named?: NamedSource;
}

/**
 * Replaces each `@NAME` with the sources of that name in the config file; other words are sources
 * themselves.
 *
 * Throws UsageError for a source of a kind that cannot be read, and ConfigError for an unknown
 * name.
 */
export function findSources(
  words: readonly string[],
  file: ConfigFile | undefined,
): readonly FoundSource[] {
  const found = words.flatMap((word): FoundSource[] => {
    if (!word.startsWith('@')) return [{ uri: word }];
    const named = namedSource(word.slice(1), file);
    return named.uris.map((uri) => ({ uri, alias: word, named }));
  });
  for (const { uri } of found) checkSource(uri);
  return found;
}

function namedSource(name: string, file: ConfigFile | undefined): NamedSource {
  const sources = file?.sources ?? {};
  const named = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (named) return named;
  const names = Object.keys(sources).map((known) => `@${known}`);
  throw new ConfigError(
    file
      ? `source '@${name}': not found in ${file.path}${suggest(`@${name}`, names)}`
      : `source '@${name}': no config file found: 'trailscan config init' writes one; to read a ` +
          `file of that name, write ./@${name}`,
  );
}

function checkSource(source: string): void {
  if (source === '') throw new UsageError("source '': expected a value, found nothing");
  if (checkRemote(source) || !uri.test(source)) return;
  const expected =
    'expected a file, a folder, s3://BUCKET/PREFIX, trail:NAME, history:, or - for standard input';
  throw new UsageError(`source '${source}': ${expected}`);
}

/** At least two letters before the colon: `C:\\trail` is a path. */
const uri = /^[a-z][a-z0-9+.-]+:\/\//;
