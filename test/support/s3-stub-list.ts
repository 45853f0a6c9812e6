import { createHash } from 'node:crypto';
import { compareKeys } from './s3-stub-objects.ts';

/** Which keys to list. */
export interface PageQuery {
  readonly prefix: string;
  /** Keys that contain it after the prefix are rolled up into common prefixes; '' for none. */
  readonly delimiter: string;
  /** The page begins after this key or common prefix; '' for the first page. */
  readonly after: string;
  readonly maxKeys: number;
}

/** A page of a listing. */
export interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The key or common prefix after which the next page begins; undefined on the last page. */
  readonly last: string | undefined;
}

/**
 * Lists a page of the sorted keys. All listed keys and common prefixes come after `after`: a common
 * prefix with which `after` itself begins is not listed again, even if there are more keys below
 * it. S3 does the same with a key-marker within a common prefix.
 */
export function listPage(sorted: readonly string[], query: PageQuery): Page {
  const { prefix, delimiter, after, maxKeys } = query;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let at = start(sorted, query);
  for (let key = sorted[at]; key?.startsWith(prefix); key = sorted[at]) {
    if (keys.length + commonPrefixes.length >= maxKeys) return { keys, commonPrefixes, last };
    const common = commonPrefixOf(key, { prefix, delimiter });
    if (common === undefined) {
      keys.push(key);
      at++;
    } else {
      // An earlier page has already listed this common prefix.
      if (!after.startsWith(common)) commonPrefixes.push(common);
      at = firstIndex(sorted, at, (other) => !other.startsWith(common));
    }
    last = common ?? key;
  }
  return { keys, commonPrefixes, last: undefined };
}

function start(sorted: readonly string[], { prefix, after }: PageQuery): number {
  const first = firstIndex(sorted, 0, (key) => compareKeys(key, prefix) >= 0);
  return after === '' ? first : firstIndex(sorted, first, (key) => compareKeys(key, after) > 0);
}

/**
 * Finds the first index from `from` on at which the test holds; it must also hold for all keys
 * after that.
 */
function firstIndex(
  sorted: readonly string[],
  from: number,
  test: (key: string) => boolean,
): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(sorted[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

function commonPrefixOf(
  key: string,
  { prefix, delimiter }: Pick<PageQuery, 'prefix' | 'delimiter'>,
): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

/** Creates the token for the page after a key: always the same for the same bucket and key. */
export function writeToken(bucket: string, last: string): string {
  const check = createHash('sha256').update(`${bucket}\n${last}`).digest().subarray(0, 9);
  return Buffer.concat([check, Buffer.from(last)]).toString('base64');
}

/** Returns the key in a token; undefined when it is not a token of this bucket. */
export function readToken(bucket: string, token: string): string | undefined {
  const last = Buffer.from(token, 'base64').subarray(9).toString();
  return writeToken(bucket, last) === token ? last : undefined;
}
