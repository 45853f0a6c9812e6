import type { Page, PageQuery } from './s3-stub-list.ts';
import { factsOf, type ObjectStore, type StubObject } from './s3-stub-objects.ts';

/** An error that S3 answers with. */
export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements of the XML, such as `Key`. */
  readonly details?: Readonly<Record<string, string | number>>;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The host ID that S3 sends with the request's ID. It has no meaning here. */
export const hostId = 'c3R1YiBzM3N0dWIgczNzdHViIHMzc3R1YiBzM3N0dWIgczNzdHViIHMzc3R1YiBzM3N0dWI=';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes the XML of an error. */
export function errorXml({ code, message, details = {} }: S3Error, requestId: string): string {
  const elements = {
    Code: code,
    Message: message,
    ...details,
    RequestId: requestId,
    HostId: hostId,
  };
  return `${declaration}<Error>${elementsXml(elements)}</Error>`;
}

/** The contents of an answer to ListObjectsV2. */
export interface ListAnswer {
  readonly bucket: string;
  readonly query: PageQuery;
  readonly page: Page;
  /** Whether names are percent-encoded, since XML 1.0 cannot represent all of them. */
  readonly encoded: boolean;
  readonly startAfter: string | undefined;
  readonly token: string | undefined;
  readonly nextToken: string | undefined;
}

/** Writes the XML of a page of a listing. */
export function listXml(store: ObjectStore, answer: ListAnswer): string {
  const { bucket, query, page, nextToken, startAfter } = answer;
  const name = answer.encoded ? encodeName : (text: string) => text;
  const head = elementsXml({
    Name: bucket,
    Prefix: name(query.prefix),
    NextContinuationToken: nextToken,
    ContinuationToken: answer.token,
    StartAfter: startAfter === undefined ? undefined : name(startAfter),
    KeyCount: page.keys.length + page.commonPrefixes.length,
    MaxKeys: query.maxKeys,
    Delimiter: query.delimiter === '' ? undefined : name(query.delimiter),
    EncodingType: answer.encoded ? 'url' : undefined,
    IsTruncated: String(nextToken !== undefined),
  });
  let rows = '';
  for (const key of page.keys) {
    const object = store.get(key);
    if (object)
      rows += `<Contents><Key>${escapeXml(name(key))}</Key>${propertiesXml(object)}</Contents>`;
  }
  for (const prefix of page.commonPrefixes) {
    rows += `<CommonPrefixes><Prefix>${escapeXml(name(prefix))}</Prefix></CommonPrefixes>`;
  }
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
  return `${declaration}<ListBucketResult xmlns="${namespace}">${head}${rows}</ListBucketResult>`;
}

const written = new WeakMap<StubObject, string>();

function propertiesXml(object: StubObject): string {
  const known = written.get(object);
  if (known !== undefined) return known;
  const { lastModified, etag, size, storageClass } = factsOf(object);
  const text = elementsXml({
    LastModified: lastModified.toISOString(),
    ETag: etag,
    Size: size,
    StorageClass: storageClass,
  });
  written.set(object, text);
  return text;
}

function elementsXml(elements: Readonly<Record<string, string | number | undefined>>): string {
  let text = '';
  for (const [name, value] of Object.entries(elements)) {
    if (value !== undefined) text += `<${name}>${escapeXml(String(value))}</${name}>`;
  }
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * Escapes text. As S3 does, writes references for all control characters, even those that XML 1.0
 * does not allow.
 */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them
  return text.replace(/[&<>"\u0000-\u001f]/g, (character) => {
    return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}

/**
 * Encodes a name as `encoding-type=url` does: a space becomes a plus sign; slashes, stars, `-`, `_`
 * and `.` stay.
 */
function encodeName(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
