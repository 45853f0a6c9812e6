import type { FieldKeys } from '../../event/field-path.ts';
import type { PlacedField } from './key-tree.ts';
import {
  MEMO_ANSWERS,
  MEMO_ENTRIES,
  MEMO_SLOT_COUNT,
  MEMO_SLOTS,
  MOST_MEMO_SLOTS,
} from './layout.ts';
import type { ScanStep } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** A question about a record that the host answers. */
export interface Question {
  readonly fields: readonly PlacedField[];
  /** Returns the fields that are needed with this note; absent when all are. */
  readonly fieldsWith?: (note: number) => readonly PlacedField[];
  /** Whether it is skipped for records with a hint of a failure. */
  readonly ifNoHint: boolean;
  /** Whether the answer depends on the log file. */
  readonly readsFile: boolean;
  /** The memo that stores answers by the values of the fields; absent when they are not stored. */
  readonly memo?: Memo | undefined;
  /** The index of the answer in a row of the memo. */
  readonly answer: number;
}

/**
 * A memo of answers by the values of some slots. Questions that depend on the same slots share it,
 * so that the values of a record are looked up only once.
 */
interface Memo {
  readonly slots: Set<number>;
  /** The number of texts for which there is room is three quarters of this power of two. */
  readonly entries: number;
  /** The number of answers in a row. */
  answers: number;
  /** Its address in the scanner's memory, once the memos are written. */
  address: number;
}

/** The fields and conditions of a question. */
export type QuestionParts = Pick<ScanStep, 'reads' | 'ifNoHint' | 'readsFile' | 'readsWith'>;

/** Plans questions. */
export interface QuestionPlanner {
  /** Plans the question that reads these fields. */
  plan(parts: QuestionParts): Question;
  /** Plans the question for the group with the values in these slots. */
  planGroup(slots: readonly number[]): Question;
  /** Writes the memos of all questions into memory, once all questions are planned. */
  writeMemos(memory: ScannerMemory): readonly Memo[];
}

/** Values of fields, which may be long, are forgotten when there are more than 24,000. */
const entries = 2 ** 15;
/** Groups are numbers, and there are more of them than of values. */
const groupEntries = 2 ** 17;

/**
 * Fields that have few values together, because most of them follow from the name of the call:
 * questions that read nothing else share one memo, and so one look-up for each record.
 */
const callFields: ReadonlySet<string> = new Set([
  'eventSource',
  'eventName',
  'eventType',
  'eventCategory',
  'managementEvent',
  'readOnly',
  'errorCode',
]);

/** Creates a planner; `place` returns where the scanner puts a field. */
export function createQuestionPlanner(place: (field: FieldKeys) => PlacedField): QuestionPlanner {
  const memos = new Map<string, Memo>();
  /**
   * Returns the place of another answer that depends on these slots; none when they are too many.
   */
  const placeAnswer = (
    slots: readonly number[],
    { key = slots.join(), size = entries } = {},
  ): Pick<Question, 'memo' | 'answer'> => {
    if (slots.length > MOST_MEMO_SLOTS) return { answer: 0 };
    const memo = memos.get(key) ?? { slots: new Set(), entries: size, answers: 0, address: 0 };
    memos.set(key, memo);
    for (const slot of slots) memo.slots.add(slot);
    return { memo, answer: memo.answers++ };
  };
  const placesOf = (reads: readonly FieldKeys[]) => distinctPlaces(outermost(reads).map(place));
  const placesWith = ({ reads, readsWith }: QuestionParts) => {
    const known = new Map<number, readonly PlacedField[]>();
    return (note: number) => {
      const places = known.get(note) ?? placesOf(readsWith?.(note) ?? reads);
      known.set(note, places);
      return places;
    };
  };
  return {
    plan(parts) {
      const { reads, ifNoHint = false, readsFile = false, readsWith } = parts;
      const fields = placesOf(reads);
      const slots = fields.map(({ slot }) => slot);
      const isOfCall = fields.every(
        ({ keys: [key = '', ...inside] }) => inside.length === 0 && callFields.has(key),
      );
      if (readsWith) {
        return { fields, fieldsWith: placesWith(parts), ifNoHint, readsFile, answer: 0 };
      }
      const stored = readsFile
        ? { answer: 0 }
        : placeAnswer(slots, isOfCall ? { key: 'call' } : undefined);
      return { fields, ifNoHint, readsFile, ...stored };
    },
    planGroup: (slots) => ({
      fields: [],
      ifNoHint: false,
      readsFile: false,
      ...placeAnswer(slots, { size: groupEntries }),
    }),
    writeMemos(memory) {
      for (const memo of memos.values()) writeMemo(memo, memory);
      return [...memos.values()];
    },
  };
}

/** Returns the fields that are not inside another of them. */
function outermost(fields: readonly FieldKeys[]): readonly FieldKeys[] {
  const isWithin = (field: FieldKeys, other: FieldKeys) =>
    other.length < field.length && other.every((key, at) => key === field[at]);
  return fields.filter((field) => !fields.some((other) => isWithin(field, other)));
}

/** Sorted, so that questions about the same fields in another order share a memo. */
function distinctPlaces(fields: readonly PlacedField[]): PlacedField[] {
  return [...new Map(fields.map((field) => [field.slot, field])).values()].toSorted(
    (a, b) => a.slot - b.slot,
  );
}

function writeMemo(memo: Memo, memory: ScannerMemory): void {
  const { slots, entries: size, answers } = memo;
  const address = memory.allot(memory.wasm.memoSize(size));
  const view = memory.view();
  view.writeUInt32LE(slots.size, address + MEMO_SLOT_COUNT);
  for (const [index, slot] of [...slots].entries()) {
    view.writeInt32LE(slot, address + MEMO_SLOTS + index * 4);
  }
  view.writeUInt32LE(answers, address + MEMO_ANSWERS);
  view.writeUInt32LE(size, address + MEMO_ENTRIES);
  memo.address = address;
}
