/** The engine that reads log files, with the given number of threads. */

import { createColumn } from '../format/text/column.ts';
import type { EventGrouping, Query } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import { buffersOf, type RecordBlock } from '../query/record-block.ts';
import type { Source } from '../source/source.ts';
import { tallyEvents } from './count/tally-events.ts';
import { removeAbandonedFolders } from './disk/temporary-folder.ts';
import type { Engine } from './engine.ts';
import { createEventGroups, type EventGroups } from './event-groups.ts';
import { knownAccounts } from './known-accounts.ts';
import { asFound } from './order/as-found.ts';
import { createDeliveryOrder } from './order/delivery-order.ts';
import { inTimeOrder, type OrderedStep } from './order/in-time-order.ts';
import type { ScannerResult } from './scan/file-scanner.ts';
import type { TallySetup } from './scan/group-numbering.ts';
import { createHashSecrets } from './scan/hash-secrets.ts';
import { type ScanOptions, scanSource } from './scan-source.ts';
import { createSpareMemory } from './threads/spare-memory.ts';

/** Creates the engine for the events in the log files of a source. */
export function createScanEngine(source: Source, options: ScanOptions): Engine {
  const { signal } = options;
  removeAbandonedFolders();
  const spare = createSpareMemory();
  const giveBack = (block: RecordBlock) => {
    for (const buffer of buffersOf(block)) spare.give(buffer);
  };
  /** Files are read in the order of the listing; no other order is needed. */
  const unordered = { positionOf: () => Number.NEGATIVE_INFINITY, isLimited: false, spare };

  const inOrder = (query: OrderedQuery, group?: TallySetup, groups?: EventGroups) => {
    const { filter, order, limit, holdBack } = query;
    const delivery = createDeliveryOrder(order, holdBack);
    const found = scanSource(
      {
        setup: { filter, secrets: createHashSecrets(), order, ...(group && { group }) },
        positionOf: delivery.placeNext,
        isLimited: limit !== undefined,
        spare,
      },
      source,
      options,
    );
    const { newestRemaining } = source;
    const bound = order === 'newest-first' && newestRemaining;
    return inTimeOrder(
      stepsOf(renumbered(found, groups), bound ? () => -(bound() + historyResolution) : undefined),
      {
        ...query,
        delivery,
        giveBack,
        signal,
      },
    );
  };

  const run = (query: Query, group?: TallySetup, groups?: EventGroups) => {
    const { filter, order } = query;
    if (order !== 'none') return inOrder({ ...query, order }, group, groups);
    const setup = { filter, secrets: createHashSecrets(), ...(group && { group }) };
    const found = scanSource({ ...unordered, setup }, source, options);
    return asFound(renumbered(found, groups), { ...query, giveBack });
  };

  const inGroups = async function* (
    query: Query,
    grouping: EventGrouping,
  ): AsyncGenerator<QueryPart> {
    const accounts = await knownAccounts(source, grouping.by.map(createColumn), signal);
    const group = { tallies: [grouping], zone: 'UTC', accounts };
    const groups = createEventGroups(grouping.by);
    const { groupOf } = groups;
    for await (const part of run(query, group, groups)) yield { ...part, groupOf };
  };

  return {
    query: (query) => (query.group ? inGroups(query, query.group) : run(query)),
    count(count) {
      const { filter, tallies, zone } = count;
      const results = async function* () {
        // Before the first file is read, so that the groups do not depend on what is read first.
        const names = tallies.flatMap(({ by }) => by);
        const accounts = await knownAccounts(source, names.map(createColumn), signal);
        const tallied = { tallies, zone, accounts };
        const setup = { filter, secrets: createHashSecrets(), count: tallied };
        yield* scanSource({ ...unordered, setup }, source, options);
      };
      return tallyEvents(count, results());
    },
  };
}

type OrderedQuery = Query & { readonly order: 'oldest-first' | 'newest-first' };

/** Yields the results with the numbers that their groups have in all scanners. */
async function* renumbered(
  results: AsyncIterable<ScannerResult>,
  groups: EventGroups | undefined,
): AsyncGenerator<ScannerResult> {
  for await (const result of results) {
    groups?.renumber(result);
    yield result;
  }
}

/**
 * LookupEvents compares whole seconds, so events of the same second arrive in any order. In
 * milliseconds.
 */
const historyResolution = 1000;

async function* stepsOf(
  found: AsyncIterable<ScannerResult>,
  bound: (() => number) | undefined,
): AsyncGenerator<OrderedStep> {
  for await (const step of found) {
    const blocks = step.blocks.map((block, at) => ({
      block,
      order: step.orders[at] ?? new Uint32Array(),
    }));
    const { ledger, frontier } = step;
    yield { blocks, ledger, frontier, ...(bound && { bound: bound() }) };
  }
}
