import { MOST_COLUMNS, SLOT_BYTES, SLOT_END, SLOTS } from '../src/decode/scanner/layout';

// Where the values of interest are in the current record: a start and an end for each slot.

/** More slots than any filter needs: the host ensures that. */
export const slots = memory.data((SLOTS + MOST_COLUMNS) * SLOT_BYTES);

/** The number of the current record, from 1: others compare it to see whether their results are about this record. */
export let record: u64 = 0;

/** Call it when the slots have the values of another record. */
// @ts-ignore: decorator
@inline
export function startRecord(): void {
  record++;
}

/** Empties the first `count` slots. Call it before each record. */
// @ts-ignore: decorator
@inline
export function clearSlots(count: usize): void {
  // Two at a time: memory.fill would take longer for so few bytes.
  const end = slots + count * SLOT_BYTES;
  for (let at = slots; at < end; at += 16) v128.store(at, i8x16.splat(0));
}

/** Notes where a value begins; returns false when the slot already has a value of this record. */
// @ts-ignore: decorator
@inline
export function openSlot(slot: i32, start: usize): bool {
  const at = slots + <usize>slot * SLOT_BYTES;
  if (load<u32>(at)) return false;
  store<u32>(at, <u32>start);
  return true;
}

// @ts-ignore: decorator
@inline
export function closeSlot(slot: i32, end: usize): void {
  store<u32>(slots + <usize>slot * SLOT_BYTES, <u32>end, SLOT_END);
}

/**
 * Returns the address of the value's first byte (for a string, its opening quote); 0 when the record does not
 * have the value.
 */
// @ts-ignore: decorator
@inline
export function slotStart(slot: i32): usize {
  return load<u32>(slots + <usize>slot * SLOT_BYTES);
}

// @ts-ignore: decorator
@inline
export function slotEnd(slot: i32): usize {
  return load<u32>(slots + <usize>slot * SLOT_BYTES, SLOT_END);
}
