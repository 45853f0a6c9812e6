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

/** A bucket that the stub has. */
export interface BucketOptions {
  readonly name: string;
  readonly objects?: Iterable<readonly [key: string, object: StubObject]>;
  /** Requests that are signed for another region are sent there; when absent, none is. */
  readonly region?: string;
  /** Other names of it: access points, their aliases and their ARNs. */
  readonly accessPoints?: readonly string[];
  /** Whether requests need `x-amz-request-payer: requester`. */
  readonly requesterPays?: boolean;
  /** Whether keys with this prefix may be listed; always when absent. */
  readonly mayList?: (prefix: string) => boolean;
  /** Whether this object may be read; always when absent. */
  readonly mayGet?: (key: string) => boolean;
}

export interface S3StubOptions {
  readonly buckets: readonly BucketOptions[];
  /** The access keys that there are; all of them when absent. The set may change later. */
  readonly accessKeys?: ReadonlySet<string>;
  /** Those whose session is over. The set may change later. */
  readonly expiredAccessKeys?: ReadonlySet<string>;
  readonly fault?: Faults;
  /** Milliseconds that pass before each answer; 0 when absent. */
  readonly latency?: number;
  /** Whether requests are noted in `log`; they are when absent. */
  readonly log?: boolean;
}

/** A request and what became of it. */
interface LoggedRequest extends S3Request {
  /** Of the answer; 0 where there was none. */
  readonly status: number;
  readonly fault: FaultKind | undefined;
}

interface Counters {
  requests: number;
  /** Bytes in the bodies of answers. What a fault withheld is counted too. */
  bytes: number;
  connections: number;
  /** Requests that are not answered yet, and the most that there were at a time. */
  inFlight: number;
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
  /** The objects of a bucket, to add and to remove some. Throws where there is no such bucket. */
  bucket(name: string): ObjectStore;
  /** Decides by this function from now on. */
  setFault(fault: Faults | undefined): void;
  /** Forgets the log, the counters and how often something was asked for; not the objects. */
  reset(): void;
  /** Ends all connections, whatever they wait for. */
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1 that speaks the part of S3's protocol that reads. */
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

/** What changes while the stub runs. */
interface State {
  readonly log: LoggedRequest[];
  readonly keepsLog: boolean;
  readonly counters: Counters;
  /** How often the same was asked for. Only counted where there is a fault to decide. */
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
  // Without timers: they take time, and connections that are idle are the client's affair.
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

/** Sixteen characters, as S3 has them. */
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
  // With latency, the client may have gone.
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
  // Headers may be an object's own, and this answer may take its time.
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
