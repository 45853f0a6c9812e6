import type { FieldKeys } from '../../event/field-path.ts';
import type { PlacedField } from './key-tree.ts';
import { MEMO_SLOT_COUNT, MEMO_SLOTS, MOST_MEMO_SLOTS } from './layout.ts';
import type { ScanStep } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** A question about a record that the host answers. */
export interface Question {
  readonly fields: readonly PlacedField[];
  /** Whether it is skipped for records with a hint of a failure. */
  readonly ifNoHint: boolean;
  /** Whether the answer depends on the log file. */
  readonly readsFile: boolean;
  /**
   * The address of the memo, which stores answers by the values of the fields; 0 when answers are
   * not stored.
   */
  readonly memo: number;
}

/** Plans the question that reads these fields. */
export type QuestionPlanner = (
  step: Pick<ScanStep, 'reads' | 'ifNoHint' | 'readsFile'>,
) => Question;

/** Creates a planner; `place` returns where the scanner puts a field. */
export function createQuestionPlanner(
  place: (field: FieldKeys) => PlacedField,
  memory: ScannerMemory,
): QuestionPlanner {
  return ({ reads, ifNoHint = false, readsFile = false }) => {
    const fields = distinctPlaces(outermost(reads).map(place));
    const slots = fields.map(({ slot }) => slot);
    return { fields, ifNoHint, readsFile, memo: readsFile ? 0 : writeMemo(slots, memory) };
  };
}

/** Returns the fields that are not inside another of them. */
function outermost(fields: readonly FieldKeys[]): readonly FieldKeys[] {
  const isWithin = (field: FieldKeys, other: FieldKeys) =>
    other.length < field.length && other.every((key, at) => key === field[at]);
  return fields.filter((field) => !fields.some((other) => isWithin(field, other)));
}

function distinctPlaces(fields: readonly PlacedField[]): PlacedField[] {
  return [...new Map(fields.map((field) => [field.slot, field])).values()];
}

/**
 * Allots a memo for answers that depend on these slots; returns 0 when they are too many to keep
 * answers.
 */
export function writeMemo(slots: readonly number[], memory: ScannerMemory): number {
  if (slots.length > MOST_MEMO_SLOTS) return 0;
  const memo = memory.allot(memory.wasm.MEMO_SIZE.value);
  const view = memory.view();
  view.writeUInt32LE(slots.length, memo + MEMO_SLOT_COUNT);
  for (const [index, slot] of slots.entries()) {
    view.writeInt32LE(slot, memo + MEMO_SLOTS + index * 4);
  }
  return memo;
}
