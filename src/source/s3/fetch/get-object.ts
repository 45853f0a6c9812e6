import type { Metadata } from '../../source.ts';
import type { Connection } from '../connect.ts';
import type { ObjectAnswer, ObjectBody } from './object-body.ts';
import {
  encodeKey,
  type Lane,
  laneOf,
  type SdkArguments,
  type SdkContext,
} from './request-lane.ts';

/** Which bytes of which object. */
interface ObjectRequest {
  readonly key: string;
  /** The version that is meant; another is an error. */
  readonly etag: string;
  /** How many bytes are left out at the beginning. */
  readonly offset: number;
}

/** Asks for an object. Throws what the SDK throws. */
export type GetObject = (request: ObjectRequest, signal: AbortSignal) => Promise<ObjectAnswer>;

type Next = (args: SdkArguments) => Promise<unknown>;
type Middleware = Parameters<Connection['client']['middlewareStack']['addRelativeTo']>[0];

/**
 * Asks for objects of a bucket. The SDK takes three times as long to make up and to understand a
 * request as to sign and to send it, and trails are made of millions of small objects: so the first
 * request is looked at on its way, and others are made like it, with the SDK's own signer,
 * credentials and connections. Whatever is not answered as it should be is asked for once more in the
 * SDK's own way, with its retries and its errors.
 */
export function createGetObject({ client, sdk, store }: Connection): GetObject {
  let lane: Lane | undefined;
  const look = (next: Next, context: SdkContext) => (args: SdkArguments) => {
    lane ??= laneOf(args, context);
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

function metadataOf(headers: Readonly<Record<string, string>>): Metadata {
  const named = Object.entries(headers).filter(([name]) => name.startsWith(metadataPrefix));
  return Object.fromEntries(
    named.map(([name, value]) => [name.slice(metadataPrefix.length), value]),
  );
}

const metadataPrefix = 'x-amz-meta-';
