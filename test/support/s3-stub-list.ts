import { createHash } from 'node:crypto';
import { compareKeys } from './s3-stub-objects.ts';

/** Which keys are asked for. */
export interface PageQuery {
  readonly prefix: string;
  /** Keys with it behind the prefix are rolled up; '' for none. */
  readonly delimiter: string;
  /** The page begins behind this key or common prefix; '' at the beginning. */
  readonly after: string;
  readonly maxKeys: number;
}

export interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** What the next page begins behind; undefined on the last one. */
  readonly last: string | undefined;
}

/**
 * A page of the sorted keys. What is listed comes after `after`, a common prefix as well as a key: one
 * that `after` itself begins with is not listed again, be there more keys below it. That is how S3
 * answers to a key-marker within a common prefix.
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
      // A query within the common prefix has listed it before.
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

/** The first index from there on at which the test holds, if it holds for all keys behind it too. */
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

/** The token for the page behind that key: the same for the same bucket and key. */
export function writeToken(bucket: string, last: string): string {
  const check = createHash('sha256').update(`${bucket}\n${last}`).digest().subarray(0, 9);
  return Buffer.concat([check, Buffer.from(last)]).toString('base64');
}

/** The key in the token; undefined where it is no token of this bucket. */
export function readToken(bucket: string, token: string): string | undefined {
  const last = Buffer.from(token, 'base64').subarray(9).toString();
  return writeToken(bucket, last) === token ? last : undefined;
}
