import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type * as Library from '../../src/index.ts';
import { forWorkers, objectsOfTrail, startTrail } from '../cli/run-with-s3.ts';
import { startProxy } from '../support/proxy-server.ts';
import { projectRoot, trailscan } from '../support/trailscan.ts';

// Tests the published build, which finds its worker threads beside it.
const path = join(projectRoot, 'dist/index.mjs');
const { count, query, UsageError }: typeof Library = await import(path);

const trail = join(projectRoot, 'fixtures/trail');
const now = new Date('2026-11-20T12:00:00Z');

describe('the library', () => {
  test.each([
    [
      { service: 'ec2', event: 'Terminate*', last: '7d' },
      ['--service', 'ec2', '--event', 'Terminate*', '--last', '7d'],
    ],
    [{ outcome: ['denied', 'failed'], reverse: true }, ['--outcome', 'denied,failed', '--reverse']],
    [
      { where: '$.errorCode EXISTS', limit: 5, lateDelivery: 'all' },
      ['--where', '$.errorCode EXISTS', '-n', '5', '--late-delivery', 'all'],
    ],
    [{ keepDuplicates: true, writes: true, threads: 1 }, ['--keep-duplicates', '--writes']],
  ])('yields the events that the command line prints: %j', async (options, flags) => {
    const { stdout } = await trailscan(['query', trail, ...flags, '-o', 'ndjson']);
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const records: unknown[] = [];
    for await (const { json } of query(trail, { ...options, now }).records()) {
      records.push(JSON.parse(json));
    }
    expect(records).toEqual(printed);
    const events: unknown[] = [];
    for await (const event of query(trail, { ...options, now })) events.push(event);
    expect(events).toEqual(printed);
  });

  test('reports what became of everything read', async () => {
    const found = query([trail, join(projectRoot, 'fixtures/broken')], { event: 'ConsoleLogin' });
    let events = 0;
    for await (const _ of found) events++;
    const { ledger } = found;
    expect(ledger.matched).toBe(events);
    expect(ledger.errors.length).toBeGreaterThan(0);
  });

  test('counts the same as the command line', async () => {
    const flags = [
      '--by',
      'principal,event',
      '--outcome',
      'denied',
      '--distinct',
      'region',
      '--first-seen',
    ];
    const { stdout } = await trailscan(['stats', trail, ...flags, '--count', '-o', 'ndjson']);
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { groups } = await count(trail, {
      by: ['principal', 'event'],
      outcome: 'denied',
      distinct: 'region',
    });
    expect(
      groups.map(({ values, events, first }) => [
        values['principal'],
        values['event'],
        events,
        first?.getTime(),
      ]),
    ).toEqual(
      printed.map((row) => [
        row.principal,
        row.event,
        row.events,
        Date.parse(row.first_seen ?? row.firstSeen ?? row['first-seen']),
      ]),
    );
    expect((await count(trail)).groups).toMatchObject([{ values: {}, events: 624 }]);
  });

  test('stops reading when the caller has enough, and when its signal is aborted', async () => {
    for await (const event of query(trail)) {
      expect(event.eventName).toBeDefined();
      break;
    }
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(count(trail, { signal })).rejects.toThrow('stopped');
  });

  test.each([1, 2])(
    'sends requests through the proxy of the environment: %s threads',
    async (threads) => {
      const { stub, env } = await startTrail(objectsOfTrail(forWorkers));
      const proxy = await startProxy(stub.port);
      const variables = {
        ...env,
        AWS_ENDPOINT_URL: 'http://s3.invalid',
        HTTP_PROXY: proxy.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      };
      onTestFinished(() => void vi.unstubAllEnvs());
      for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
      const { groups } = await count('s3://trail/', { threads });
      expect(groups).toMatchObject([{ events: 384 }]);
      expect(proxy.asked).toHaveLength(stub.counters.requests);
    },
  );

  test('reports what is wrong with an option', async () => {
    const options = { serivce: 'ec2' } as object;
    await expect(count(trail, options)).rejects.toThrow(
      new UsageError("unknown option 'serivce' (did you mean 'service'?)"),
    );
    await expect(count(trail, { last: 'soon' })).rejects.toThrow(/--last/);
    await expect(count('-')).rejects.toThrow(UsageError);
    await expect(count(trail, { event: [] })).rejects.toThrow(/'event'.* an empty list/);
    expect((await count('nowhere')).ledger.errors).toMatchObject([{ file: 'nowhere' }]);
  });

  test.each<[object, RegExp]>([
    [{ service: true }, /'service': expected text, a number or a list of them, found boolean/],
    [{ last: {} }, /'last': expected text, a number or a list of them, found object/],
    [{ event: ['a', null] }, /'event': expected text, a number or a list of them, found object/],
    [{ reads: 'false' }, /'reads': expected true or false, found string/],
    [{ grep: '' }, /--grep: expected a regular expression, found nothing/],
  ])('refuses an option that would be taken for none: %j', async (options, message) => {
    await expect(count(trail, options)).rejects.toThrow(message);
  });

  test('gives no event after it was aborted', async () => {
    const stop = new AbortController();
    let events = 0;
    const iterating = (async () => {
      for await (const _ of query(trail, { signal: stop.signal })) {
        events++;
        stop.abort(new Error('enough'));
      }
    })();
    await expect(iterating).rejects.toThrow('enough');
    expect(events).toBe(1);
  });

  test('refuses to iterate a query twice', async () => {
    const found = query(trail, { limit: 1 });
    for await (const _ of found);
    await expect(found[Symbol.asyncIterator]().next()).rejects.toThrow(UsageError);
  });
});
