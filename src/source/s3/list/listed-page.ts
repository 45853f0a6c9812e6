import type { ListObjectsV2CommandOutput } from '../../aws/sdk-s3.ts';

/** Something in a bucket, as a listing tells of it. */
export interface ListedObject {
  readonly key: string;
  /** Bytes as stored. */
  readonly size: number;
  /** As S3 has it, with its quotes. */
  readonly etag: string;
  /** In epoch milliseconds. */
  readonly modified: number;
}

/** What one answer of S3's holds, at most 1000. */
export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** With their `/`. */
  readonly folders: readonly string[];
}

/** Some page of a proxy's is no listing, but can be read as an empty one. */
export function isListing({ Name, KeyCount, IsTruncated }: ListObjectsV2CommandOutput): boolean {
  return Name !== undefined || KeyCount !== undefined || IsTruncated !== undefined;
}

export function pageOf(page: ListObjectsV2CommandOutput): ListedPage {
  const { Contents = [], CommonPrefixes = [], EncodingType } = page;
  // S3-compatible stores may not know the encoding that was asked for.
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
    // No key is encoded so: it will be told as what it is, and not be found.
    return text;
  }
}
