import { collectS3Answer } from '../../aws/collect-answer.ts';
import type { Metadata } from '../../source.ts';
import type { Connection } from '../connect.ts';
import type { ObjectBody, ObjectResponse } from './object-body.ts';
import {
  encodeKey,
  type RequestTemplate,
  type SdkArguments,
  type SdkContext,
  templateOf,
} from './request-template.ts';

/** The object to get, and the byte from which to read. */
interface ObjectRequest {
  readonly key: string;
  /** The version to get; if the object has changed, the request fails. */
  readonly etag: string;
  /** The number of bytes to skip at the beginning. */
  readonly offset: number;
}

/** Requests an object. Throws the errors of the SDK. */
export type GetObject = (request: ObjectRequest, signal: AbortSignal) => Promise<ObjectResponse>;

type Next = (args: SdkArguments) => Promise<unknown>;
type Middleware = Parameters<Connection['client']['middlewareStack']['addRelativeTo']>[0];

/**
 * Creates the function that gets objects of a bucket. The SDK takes three times as long to build a
 * request and parse the response as to sign and send it, and trails are made of millions of small
 * objects. So the first request is captured as a template, and later ones are made from it, with
 * the SDK's own signer, credentials and connections. A request that fails in this way is made again
 * by the SDK itself, with its retries and errors.
 */
export function createGetObject({ client, sdk, store }: Connection): GetObject {
  let template: RequestTemplate | undefined;
  const capture = (next: Next, context: SdkContext) => (args: SdkArguments) => {
    template ??= templateOf(args, context);
    return next(args);
  };
  client.middlewareStack.addRelativeTo(capture as Middleware, {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'captureTemplate',
  });

  const getWithSdk: GetObject = async ({ key, etag, offset }, signal) => {
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

  const getFromTemplate = async (
    { common, scheme }: RequestTemplate,
    { key, etag, offset }: ObjectRequest,
    signal: AbortSignal,
  ): Promise<ObjectResponse | undefined> => {
    const request = {
      ...common,
      path: `${common.path}${encodeKey(key)}`,
      headers: {
        ...common.headers,
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
    // Read to its end, so that the connection can be used again.
    await collectS3Answer(body);
    return undefined;
  };

  return async (request, signal) => {
    const response =
      template && (await getFromTemplate(template, request, signal).catch(() => undefined));
    return response ?? getWithSdk(request, signal);
  };
}

function metadataOf(headers: Readonly<Record<string, string>>): Metadata {
  const named = Object.entries(headers).filter(([name]) => name.startsWith(metadataPrefix));
  return Object.fromEntries(
    named.map(([name, value]) => [name.slice(metadataPrefix.length), value]),
  );
}

const metadataPrefix = 'x-amz-meta-';
