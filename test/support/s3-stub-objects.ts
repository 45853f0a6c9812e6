import { createHash } from 'node:crypto';

interface ObjectProperties {
  /** 20 November 2026 when absent. Whole seconds are kept, as at S3. */
  readonly lastModified?: Date;
  /** `STANDARD` when absent. */
  readonly storageClass?: string;
  /**
   * Whether it must be restored before it can be read. When absent, true only for GLACIER and
   * DEEP_ARCHIVE. Set it to false for one of these that was restored, or to true for an archived
   * one of INTELLIGENT_TIERING.
   */
  readonly archived?: boolean;
  /** Without quotes. When absent: the MD5 of a Buffer, or an invented one for a function. */
  readonly etag?: string;
  /** Headers in addition to those of the stub, such as `x-amz-meta-signature`. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface HeldObject extends ObjectProperties {
  readonly body: Buffer;
}

interface LazyObject extends ObjectProperties {
  /** Creates the body for each request. */
  readonly body: (key: string) => Buffer;
  readonly size: number;
}

/** An object of a bucket. Many keys may share one. */
export type StubObject = HeldObject | LazyObject;

/** The objects of a bucket, which may change between requests. */
export interface ObjectStore {
  put(key: string, object: StubObject): void;
  /** Deletes an object; returns whether there was one. */
  delete(key: string): boolean;
  get(key: string): StubObject | undefined;
  /** Returns the keys in the order of their UTF-8 bytes, as S3 lists them. */
  sortedKeys(): readonly string[];
}

/** Creates a store with these objects. */
export function createObjectStore(
  entries: Iterable<readonly [key: string, object: StubObject]>,
): ObjectStore {
  const objects = new Map(entries);
  let sorted: readonly string[] | undefined;
  return {
    put(key, object) {
      if (!objects.has(key)) sorted = undefined;
      objects.set(key, object);
    },
    delete(key) {
      sorted = undefined;
      return objects.delete(key);
    },
    get: (key) => objects.get(key),
    sortedKeys() {
      sorted ??= sortKeys([...objects.keys()]);
      return sorted;
    },
  };
}

function sortKeys(keys: string[]): readonly string[] {
  // Without surrogates, UTF-16 has the order of UTF-8, and the engine's own sort is far faster.
  return keys.some((key) => /[\ud800-\udfff]/.test(key)) ? keys.sort(compareKeys) : keys.sort();
}

/** Compares keys by their UTF-8 bytes: returns less than 0 when the first one comes first. */
export function compareKeys(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) {
    const [unit, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (unit !== other) return rank(unit) - rank(other);
  }
  return a.length - b.length;
}

/**
 * Ranks a UTF-16 unit. Surrogates encode characters above U+FFFF, so they come after all other
 * units.
 */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

/** The properties of an object with their defaults. */
export interface ObjectFacts {
  readonly size: number;
  /** In quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly storageClass: string;
  readonly archived: boolean;
}

const facts = new WeakMap<StubObject, ObjectFacts>();

/** Returns the properties of an object, which are computed once. */
export function factsOf(object: StubObject): ObjectFacts {
  const known = facts.get(object);
  if (known !== undefined) return known;
  const storageClass = object.storageClass ?? 'STANDARD';
  const time = object.lastModified?.getTime() ?? Date.UTC(2026, 10, 20);
  const made: ObjectFacts = {
    size: 'size' in object ? object.size : object.body.length,
    etag: `"${object.etag ?? etagOf(object)}"`,
    lastModified: new Date(Math.floor(time / 1000) * 1000),
    storageClass,
    archived: object.archived ?? (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE'),
  };
  facts.set(object, made);
  return made;
}

function etagOf(object: StubObject): string {
  return 'size' in object
    ? md5(`${object.size} ${object.lastModified?.getTime()}`)
    : md5Once(object.body);
}

const hashes = new WeakMap<Buffer, string>();

function md5Once(body: Buffer): string {
  const hash = hashes.get(body) ?? md5(body);
  hashes.set(body, hash);
  return hash;
}

function md5(bytes: Buffer | string): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** Returns all bytes of an object. Throws when a function returns another size than was stated. */
export function readBody(key: string, object: StubObject): Buffer {
  if (!('size' in object)) return object.body;
  const body = object.body(key);
  if (body.length === object.size) return body;
  throw new Error(`${key}: of ${object.size} bytes, but its body has ${body.length}`);
}
