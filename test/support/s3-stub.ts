import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, answerTo, type Bucket, type World } from './s3-stub-answers.ts';
import {
  type Fault,
  type FaultKind,
  type Faults,
  faultAnswer,
  sendWithFault,
} from './s3-stub-faults.ts';
import { createObjectStore, type ObjectStore, type StubObject } from './s3-stub-objects.ts';
import { createBucketOfHost, parseRequest, type S3Request } from './s3-stub-request.ts';

/** Options of a bucket of the stub. */
export interface BucketOptions {
  readonly name: string;
  readonly objects?: Iterable<readonly [key: string, object: StubObject]>;
  /** Its region, to which requests for other regions are redirected; none are when absent. */
  readonly region?: string;
  /** Its other names: access points, their aliases and their ARNs. */
  readonly accessPoints?: readonly string[];
  /** Whether requests need `x-amz-request-payer: requester`. */
  readonly requesterPays?: boolean;
  /** Whether keys with this prefix may be listed; always when absent. */
  readonly mayList?: (prefix: string) => boolean;
  /** Whether this object may be read; always when absent. */
  readonly mayGet?: (key: string) => boolean;
}

/** Options of the stub. */
export interface S3StubOptions {
  readonly buckets: readonly BucketOptions[];
  /** The valid access keys; all when absent. The set may change later. */
  readonly accessKeys?: ReadonlySet<string>;
  /** Access keys whose session has expired. The set may change later. */
  readonly expiredAccessKeys?: ReadonlySet<string>;
  readonly fault?: Faults;
  /** Milliseconds before each answer; 0 when absent. */
  readonly latency?: number;
  /** Whether requests are noted in `log`; they are when absent. */
  readonly log?: boolean;
}

/** A request and its outcome. */
interface LoggedRequest extends S3Request {
  /** The status of the answer; 0 without an answer. */
  readonly status: number;
  readonly fault: FaultKind | undefined;
}

interface Counters {
  requests: number;
  /** Bytes in the bodies of answers, including those that a fault withheld. */
  bytes: number;
  connections: number;
  /** Requests that are not answered yet. */
  inFlight: number;
  /** The most requests that were in flight at the same time. */
  mostInFlight: number;
  readonly operations: Record<string, number>;
  readonly statuses: Record<number, number>;
}

/** A running stub. */
export interface S3Stub {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly log: readonly LoggedRequest[];
  readonly counters: Readonly<Counters>;
  /**
   * Returns the objects of a bucket, which a test may change. Throws when the bucket does not
   * exist.
   */
  bucket(name: string): ObjectStore;
  /** Decides faults by this function from now on. */
  setFault(fault: Faults | undefined): void;
  /** Clears the log, the counters and the counts for faults, but not the objects. */
  reset(): void;
  /** Stops the server and ends all connections at once. */
  close(): Promise<void>;
}

/** Starts a stub of S3 on a free port of 127.0.0.1. It supports only the operations that read. */
export async function startS3Stub(options: S3StubOptions): Promise<S3Stub> {
  const world = createWorld(options);
  const state = createState(options);
  const server = startServer(world, state);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = portOf(server);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    log: state.log,
    counters: state.counters,
    bucket: (name) => storeOf(world, name),
    setFault(fault) {
      state.fault = fault;
    },
    reset() {
      state.log.length = 0;
      state.attempts.clear();
      Object.assign(state.counters, noCounters(), { inFlight: state.counters.inFlight });
    },
    close: () => closeServer(server),
  };
}

function createWorld(options: S3StubOptions): World {
  const buckets = new Map<string, Bucket>();
  for (const given of options.buckets) {
    const bucket: Bucket = {
      name: given.name,
      store: createObjectStore(given.objects ?? []),
      region: given.region,
      requesterPays: given.requesterPays ?? false,
      mayList: given.mayList ?? (() => true),
      mayGet: given.mayGet ?? (() => true),
    };
    for (const name of [given.name, ...(given.accessPoints ?? [])]) buckets.set(name, bucket);
  }
  return {
    buckets,
    accessKeys: options.accessKeys,
    expiredAccessKeys: options.expiredAccessKeys ?? new Set(),
  };
}

function storeOf(world: World, name: string): ObjectStore {
  const bucket = world.buckets.get(name);
  if (bucket === undefined) throw new Error(`the stub has no bucket ${name}`);
  return bucket.store;
}

/** The state of a running stub. */
interface State {
  readonly log: LoggedRequest[];
  readonly keepsLog: boolean;
  readonly counters: Counters;
  /** How often each request was made; counted only when there are faults. */
  readonly attempts: Map<string, number>;
  fault: Faults | undefined;
  readonly latency: number;
  lastId: number;
}

function createState({ log = true, fault, latency = 0 }: S3StubOptions): State {
  return {
    log: [],
    keepsLog: log,
    counters: noCounters(),
    attempts: new Map(),
    fault,
    latency,
    lastId: 0,
  };
}

function noCounters(): Counters {
  return {
    requests: 0,
    bytes: 0,
    connections: 0,
    inFlight: 0,
    mostInFlight: 0,
    operations: {},
    statuses: {},
  };
}

function startServer(world: World, state: State): Server {
  const bucketOfHost = createBucketOfHost((name) => world.buckets.has(name));
  // Without timers: they take time, and the client decides when to close idle connections.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  server.on('connection', () => {
    state.counters.connections++;
  });
  server.on('request', (message, response) => {
    const request = parseRequest(message, bucketOfHost);
    const fault = state.fault && decideFault(state.fault, request, state.attempts);
    const id = nextId(state);
    const answer =
      (fault && faultAnswer(fault, request, id)) ??
      answerTo(request, world, id, fault?.kind === 'changed');
    const exchange = { id, request, response, answer, fault };
    note(exchange, state);
    if (state.latency > 0) setTimeout(send, state.latency, exchange, state);
    else send(exchange, state);
  });
  return server;
}

function decideFault(
  fault: Faults,
  request: S3Request,
  attempts: Map<string, number>,
): Fault | undefined {
  const same = `${request.method} ${request.bucket} ${request.url} ${request.range}`;
  const attempt = (attempts.get(same) ?? 0) + 1;
  attempts.set(same, attempt);
  return fault({ ...request, attempt });
}

/** Creates a request ID of sixteen characters, like S3's. */
function nextId(state: State): string {
  state.lastId++;
  return `STUB${state.lastId.toString(36).toUpperCase().padStart(12, '0')}`;
}

interface Exchange {
  readonly id: string;
  readonly request: S3Request;
  readonly response: ServerResponse;
  readonly answer: Answer;
  readonly fault: Fault | undefined;
}

function note({ request, answer, fault }: Exchange, { counters, log, keepsLog }: State): void {
  const status = fault?.kind === 'reset' || fault?.kind === 'hang' ? 0 : answer.status;
  counters.requests++;
  counters.bytes += Buffer.byteLength(answer.body);
  counters.inFlight++;
  if (counters.inFlight > counters.mostInFlight) counters.mostInFlight = counters.inFlight;
  counters.operations[request.operation] = (counters.operations[request.operation] ?? 0) + 1;
  counters.statuses[status] = (counters.statuses[status] ?? 0) + 1;
  if (keepsLog) log.push({ ...request, status, fault: fault?.kind });
}

function send({ id, response, answer, fault }: Exchange, { counters }: State): void {
  // With latency, the client may have disconnected.
  if (response.destroyed) {
    counters.inFlight--;
    return;
  }
  if (fault === undefined) {
    answer.headers[1] = id;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
    counters.inFlight--;
    return;
  }
  response.once('close', () => {
    counters.inFlight--;
  });
  // Copied, because other answers for the object share its headers, and this one may be sent
  // slowly.
  const headers = [...answer.headers];
  headers[1] = id;
  void sendWithFault(response, { ...answer, headers }, fault);
}

function portOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub has no port');
  return address;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
