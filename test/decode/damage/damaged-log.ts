/** Makes log files with one damaged byte, each from a number. */
import { createRandom, pick, type Random } from '../../../bench/random.ts';
import { logShapes, type WrittenLog, type WrittenRecord } from './log-shapes.ts';
import { makeVariedEvent } from './varied-event.ts';

/** A log file with one damaged byte. */
export interface DamagedLog {
  readonly shape: string;
  readonly bytes: Buffer;
  /** The records of the undamaged file. */
  readonly records: readonly WrittenRecord[];
  readonly damage: Damage;
  /** The record in which the damaged byte is; undefined between records. */
  readonly hit: number | undefined;
  /** The sizes in which the file is read as a stream. */
  readonly chunkBytes: number;
}

/** The damage at the byte `at` of the undamaged file; an inserted byte comes before it. */
type Damage =
  | { readonly kind: 'replace' | 'insert'; readonly at: number; readonly byte: number }
  | { readonly kind: 'delete'; readonly at: number };

/** Makes the file with this number: always the same. */
export function makeDamagedLog(seed: number): DamagedLog {
  const random = createRandom(seed);
  const [shape, write] = pick(random, Object.entries(logShapes));
  const count = 1 + Math.floor(random() * 9);
  const log = write(
    Array.from({ length: count }, () => makeVariedEvent(random)),
    random,
  );
  const damage = makeDamage(log, random);
  const chunkBytes = 1 + Math.floor(random() ** 3 * log.bytes.length);
  return {
    shape,
    bytes: damaged(log.bytes, damage),
    records: log.records,
    damage,
    hit: hitRecord(log.records, damage),
    chunkBytes,
  };
}

function makeDamage({ bytes, records }: WrittenLog, random: Random): Damage {
  const at = damagedPlace(bytes, records, random);
  const kind = pick(random, ['replace', 'insert', 'delete'] as const);
  if (kind === 'delete') return { kind, at };
  const byte = random() < 0.8 ? pick(random, bytesOfInterest) : Math.floor(random() * 256);
  // A byte that is replaced by the same byte is not damaged.
  return kind === 'replace' && bytes[at] === byte ? { kind: 'delete', at } : { kind, at, byte };
}

/**
 * Most damage is where it does the most harm: at the edges of records and at the bytes that give
 * structure.
 */
function damagedPlace(bytes: Buffer, records: readonly WrittenRecord[], random: Random): number {
  const anywhere = Math.floor(random() * bytes.length);
  const way = random();
  if (way < 0.3) return anywhere;
  if (way < 0.5) {
    const { start, end } = pick(random, records);
    const edge = pick(random, [0, start, end]) + Math.floor(random() * 40) - 20;
    return Math.min(Math.max(edge, 0), bytes.length - 1);
  }
  const next = bytes.subarray(anywhere).findIndex((byte) => structure.has(byte));
  return next === -1 ? anywhere : anywhere + next;
}

const structure: ReadonlySet<number> = new Set(Buffer.from('"{}[],:\\\n'));

const bytesOfInterest: readonly number[] = [
  ...Buffer.from('"{}[],:\\\n\r \t\0.-017aenu\'', 'latin1'),
  0xff,
  0xc3,
  0x80,
];

function damaged(bytes: Buffer, damage: Damage): Buffer {
  const before = bytes.subarray(0, damage.at);
  const after = bytes.subarray(damage.kind === 'insert' ? damage.at : damage.at + 1);
  return Buffer.concat(
    [before, damage.kind === 'delete' ? '' : [damage.byte], after].map((part) => Buffer.from(part)),
  );
}

function hitRecord(records: readonly WrittenRecord[], { kind, at }: Damage): number | undefined {
  const index = records.findIndex(({ start, end }) =>
    kind === 'insert' ? start < at && at < end : start <= at && at < end,
  );
  return index === -1 ? undefined : index;
}
