import type { Metadata } from '../source.ts';
import type { Connection } from './connect.ts';

/** Which bytes of which object. */
interface ObjectRequest {
  readonly key: string;
  /** The version that is meant; another is an error. */
  readonly etag: string;
  /** How many bytes are left out at the beginning. */
  readonly offset: number;
}

/** The bytes of an object as they come. */
interface ObjectBody extends AsyncIterable<Uint8Array> {
  /** Calls back as Node.js does; whoever takes the data so takes all of it. */
  on(event: 'data', listener: (chunk: Uint8Array) => void): ObjectBody;
  on(event: 'end', listener: () => void): ObjectBody;
  on(event: 'error', listener: (error: Error) => void): ObjectBody;
  /** Ends it, with this error for whoever reads it. */
  destroy(error?: Error): void;
}

/** An answer of S3's. */
export interface ObjectAnswer {
  readonly body: ObjectBody;
  /** How many bytes it says that it has. */
  readonly length: number | undefined;
  readonly metadata: Metadata;
}

/** Asks for an object. Throws what the SDK throws. */
export type GetObject = (request: ObjectRequest, signal: AbortSignal) => Promise<ObjectAnswer>;

/** What is common to the requests for all objects of a bucket. */
interface Lane {
  /** Its path ends before the key. */
  readonly template: SdkRequest;
  readonly scheme: SigningScheme;
}

/** As the SDK's middleware has it. */
interface SdkRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As the SDK's middleware has it. */
interface SigningScheme {
  readonly signer: {
    sign(request: object, identity: object, properties: object): Promise<SignedRequest>;
  };
  readonly identity: object;
  readonly httpAuthOption: { readonly signingProperties?: object };
}

/** As the SDK's middleware has them; its own types are those of all requests that there are. */
type Next = (args: SdkArguments) => Promise<unknown>;
type Context = { readonly __smithy_context?: { readonly selectedHttpAuthScheme?: unknown } };
interface SdkArguments {
  readonly input: { readonly Key?: string };
  readonly request: SdkRequest;
}
type Middleware = Parameters<Connection['client']['middlewareStack']['addRelativeTo']>[0];

type SignedRequest = Parameters<Connection['client']['config']['requestHandler']['handle']>[0];

/**
 * Asks for objects of a bucket. The SDK takes three times as long to make up and to understand a
 * request as to sign and to send it, and trails are made of millions of small objects: so the first
 * request is looked at on its way, and others are made like it, with the SDK's own signer,
 * credentials and connections. Whatever is not answered as it should be is asked for once more in the
 * SDK's own way, with its retries and its errors.
 */
export function createGetObject({ client, sdk, store }: Connection): GetObject {
  let lane: Lane | undefined;
  const look = (next: Next, context: Context) => (args: SdkArguments) => {
    const { Key = '' } = args.input;
    lane ??= laneOf(args.request, encodeKey(Key), context);
    return next(args);
  };
  client.middlewareStack.addRelativeTo(look as Middleware, {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'lookAtRequest',
  });

  const getAsUsual: GetObject = async ({ key, etag, offset }, signal) => {
    const {
      Body,
      ContentLength,
      Metadata: metadata = {},
    } = await client.send(
      new sdk.GetObjectCommand({
        Bucket: store.bucket,
        Key: key,
        IfMatch: etag,
        ...(offset > 0 && { Range: `bytes=${offset}-` }),
        ...(store.requesterPays && { RequestPayer: 'requester' }),
      }),
      { abortSignal: signal },
    );
    return {
      body: Body as unknown as ObjectBody,
      length: ContentLength,
      metadata,
    };
  };

  const getLikeIt = async (
    { template, scheme }: Lane,
    { key, etag, offset }: ObjectRequest,
    signal: AbortSignal,
  ): Promise<ObjectAnswer | undefined> => {
    const request = {
      ...template,
      path: `${template.path}${encodeKey(key)}`,
      headers: {
        ...template.headers,
        'if-match': etag,
        ...(offset > 0 && { range: `bytes=${offset}-` }),
      },
    };
    const { signer, identity, httpAuthOption } = scheme;
    const signed = await signer.sign(request, identity, httpAuthOption.signingProperties ?? {});
    const { response } = await client.config.requestHandler.handle(signed, { abortSignal: signal });
    const body = response.body as ObjectBody;
    if (response.statusCode === (offset > 0 ? 206 : 200)) {
      const length = response.headers['content-length'];
      return {
        body,
        length: length === undefined ? undefined : Number(length),
        metadata: metadataOf(response.headers),
      };
    }
    for await (const _ of body);
    return undefined;
  };

  return async (request, signal) => {
    const answer = lane && (await getLikeIt(lane, request, signal).catch(() => undefined));
    return answer ?? getAsUsual(request, signal);
  };
}

/** What is signed of the first request; what only it is asked for is left out. */
function laneOf(
  { headers, ...request }: SdkRequest,
  key: string,
  context: Context,
): Lane | undefined {
  const scheme = context.__smithy_context?.selectedHttpAuthScheme as SigningScheme | undefined;
  if (!scheme || !request.path.endsWith(`/${key}`)) return undefined;
  const common = Object.entries(headers).filter(([name]) => commonHeaders.has(name));
  const path = request.path.slice(0, -key.length);
  return { template: { ...request, path, headers: Object.fromEntries(common) }, scheme };
}

const commonHeaders: ReadonlySet<string> = new Set([
  'host',
  'user-agent',
  'x-amz-user-agent',
  'x-amz-request-payer',
]);

function metadataOf(headers: Readonly<Record<string, string>>): Metadata {
  const named = Object.entries(headers).filter(([name]) => name.startsWith(metadataPrefix));
  return Object.fromEntries(
    named.map(([name, value]) => [name.slice(metadataPrefix.length), value]),
  );
}

const metadataPrefix = 'x-amz-meta-';

/** As signatures have it: everything but unreserved characters is escaped (RFC 3986). */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
