import type { ListObjectsV2CommandOutput } from '../../aws/sdk-s3.ts';

/** An object as a listing describes it. */
export interface ListedObject {
  readonly key: string;
  /** The size in bytes, as stored. */
  readonly size: number;
  /** The ETag as S3 returns it, including the quotes. */
  readonly etag: string;
  /** When the object was last modified, in epoch milliseconds. */
  readonly modified: number;
}

/** The contents of one response of S3: at most 1000 objects and folders. */
export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** The folders' prefixes, each with its final `/`. */
  readonly folders: readonly string[];
}

/**
 * Returns whether a response is a listing. The error page of a proxy, for example, would pass for
 * an empty one.
 */
export function isListing({ Name, KeyCount, IsTruncated }: ListObjectsV2CommandOutput): boolean {
  return Name !== undefined || KeyCount !== undefined || IsTruncated !== undefined;
}

/** Returns the objects and folders of a response, with decoded keys. */
export function pageOf(page: ListObjectsV2CommandOutput): ListedPage {
  const { Contents = [], CommonPrefixes = [], EncodingType } = page;
  // S3-compatible stores may not support the requested encoding.
  const decoded = EncodingType === 'url' ? decodeKey : (text: string) => text;
  return {
    objects: Contents.filter(({ Key }) => Key).map(
      ({ Key = '', Size = 0, ETag = '', LastModified }) => ({
        key: decoded(Key),
        size: Number.isSafeInteger(Size) ? Math.max(0, Size) : 0,
        etag: ETag,
        modified: LastModified?.getTime() ?? 0,
      }),
    ),
    folders: CommonPrefixes.map(({ Prefix = '' }) => decoded(Prefix)),
  };
}

function decodeKey(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A malformed key is passed on as it is; reading its object will report that it is not found.
    return text;
  }
}
