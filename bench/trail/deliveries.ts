import { between, pickByShare, type Random } from '../random.ts';

/** A log file that is delivered, without its events. Times are milliseconds since 1970. */
export interface Delivery {
  readonly account: string;
  readonly region: string;
  /** The time of delivery in its name, a full minute. */
  readonly delivered: number;
  /** How much later than usual it is delivered; usually 0. */
  readonly delay: number;
}

/** How many files are delivered, and on which days. */
export interface DeliveryPlan {
  readonly files: number;
  /** The first day and the day after the last, such as 2026-10-01. */
  readonly since: string;
  readonly until: string;
}

const minute = 60_000;
const hour = 60 * minute;

const accounts = [
  ['111122223333', 0.7],
  ['444455556666', 0.22],
  ['777788889999', 0.08],
] as const;
const regions = [
  ['us-east-1', 0.6],
  ['eu-west-1', 0.25],
  ['us-west-2', 0.1],
  ['ap-southeast-2', 0.05],
] as const;

/** How many files of one account and region are delivered within about 20 minutes. */
export const filesPerBurst = 4;

/**
 * Plans the deliveries, in bursts: an account is busy at times, in one Region each time. The bursts
 * are spread evenly and follow each other in time; neighbouring ones may overlap.
 */
export function* planDeliveries(plan: DeliveryPlan, random: Random): Generator<Delivery[]> {
  const bursts = Math.ceil(plan.files / filesPerBurst);
  // The first events are on the first day, and the last files are in the folder of the last day.
  const start = Date.parse(plan.since) + hour / 2;
  const step = (Date.parse(plan.until) - hour - start) / bursts;
  for (let burst = 0; burst < bursts; burst++) {
    const account = pickByShare(random, accounts);
    const region = pickByShare(random, regions);
    let time = start + (burst + random()) * step;
    const deliveries: Delivery[] = [];
    for (let file = burst * filesPerBurst; file < plan.files; file++) {
      if (deliveries.length === filesPerBurst) break;
      const delivered = Math.floor(time / minute) * minute;
      deliveries.push({ account, region, delivered, delay: drawFileDelay(file, random) });
      time += between(random, 1, 9) * minute;
    }
    yield deliveries;
  }
}

/** One file in 300 comes hours late, and one in 1,000 later than trailscan waits for (6 hours). */
function drawFileDelay(file: number, random: Random): number {
  if (file % 1000 === 500) return between(random, 6.5, 48) * hour;
  if (file % 300 === 200) return between(random, 1, 5) * hour;
  return 0;
}

/**
 * Returns how long before the minute of delivery an event happened: as in real files, the median is
 * 3 minutes and the 99th percentile 9. One event in 2,000 comes hours late, one in 10,000 more
 * than 6.
 */
export function drawEventDelay(random: Random): number {
  const rare = random();
  if (rare < 0.0001) return between(random, 6.5, 48) * hour;
  if (rare < 0.0006) return between(random, 1, 5) * hour;
  const [low, high] = pickByShare(random, delays);
  return between(random, low, high) * minute;
}

/** Spans of minutes, by the share of events in each. */
const delays: readonly (readonly [readonly [low: number, high: number], number])[] = [
  [[0.5, 1.5], 0.1],
  [[1.5, 3], 0.4],
  [[3, 5], 0.35],
  [[5, 9], 0.14],
  [[9, 14], 0.01],
];
