import type { IncomingHttpHeaders } from 'node:http';

/** The protocol of a service: AWS JSON 1.1, REST with JSON, or forms that are answered in XML. */
export type Protocol = 'json' | 'rest-json' | 'query';

/** The parameters of a request, as in JSON; those of a form are all strings. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The signature of a request: its service, region and credentials. */
interface Signature {
  /** The service, such as `cloudtrail`, `sts`, `account` or `s3`; '' without a signature. */
  readonly service: string;
  /** The region; '' without a signature. */
  readonly region: string;
  readonly accessKeyId: string | undefined;
  /** The session token of temporary credentials. */
  readonly sessionToken: string | undefined;
}

/** A request, in AWS's terms. */
export interface AwsRequest extends Signature {
  /** The operation, such as `LookupEvents`; method and path when the stub does not know it. */
  readonly operation: string;
  /** The parameters; none when the body cannot be read. */
  readonly parameters: Parameters;
  readonly protocol: Protocol;
  readonly malformed: boolean;
}

/**
 * Parses `AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/sts/aws4_request, SignedHeaders=…`.
 */
export function parseSignature(headers: IncomingHttpHeaders): Signature {
  const scope = /Credential=([^\s,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const [accessKeyId = '', , region = '', service = ''] = scope.split('/');
  const sessionToken = headers['x-amz-security-token'];
  return {
    service,
    region,
    accessKeyId: accessKeyId === '' ? undefined : accessKeyId,
    sessionToken: sessionToken === undefined ? undefined : String(sessionToken),
  };
}

/** An HTTP request that was received completely. */
export interface ReceivedMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Parses a request in any of the protocols. */
export function parseRequest(message: ReceivedMessage, signature: Signature): AwsRequest {
  const protocol = protocolOf(message.headers);
  const parameters = parseParameters(message.body, protocol);
  const operation = operationOf(message, protocol, parameters);
  const { Action, Version, ...others } = parameters ?? {};
  return {
    ...signature,
    operation,
    parameters: protocol === 'query' ? others : (parameters ?? {}),
    protocol,
    malformed: parameters === undefined,
  };
}

/** Whether a value is an object, and not an array. */
export function isRecord(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function protocolOf(headers: IncomingHttpHeaders): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm ? 'query' : 'rest-json';
}

function parseParameters(body: string, protocol: Protocol): Parameters | undefined {
  if (protocol === 'query') return Object.fromEntries(new URLSearchParams(body));
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns the operation of a request. As its target, the SDK for JavaScript sends
 * `CloudTrail_20131101.LookupEvents`, and the AWS CLI
 * `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents`.
 */
function operationOf(
  { method, url, headers }: ReceivedMessage,
  protocol: Protocol,
  parameters: Parameters | undefined,
): string {
  const path = `${method} ${url.replace(/\?.*$/, '')}`;
  switch (protocol) {
    case 'json':
      return String(headers['x-amz-target']).replace(/^.*\./, '');
    case 'query':
      return String(parameters?.['Action'] ?? path);
    case 'rest-json':
      return pathOperations[path] ?? path;
  }
}

const pathOperations: Readonly<Record<string, string>> = { 'POST /listRegions': 'ListRegions' };
