import type { CloudTrailEvent } from '../../event/event.ts';
import type { Batch } from '../../query/batch.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { Query } from '../../query/query.ts';

/**
 * Takes all batches of a scan and yields their events in the order of their times; events of one
 * time in the order in which they were found. Newest first is the exact reverse.
 *
 * What waits for its turn is held as JSON text alone. With a limit no more than a few times as many
 * events wait.
 */
export async function* inTimeOrder(
  batches: AsyncIterable<Batch>,
  { order, limit = Number.POSITIVE_INFINITY }: Pick<Query, 'order' | 'limit'>,
): AsyncGenerator<readonly EventRecord[]> {
  const direction = order === 'oldest-first' ? 1 : -1;
  const compare = (a: Waiting, b: Waiting) => direction * (a.time - b.time || a.turn - b.turn);
  let waiting: Waiting[] = [];
  let turn = 0;
  for await (const batch of batches) {
    for (const { json, time, file, offset } of batch.records) {
      waiting.push({ json, time, file, offset, turn: turn++ });
    }
    if (waiting.length > 2 * limit + slack) waiting = waiting.sort(compare).slice(0, limit);
  }
  waiting = waiting.sort(compare).slice(0, limit);
  for (let at = 0; at < waiting.length; at += batchSize) {
    yield waiting.slice(at, at + batchSize).map(revive);
  }
}

interface Waiting extends Omit<EventRecord, 'event'> {
  readonly turn: number;
}

const slack = 10_000;
const batchSize = 1000;

/** Parses the event again when somebody looks at it; NDJSON is written without. */
function revive({ json, time, file, offset }: Waiting): EventRecord {
  let event: CloudTrailEvent | undefined;
  return {
    json,
    time,
    file,
    offset,
    get event() {
      event ??= parseValidated(json);
      return event;
    },
  };
}

/** The text has been through the schema once. */
function parseValidated(json: string): CloudTrailEvent {
  return JSON.parse(json);
}
