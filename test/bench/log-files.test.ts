import { describe, expect, it } from 'vitest';
import { createRandom } from '../../bench/random.ts';
import { createEventWriter, listTemplates } from '../../bench/trail/event-writer.ts';
import { type MadeLogFile, makeLogFiles } from '../../bench/trail/log-files.ts';

interface MadeEvent {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly errorCode?: string;
}

const plan = { files: 200, eventsPerFile: 250, since: '2026-10-01', until: '2026-10-29' };
const hour = 3_600_000;

/** Only made-up templates, so that the test is the same on every machine. */
function makeFiles(): MadeLogFile[] {
  const random = createRandom(7);
  const templates = { ...listTemplates(), real: undefined };
  return [...makeLogFiles(plan, createEventWriter(templates, random), random)];
}

describe('the log files of the benchmark', () => {
  const files = makeFiles();
  const events = files.flatMap(({ account, region, delivered, records }) =>
    records.map((record) => ({
      record,
      event: JSON.parse(record) as MadeEvent,
      ...{ account, region, delivered },
    })),
  );
  const delays = events.map(({ event, delivered }) => delivered - Date.parse(event.eventTime));

  it('are the same each time they are made', () => {
    expect(makeFiles()).toEqual(files);
  });

  it('have the planned number of events, and are delivered at full minutes within the planned days', () => {
    expect(files).toHaveLength(plan.files);
    for (const { records, delivered } of files) {
      expect(records).toHaveLength(plan.eventsPerFile);
      expect(delivered % 60_000).toBe(0);
      expect(delivered).toBeGreaterThan(Date.parse(plan.since));
      expect(delivered).toBeLessThan(Date.parse(plan.until));
    }
  });

  it('hold events of their own account and region that happened before the delivery', () => {
    expect(Math.min(...delays)).toBeGreaterThan(0);
    for (const { event, account, region } of events) {
      expect([event.recipientAccountId, event.awsRegion]).toEqual([account, region]);
    }
  });

  it('have most events some minutes before the delivery and a few hours or days before it', () => {
    const sorted = delays.toSorted((a, b) => a - b);
    const quantile = (share: number): number =>
      (sorted[Math.floor(share * sorted.length)] ?? 0) / 60_000;
    expect(quantile(0.5)).toBeCloseTo(3, 0);
    expect(quantile(0.95)).toBeLessThan(10);
    expect(delays.some((delay) => delay > hour && delay < 6 * hour)).toBe(true);
    expect(delays.some((delay) => delay > 6 * hour)).toBe(true);
  });

  it('repeat about 2 % of the events, with the same bytes, in another file', () => {
    const first = new Map<string, { record: string; delivered: number }>();
    let repeats = 0;
    for (const { record, event, delivered } of events) {
      const earlier = first.get(event.eventID);
      if (!earlier) {
        first.set(event.eventID, { record, delivered });
        continue;
      }
      repeats++;
      expect(record).toBe(earlier.record);
      expect(delivered).toBeGreaterThanOrEqual(earlier.delivered);
    }
    expect(repeats / events.length).toBeGreaterThan(0.015);
    expect(repeats / events.length).toBeLessThan(0.025);
  });

  it('have many event names, services, accounts and Regions', () => {
    const distinct = (value: (event: MadeEvent) => string): number =>
      new Set(events.map(({ event }) => value(event))).size;
    expect(distinct(({ eventName }) => eventName)).toBeGreaterThanOrEqual(250);
    expect(distinct(({ eventSource }) => eventSource)).toBeGreaterThanOrEqual(40);
    expect(distinct(({ recipientAccountId }) => recipientAccountId)).toBe(3);
    expect(distinct(({ awsRegion }) => awsRegion)).toBe(4);
  });

  it('contain rare events with the intended frequency', () => {
    const share = (matches: (event: MadeEvent) => boolean): number =>
      events.filter(({ event }) => matches(event)).length / events.length;
    expect(share(({ errorCode }) => errorCode !== undefined)).toBeCloseTo(0.05, 2);
    expect(share(({ eventName }) => eventName === 'TerminateInstances')).toBeCloseTo(0.001, 3);
  });
});
