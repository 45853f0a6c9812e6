// Where in the current record the values of interest stand: a start and an end for each slot.

/** 256 of them, more than any filter asks for: the host sees to it. */
export const slots = memory.data(2048);

/** To be called before a record is read: all slots up to this one are empty then. */
// @ts-ignore: decorator
@inline
export function clearSlots(count: usize): void {
  // Two at a time; memory.fill costs more than so little is worth.
  const end = slots + (count << 3);
  for (let at = slots; at < end; at += 16) v128.store(at, i8x16.splat(0));
}

/** Notes where a value begins; false when the record had one before in this place. */
// @ts-ignore: decorator
@inline
export function openSlot(slot: i32, start: usize): bool {
  const at = slots + (<usize>slot << 3);
  if (load<u32>(at)) return false;
  store<u32>(at, <u32>start);
  return true;
}

// @ts-ignore: decorator
@inline
export function closeSlot(slot: i32, end: usize): void {
  store<u32>(slots + (<usize>slot << 3), <u32>end, 4);
}

/** The value's first byte, which is a string's quote; 0 when the record does not have it. */
// @ts-ignore: decorator
@inline
export function slotStart(slot: i32): usize {
  return load<u32>(slots + (<usize>slot << 3));
}

// @ts-ignore: decorator
@inline
export function slotEnd(slot: i32): usize {
  return load<u32>(slots + (<usize>slot << 3), 4);
}
