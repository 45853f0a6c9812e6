import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GivenEvent } from './aws-stub-events.ts';
import type { AwsFaults } from './aws-stub-faults.ts';
import { createForward } from './aws-stub-forward.ts';
import { createHistory, type History } from './aws-stub-history.ts';
import { createBuckets, type Quota } from './aws-stub-quota.ts';
import { defaultRegions, type Regions } from './aws-stub-regions.ts';
import {
  type Counters,
  createAwsServer,
  createState,
  type LoggedRequest,
  noCounters,
} from './aws-stub-server.ts';
import { historyOf, type World } from './aws-stub-services.ts';
import { createSts, type StubRole, type StubSession } from './aws-stub-sts.ts';
import { createTrails, type StubTrail } from './aws-stub-trails.ts';

/** Options of the stub. */
export interface AwsStubOptions {
  /** The events of each region's history, in any order. */
  readonly events?: Readonly<Record<string, Iterable<GivenEvent>>>;
  /** The quota of LookupEvents in each region; AWS's two requests per second when absent. */
  readonly lookupQuota?: Quota | 'none';
  readonly trails?: readonly StubTrail[];
  readonly roles?: readonly StubRole[];
  /** All regions; when absent, those of every account, and some that are not enabled. */
  readonly regions?: Regions;
  /** `111122223333` when absent. */
  readonly account?: string;
  /** The owner of the access keys; `arn:aws:iam::ACCOUNT:user/tester` when absent. */
  readonly callerArn?: string;
  /**
   * The current time; histories begin 90 days before it. When absent, the fixed time of the tests.
   */
  readonly now?: Date;
  /** The valid access keys; all when absent. The set may change later. */
  readonly accessKeys?: ReadonlySet<string>;
  /** Access keys whose session has expired. The set may change later. */
  readonly expiredAccessKeys?: ReadonlySet<string>;
  /** Denied actions, such as `cloudtrail:LookupEvents`. The set may change later. */
  readonly deniedActions?: ReadonlySet<string>;
  /** The server to which requests for S3 are forwarded; when absent, they are refused. */
  readonly s3Url?: string;
  /** Decides the faults of all requests except those for S3. */
  readonly fault?: AwsFaults;
  /** Milliseconds before each answer except those of S3; 0 when absent. */
  readonly latency?: number;
}

/** A running stub. */
export interface AwsStub {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly log: readonly LoggedRequest[];
  readonly counters: Readonly<Counters>;
  /** The credentials that AssumeRole has issued. */
  readonly sessions: readonly StubSession[];
  /** Adds events to the history of a region. The pages of earlier tokens stay the same. */
  addEvents(region: string, events: Iterable<GivenEvent>): void;
  /** Makes all page tokens invalid that LookupEvents has returned so far. */
  expirePageTokens(): void;
  setLookupQuota(quota: Quota | 'none'): void;
  /** Decides faults by this function from now on. */
  setFault(fault: AwsFaults | undefined): void;
  /** Clears the log, the counters, the counts for faults and the used quota. */
  reset(): void;
  /** Stops the server and ends all connections at once. */
  close(): Promise<void>;
}

/** Starts a stub of CloudTrail, STS and Account Management on a free port of 127.0.0.1. */
export async function startAwsStub(options: AwsStubOptions = {}): Promise<AwsStub> {
  const world = createWorld(options);
  const state = createState(options.fault, options.latency);
  const forward = options.s3Url === undefined ? undefined : createForward(options.s3Url);
  const server = createAwsServer(world, state, forward);
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
    sessions: world.sts.sessions,
    addEvents: (region, events) => historyOf(world, region).add(events),
    expirePageTokens() {
      for (const history of world.histories.values()) history.expireTokens();
    },
    setLookupQuota(quota) {
      world.lookups = createBuckets(quota);
    },
    setFault(fault) {
      state.fault = fault;
    },
    reset() {
      state.log.length = 0;
      state.times.clear();
      world.lookups.refill();
      Object.assign(state.counters, noCounters(), { inFlight: state.counters.inFlight });
    },
    close() {
      forward?.close();
      return closeServer(server);
    },
  };
}

/** The fixed time of the tests. */
const testNow = new Date('2026-11-20T00:00:00Z');

function createWorld(options: AwsStubOptions): World {
  const { account = '111122223333', regions = defaultRegions, now = testNow } = options;
  return {
    account,
    callerArn: options.callerArn ?? `arn:aws:iam::${account}:user/tester`,
    now: now.getTime() / 1000,
    regions,
    histories: createHistories(options.events ?? {}, regions),
    lookups: createBuckets(options.lookupQuota ?? { perSecond: 2 }),
    trails: createTrails(options.trails ?? [], account),
    sts: createSts(options.roles ?? []),
    accessKeys: options.accessKeys,
    expiredAccessKeys: options.expiredAccessKeys ?? new Set(),
    deniedActions: options.deniedActions ?? new Set(),
  };
}

function createHistories(
  events: Readonly<Record<string, Iterable<GivenEvent>>>,
  regions: Regions,
): Map<string, History> {
  const histories = new Map<string, History>();
  for (const [region, given] of Object.entries(events)) {
    if (regions[region] === undefined) throw new Error(`the stub has no region ${region}`);
    histories.set(region, createHistory(given));
  }
  return histories;
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
