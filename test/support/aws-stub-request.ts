import type { IncomingHttpHeaders } from 'node:http';

/** How a service is spoken to: AWS JSON 1.1, REST with JSON, or forms that are answered in XML. */
export type Protocol = 'json' | 'rest-json' | 'query';

/** What a request carries, as JSON has it; of a form, all are strings. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Whom and what a request is signed for. */
interface Signature {
  /** Such as `cloudtrail`, `sts`, `account` or `s3`; '' without a signature. */
  readonly service: string;
  /** '' without a signature. */
  readonly region: string;
  readonly accessKeyId: string | undefined;
  /** Of temporary credentials. */
  readonly sessionToken: string | undefined;
}

/** What a request asks for, as AWS names it. */
export interface AwsRequest extends Signature {
  /** Such as `LookupEvents`; the method and the path of one that the stub does not know. */
  readonly operation: string;
  /** None where the body cannot be read. */
  readonly parameters: Parameters;
  readonly protocol: Protocol;
  readonly malformed: boolean;
}

/** `AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/sts/aws4_request, SignedHeaders=…` */
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

export interface ReceivedMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Reads what is asked for in whichever protocol the request is. */
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
 * The SDK for JavaScript has `CloudTrail_20131101.LookupEvents` for a target, the AWS CLI
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
