import type { Protocol } from './aws-stub-request.ts';
import type { Answer } from './s3-stub-answers.ts';

/** An error that AWS answers with. */
export interface AwsError {
  readonly kind: 'error';
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** XML elements by name; elements without a value are left out. */
interface XmlTree {
  readonly [name: string]: string | XmlTree | undefined;
}

/** The reply of an operation, independent of the protocol. */
export type Reply =
  | { readonly kind: 'json'; readonly value: object }
  | { readonly kind: 'xml'; readonly operation: string; readonly result: XmlTree }
  | AwsError;

/** An answer that is ready to be sent. */
export interface AwsAnswer extends Answer {
  readonly body: string;
  /** The code of the error, if it is one. */
  readonly error: string | undefined;
}

/** Writes a reply in a protocol. */
export function answerOf(reply: Reply, protocol: Protocol, id: string): AwsAnswer {
  switch (reply.kind) {
    case 'json':
      return write(200, protocol, JSON.stringify(reply.value), id);
    case 'xml':
      return write(200, protocol, resultXml(reply.operation, reply.result, id), id);
    case 'error':
      return errorAnswer(reply, protocol, id);
  }
}

/** The errors that any request can get. */
export type CommonError =
  | 'unknown-access-key'
  | 'expired'
  | 'unsigned'
  | 'denied'
  | 'throttled'
  | 'internal'
  | 'unavailable';

/**
 * Returns an error in the wording of services with this protocol. For credentials and permissions,
 * services that speak JSON 1.1, such as Kinesis and Cognito, are reported to answer 400 where
 * "Common errors" in their API references has 403; STS and services that speak REST answer 403.
 */
export function commonError(kind: CommonError, protocol: Protocol, message?: string): AwsError {
  const [status, code] = wordings[protocol][kind];
  return { kind: 'error', status, code, message: message ?? messages[kind] };
}

type Wording = readonly [status: number, code: string];

const wordings: Readonly<Record<Protocol, Readonly<Record<CommonError, Wording>>>> = {
  json: {
    'unknown-access-key': [400, 'UnrecognizedClientException'],
    expired: [400, 'ExpiredTokenException'],
    unsigned: [400, 'MissingAuthenticationTokenException'],
    denied: [400, 'AccessDeniedException'],
    throttled: [400, 'ThrottlingException'],
    internal: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
  },
  'rest-json': {
    'unknown-access-key': [403, 'UnrecognizedClientException'],
    expired: [403, 'ExpiredTokenException'],
    unsigned: [403, 'MissingAuthenticationTokenException'],
    denied: [403, 'AccessDeniedException'],
    throttled: [429, 'TooManyRequestsException'],
    internal: [500, 'InternalServerException'],
    unavailable: [503, 'ServiceUnavailableException'],
  },
  query: {
    'unknown-access-key': [403, 'InvalidClientTokenId'],
    expired: [403, 'ExpiredToken'],
    unsigned: [403, 'MissingAuthenticationToken'],
    denied: [403, 'AccessDenied'],
    throttled: [400, 'Throttling'],
    internal: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
  },
};

const messages: Readonly<Record<CommonError, string>> = {
  'unknown-access-key': 'The security token included in the request is invalid.',
  expired: 'The security token included in the request is expired',
  unsigned: 'Missing Authentication Token',
  denied: 'You do not have sufficient access to perform this action.',
  throttled: 'Rate exceeded',
  internal: 'The request processing has failed because of an unknown error, exception or failure.',
  unavailable: 'The request has failed due to a temporary failure of the server.',
};

/** Returns an error of one service only, with the status 400. */
export function serviceError(code: string, message: string): AwsError {
  return { kind: 'error', status: 400, code, message };
}

function errorAnswer(error: AwsError, protocol: Protocol, id: string): AwsAnswer {
  const { status, code, message } = error;
  switch (protocol) {
    case 'json':
      return write(status, protocol, JSON.stringify({ __type: code, message }), id, code);
    case 'rest-json':
      return write(status, protocol, JSON.stringify({ message }), id, code);
    case 'query':
      return write(status, protocol, errorXml(error, id), id, code);
  }
}

function write(
  status: number,
  protocol: Protocol,
  body: string,
  id: string,
  error?: string,
): AwsAnswer {
  const headers = [
    'x-amzn-RequestId',
    id,
    'Content-Type',
    contentTypes[protocol],
    'Content-Length',
    String(Buffer.byteLength(body)),
  ];
  if (error !== undefined && protocol === 'rest-json') headers.push('x-amzn-ErrorType', error);
  return { status, headers, body, error };
}

const contentTypes: Readonly<Record<Protocol, string>> = {
  json: 'application/x-amz-json-1.1',
  'rest-json': 'application/json',
  query: 'text/xml',
};

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

function resultXml(operation: string, result: XmlTree, id: string): string {
  const content = xml({
    [`${operation}Result`]: result,
    ResponseMetadata: { RequestId: id },
  });
  return `<${operation}Response xmlns="${namespace}">${content}</${operation}Response>\n`;
}

function errorXml({ status, code, message }: AwsError, id: string): string {
  const Type = status < 500 ? 'Sender' : 'Receiver';
  const content = xml({ Error: { Type, Code: code, Message: message }, RequestId: id });
  return `<ErrorResponse xmlns="${namespace}">${content}</ErrorResponse>\n`;
}

function xml(tree: XmlTree): string {
  let written = '';
  for (const [name, value] of Object.entries(tree)) {
    if (value === undefined) continue;
    const content = typeof value === 'string' ? escapeXml(value) : xml(value);
    written += `<${name}>${content}</${name}>`;
  }
  return written;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
