/** The events that a filter must find in the documents of a round. */
import type { FuzzFilter } from './filter-makers.ts';
import type { Delivery, MadeDocument } from './made-document.ts';
import { textAt, type Verdict } from './naive-filters.ts';

/** All deliveries of a round; deliveries of one event have the same ID. */
export interface Corpus {
  readonly documents: readonly MadeDocument[];
  readonly deliveries: readonly Delivery[];
  readonly events: readonly Delivery[];
  readonly byText: ReadonlyMap<string, readonly Delivery[]>;
  /** Events of tables, which have no text, by their ID. */
  readonly byId: ReadonlyMap<string, readonly Delivery[]>;
}

/** Collects the deliveries of the documents. */
export function createCorpus(documents: readonly MadeDocument[]): Corpus {
  const deliveries = documents.flatMap((document) => document.deliveries);
  const events = deliveries.filter(({ kind }) => kind === 'event');
  const byText = groupBy(events, ({ text }) => text);
  const cells = events.filter(({ text }) => text === undefined);
  return {
    documents,
    deliveries,
    events,
    byText,
    byId: groupBy(cells, ({ event }) => idOf(event) ?? textAt(event, 'requestID')),
  };
}

function groupBy(
  deliveries: readonly Delivery[],
  key: (delivery: Delivery) => string | undefined,
): Map<string, Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const at = key(delivery);
    if (at === undefined) continue;
    const group = groups.get(at);
    if (group) group.push(delivery);
    else groups.set(at, [delivery]);
  }
  return groups;
}

/** The ID by which deliveries of an event are recognised; undefined when it has none. */
export function idOf(event: Delivery['event']): string | undefined {
  return textAt(event, 'eventID') || textAt(event, 'eventId') || undefined;
}

/** The deliveries by what the filter says of them. */
export interface Expected {
  readonly verdicts: ReadonlyMap<Delivery, Verdict>;
  /** The number of events that must be found. */
  readonly certain: number;
  /** Whether the documents decide about all of them. */
  readonly isExact: boolean;
}

/** Judges all deliveries by the filter. */
export function expectedOf(corpus: Corpus, filter: FuzzFilter): Expected {
  const verdicts = new Map(
    corpus.events.map((delivery) => [delivery, filter.passes(delivery.event, delivery.text)]),
  );
  const matches = corpus.events.filter((delivery) => verdicts.get(delivery) === true);
  const certain = distinctEvents(matches).length;
  return { verdicts, certain, isExact: ![...verdicts.values()].includes(undefined) };
}

/** One delivery of each event. */
export function distinctEvents(deliveries: readonly Delivery[]): readonly Delivery[] {
  const seen = new Set<string>();
  return deliveries.filter(({ event }) => {
    const id = idOf(event);
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
