import type { Random } from '../random.ts';
import {
  type Delivery,
  type DeliveryPlan,
  drawEventDelay,
  filesPerBurst,
  planDeliveries,
} from './deliveries.ts';
import type { EventWriter } from './event-writer.ts';

/** A log file with its events. */
export interface MadeLogFile extends Delivery {
  /** Compact JSON, in no order. */
  readonly records: readonly string[];
}

/** The number and size of the files, and their days. */
export interface TrailPlan extends DeliveryPlan {
  readonly eventsPerFile: number;
}

/** A record that is delivered a second time, in a file of the same account and Region. */
interface Repeat {
  readonly record: string;
  readonly account: string;
  readonly region: string;
  /** Not before this time, in milliseconds since 1970. */
  readonly due: number;
}

const repeated = { withinBurst: 0.026, nextDay: 0.0008 };
const day = 86_400_000;

/**
 * Makes the log files of a trail, one after the other. Holds only one burst of them, and the
 * records that are delivered again a day later. About 2 % of the events are delivered twice, most
 * within minutes.
 */
export function* makeLogFiles(
  plan: TrailPlan,
  writeEvent: EventWriter,
  random: Random,
): Generator<MadeLogFile> {
  const nextDay: Repeat[] = [];
  for (const burst of planDeliveries(plan, random)) {
    const again = burst.map((): string[] => []);
    for (const [place, delivery] of burst.entries()) {
      const records = [...(again[place] ?? []), ...takeDue(nextDay, delivery)];
      records.length = Math.min(records.length, plan.eventsPerFile);
      while (records.length < plan.eventsPerFile) {
        const record = makeRecord(delivery, writeEvent, random);
        // Events of a file are in no order: a repeated one may be anywhere among the others.
        records.splice(Math.floor(random() * (records.length + 1)), 0, record);
        const chance = random();
        const { account, region, delivered } = delivery;
        if (chance < repeated.nextDay) {
          nextDay.push({ record, account, region, due: delivered + day });
        } else if (chance < repeated.nextDay + repeated.withinBurst) {
          const later = place + 1 + Math.floor(random() * (filesPerBurst - 1 - place));
          again[later]?.push(record);
        }
      }
      yield { ...delivery, records };
    }
  }
}

function makeRecord(delivery: Delivery, writeEvent: EventWriter, random: Random): string {
  const { account, region, delivered, delay } = delivery;
  const late = drawEventDelay(random) + delay;
  const record = writeEvent({ account, region, time: delivered - late });
  // https://docs.aws.amazon.com/awscloudtrail/, "CloudTrail record contents": addendum.
  const isLate = late > 3_600_000;
  return isLate ? `${record.slice(0, -1)},"addendum":{"reason":"DELIVERY_DELAY"}}` : record;
}

/** Removes and returns the repeats that are due for the delivery's account and Region. */
function takeDue(repeats: Repeat[], { account, region, delivered }: Delivery): string[] {
  const taken: string[] = [];
  for (let index = repeats.length - 1; index >= 0; index--) {
    const repeat = repeats[index];
    if (repeat?.account !== account || repeat.region !== region || repeat.due > delivered) continue;
    taken.push(repeat.record);
    repeats.splice(index, 1);
  }
  return taken;
}
