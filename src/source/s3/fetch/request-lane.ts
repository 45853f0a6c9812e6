import type { Connection } from '../connect.ts';

/** What is common to the requests for all objects of a bucket. */
export interface Lane {
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
export interface SdkArguments {
  readonly input: { readonly Key?: string };
  readonly request: SdkRequest;
}
export interface SdkContext {
  readonly __smithy_context?: { readonly selectedHttpAuthScheme?: unknown };
}
type SignedRequest = Parameters<Connection['client']['config']['requestHandler']['handle']>[0];

/** What the first request has in common with others; undefined when they cannot be made like it. */
export function laneOf(
  { input: { Key = '' }, request: { headers, ...request } }: SdkArguments,
  context: SdkContext,
): Lane | undefined {
  const key = encodeKey(Key);
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

/** As signatures have it: everything but unreserved characters is escaped (RFC 3986). */
export function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
