import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type AwsAnswer, answerOf } from './aws-stub-answers.ts';
import { type AwsFault, type AwsFaults, faultAnswer, isNetworkFault } from './aws-stub-faults.ts';
import type { Forward } from './aws-stub-forward.ts';
import { type AwsRequest, parseRequest, parseSignature } from './aws-stub-request.ts';
import { replyTo, type World } from './aws-stub-services.ts';
import { sendWithFault } from './s3-stub-faults.ts';

/** A request and its outcome. */
export interface LoggedRequest extends AwsRequest {
  /** When it arrived, in milliseconds since the stub was started. */
  readonly at: number;
  /** The status of the answer; 0 without an answer. */
  readonly status: number;
  /** The code of the error, such as `ThrottlingException`; unknown for requests to S3. */
  readonly error: string | undefined;
  readonly fault: AwsFault['kind'] | undefined;
}

/** Counts of requests, connections and answers. */
export interface Counters {
  requests: number;
  connections: number;
  /** Requests that are not answered yet. */
  inFlight: number;
  /** The most requests that were in flight at the same time. */
  mostInFlight: number;
  readonly operations: Record<string, number>;
  readonly statuses: Record<number, number>;
  readonly errors: Record<string, number>;
}

/** The state of a running stub. */
interface State {
  readonly startedAt: number;
  readonly log: LoggedRequest[];
  readonly counters: Counters;
  /** How often each request was made; counted only when there are faults. */
  readonly times: Map<string, number>;
  fault: AwsFaults | undefined;
  readonly latency: number;
}

/** Creates the state of a stub that has had no requests. */
export function createState(fault: AwsFaults | undefined, latency = 0): State {
  return {
    startedAt: performance.now(),
    log: [],
    counters: noCounters(),
    times: new Map(),
    fault,
    latency,
  };
}

/** Creates counters that are all 0. */
export function noCounters(): Counters {
  return {
    requests: 0,
    connections: 0,
    inFlight: 0,
    mostInFlight: 0,
    operations: {},
    statuses: {},
    errors: {},
  };
}

/** Creates a server that is not listening yet. `forward` gets the requests for S3. */
export function createAwsServer(world: World, state: State, forward: Forward | undefined): Server {
  // Without timers: the client decides when to close idle connections.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  server.on('connection', () => {
    state.counters.connections++;
  });
  server.on('request', (message, response) => {
    const at = performance.now() - state.startedAt;
    const { counters } = state;
    counters.inFlight++;
    if (counters.inFlight > counters.mostInFlight) counters.mostInFlight = counters.inFlight;
    const exchange = { message, response, at };
    if (forward && isForS3(message)) forwardToS3(exchange, state, forward);
    else void serve(exchange, world, state);
  });
  return server;
}

/**
 * Whether a request is for S3: it is signed for S3, or it is unsigned and not a POST as for the
 * other services.
 */
function isForS3({ method, headers }: IncomingMessage): boolean {
  const { service } = parseSignature(headers);
  return service.startsWith('s3') || (service === '' && method !== 'POST');
}

interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly at: number;
}

function forwardToS3({ message, response, at }: Exchange, state: State, forward: Forward): void {
  const { method, url, headers } = message;
  const signature = { ...parseSignature(headers), service: 's3' };
  const base = { ...signature, operation: `${method} ${url}`, parameters: {}, malformed: false };
  response.once('close', () => {
    state.counters.inFlight--;
  });
  forward.send(message, response, (status) => {
    note({ ...base, protocol: 'rest-json', at, status, error: undefined, fault: undefined }, state);
  });
}

async function serve({ message, response, at }: Exchange, world: World, state: State) {
  const { method = 'GET', url = '/', headers } = message;
  // A client that breaks off in the middle of a request gets no answer.
  const body = await text(message).catch(() => undefined);
  if (body === undefined) {
    state.counters.inFlight--;
    return;
  }
  const request = parseRequest({ method, url, headers, body }, parseSignature(headers));
  const fault = state.fault && decideFault(state.fault, request, state.times);
  const answer = answerTo(request, world, fault);
  const isSilent = fault?.kind === 'reset' || fault?.kind === 'hang';
  const status = isSilent ? 0 : answer.status;
  const error = isSilent ? undefined : answer.error;
  note({ ...request, at, status, error, fault: fault?.kind }, state);
  if (state.latency > 0) setTimeout(send, state.latency, response, answer, fault, state);
  else send(response, answer, fault, state);
}

function decideFault(
  fault: AwsFaults,
  request: AwsRequest,
  times: Map<string, number>,
): AwsFault | undefined {
  const count = (key: string): number => {
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return time;
  };
  const kind = `${request.service} ${request.operation} ${request.region}`;
  const same = `${kind} ${JSON.stringify(request.parameters)}`;
  return fault({ ...request, nth: count(''), nthOfKind: count(kind), attempt: count(same) });
}

function answerTo(request: AwsRequest, world: World, fault: AwsFault | undefined): AwsAnswer {
  const id = randomUUID();
  const wrong = fault && faultAnswer(fault, request, world, id);
  const pageLength = fault?.kind === 'short-page' ? fault.length : undefined;
  return wrong ?? answerOf(replyTo(request, world, pageLength), request.protocol, id);
}

function note(request: LoggedRequest, { counters, log }: State): void {
  const { operation, status, error, service } = request;
  const kind = service === 's3' ? 's3' : operation;
  counters.requests++;
  counters.operations[kind] = (counters.operations[kind] ?? 0) + 1;
  counters.statuses[status] = (counters.statuses[status] ?? 0) + 1;
  if (error !== undefined) counters.errors[error] = (counters.errors[error] ?? 0) + 1;
  log.push(request);
}

function send(
  response: ServerResponse,
  answer: AwsAnswer,
  fault: AwsFault | undefined,
  { counters }: State,
): void {
  // With latency, the client may have disconnected.
  if (response.destroyed) {
    counters.inFlight--;
    return;
  }
  if (fault === undefined || !isNetworkFault(fault)) {
    response.writeHead(answer.status, answer.headers).end(answer.body);
    counters.inFlight--;
    return;
  }
  response.once('close', () => {
    counters.inFlight--;
  });
  void sendWithFault(response, answer, fault);
}
