import type { Connection } from '../connect.ts';

/** The parts that requests for any object of a bucket have in common. */
export interface RequestTemplate {
  /** The request without the key: its path ends where the key begins. */
  readonly common: SdkRequest;
  readonly scheme: SigningScheme;
}

/** A request in the SDK's middleware. */
interface SdkRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The way to sign a request in the SDK's middleware. */
interface SigningScheme {
  readonly signer: {
    sign(request: object, identity: object, properties: object): Promise<SignedRequest>;
  };
  readonly identity: object;
  readonly httpAuthOption: { readonly signingProperties?: object };
}

/** The arguments of the SDK's middleware, whose own types cover every kind of request. */
export interface SdkArguments {
  readonly input: { readonly Key?: string };
  readonly request: SdkRequest;
}
/** The context that the SDK passes to its middleware. */
export interface SdkContext {
  readonly __smithy_context?: { readonly selectedHttpAuthScheme?: unknown };
}
type SignedRequest = Parameters<Connection['client']['config']['requestHandler']['handle']>[0];

/** Makes a template from a request; returns undefined when no other request can be made from it. */
export function templateOf(
  { input: { Key = '' }, request: { headers, ...request } }: SdkArguments,
  context: SdkContext,
): RequestTemplate | undefined {
  const key = encodeKey(Key);
  const scheme = context.__smithy_context?.selectedHttpAuthScheme as SigningScheme | undefined;
  if (!scheme || !request.path.endsWith(`/${key}`)) return undefined;
  const shared = Object.entries(headers).filter(([name]) => commonHeaders.has(name));
  const path = request.path.slice(0, -key.length);
  return { common: { ...request, path, headers: Object.fromEntries(shared) }, scheme };
}

const commonHeaders: ReadonlySet<string> = new Set([
  'host',
  'user-agent',
  'x-amz-user-agent',
  'x-amz-request-payer',
]);

/** Escapes a key as signatures require: everything but unreserved characters (RFC 3986) and `/`. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
