/** Makes documents: records in one of the shapes in which events are stored, plain or gzip. */
import { gzipSync } from 'node:zlib';
import { pick, type Random } from '../../../bench/random.ts';
import { documentShapes } from './document-shapes.ts';
import { canonicalText } from './json-text.ts';
import type { MadeEvent, MadeRecord, WrittenRecord } from './made-record.ts';

/** A file, and what is in it. */
export interface MadeDocument {
  readonly name: string;
  readonly shape: string;
  readonly bytes: Buffer;
  readonly deliveries: readonly Delivery[];
}

/** One record in a document. */
export interface Delivery {
  readonly kind: MadeRecord['kind'];
  readonly document: string;
  /** The event that filters see. */
  readonly event: MadeEvent;
  /** The record as it must be printed; undefined when it has no JSON text of its own. */
  readonly text: string | undefined;
}

/** Writes the records to a document with this number. */
export function makeDocument(
  random: Random,
  index: number,
  records: readonly MadeRecord[],
): MadeDocument {
  const [shape, write] = pick(random, Object.entries(documentShapes));
  const { text, written } = write(random, records);
  const encoded = encode(random, text);
  const isGzip = random() < 0.4;
  const name = `${index}${pick(random, ['.json', '.log', '.txt', '', '.ndjson', '.json.gz'])}`;
  return {
    name,
    shape,
    bytes: isGzip ? gzipped(random, encoded) : encoded,
    deliveries: written.map((record) => deliveryOf(record, `${name} (${shape})`)),
  };
}

function deliveryOf({ record, event, text }: WrittenRecord, document: string): Delivery {
  return {
    kind: record.kind,
    document,
    event: event ?? record.event ?? {},
    text: text === undefined ? undefined : canonicalText(text),
  };
}

function encode(random: Random, text: string): Buffer {
  const way = random();
  if (way < 0.03) return Buffer.from(`\ufeff${text}`);
  if (way < 0.06) return Buffer.from(`\ufeff${text}`, 'utf16le');
  return Buffer.from(text);
}

/** Compresses the bytes as one member, or as several that are cut anywhere. */
function gzipped(random: Random, bytes: Buffer): Buffer {
  const count = pick(random, [1, 1, 1, 2, 5]);
  const cuts = Array.from({ length: count - 1 }, () => Math.floor(random() * bytes.length));
  const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
  const level = pick(random, [0, 1, 6, 9]);
  return Buffer.concat(
    edges.slice(1).map((end, index) => gzipSync(bytes.subarray(edges[index], end), { level })),
  );
}
