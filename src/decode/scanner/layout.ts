/**
 * The numbers that the scanner and its host share: codes, and where things are in the scanner's
 * memory. This module is compiled twice: as TypeScript, and as AssemblyScript with `assembly/`,
 * where a number is an i32. So it has nothing but constants without types. Positions and lengths
 * are in bytes.
 */

// Why a scan ended; the functions that continue it return the same codes.
/** The record was taken or skipped. */
export const TAKEN = 0;
/** The window ends, perhaps in the middle of the record at `position`. */
export const MORE = 1;
/** The text at `position` is not a record, or is one that cannot be read here. */
export const STOP = 2;
/** `recordStart … recordEnd` is a whole object that the host must examine. */
export const RECORD = 3;
/** As RECORD, but its slots are filled: the host must run the tests in `undecided`. */
export const UNDECIDED = 4;
/** The rows, keys or texts are full; the record at `position` was not taken. */
export const FULL = 5;
/** The result of `step` is unknown: the host computes it, and calls `learn` and `takeGroup`. */
export const GROUP = 6;

/** As RECORD, but its text must be tested by the host, which calls `decideText`. */
export const TEXT = 7;

// Results of a test in its memo.
export const PASSED = 1;
export const FAILED = 2;
/** The result of a shortcut that cannot decide: the next shortcut, or the test, is needed. */
export const NEXT_TEST = 3;
/** The result of a gate for a record that is written without its text. */
export const TEXTLESS = 4;

/**
 * The zeros that must follow the window: the scanner reads a block of 64 bytes, and 16 more, beyond
 * its end.
 */
export const PADDING = 80;

// A slot has the position of a value in the current record: u32 start, u32 end.
export const SLOTS = 256;
/** The slots after those have the values of columns: their numbers, u32. */
export const MOST_COLUMNS = 64;
export const COLUMN_BYTES = 4;
export const SLOT_BYTES = 8;
export const SLOT_END = 4;
// The slots that every scan fills.
export const EVENT_TIME = 0;
export const EVENT_SOURCE = 1;
export const EVENT_NAME = 2;
export const EVENT_ID = 3;

// The keys of interest in an object are a node: buckets (u16: 1 + the number of the first entry, or
// 0), chosen by `bucketOf`; then its entries.
export const BUCKETS = 64;
export const BUCKET_BYTES = 2;
/**
 * The first entry. Between the buckets and it: u32, the address of the names that the keys may have
 * in other spellings, or 0; then padding.
 */
export const NODE_ENTRIES = 144;
export const ENTRY_BYTES = 32;
/**
 * The bits of a set of names, one for the hash of each: a name that is not in it is rarely taken
 * for one.
 */
export const NAME_BITS = 8192;
/** u64: the first 8 bytes of the key, padded with zeros. */
export const ENTRY_HEAD = 0;
/** u32: the length of the key. */
export const ENTRY_LENGTH = 8;
/** u32: the address of the key's text. */
export const ENTRY_TEXT = 12;
/** u16: 1 + the number of the next entry in the bucket, or 0. */
export const ENTRY_NEXT = 16;
/** u16: the kinds that the value may have. */
export const ENTRY_KINDS = 18;
/** i32: the slot of the value, or -1. */
export const ENTRY_SLOT = 20;
/** u32: the node of the value's members, or 0. */
export const ENTRY_MEMBERS = 24;
/** u32: whether an array under this key makes its object a wrapper around records. */
export const ENTRY_IS_WRAPPER = 28;

// The kinds of values, one bit each.
export const STRING = 1;
export const NUMBER = 2;
export const BOOLEAN = 4;
export const NULL = 8;
export const OBJECT = 16;
export const ARRAY = 32;
/** A text that looks like JSON must be parsed. */
export const NESTED_TEXT = 64;

// A test or a step that asks the host, in words of u32.
/** The address of the memo with the answers; 0 when the host is asked for every record. */
export const QUESTION_MEMO = 0;
/** Where the answer is in a row of the memo, in bytes. */
export const QUESTION_ANSWER = 4;
/** The index of the next test's first shortcut, or of the step after it when it finds a number. */
export const QUESTION_NEXT = 8;
/** Whether it is skipped for records with a hint. */
export const QUESTION_IF_NO_HINT = 12;
/** The column whose value a step finds, from 1; 0 for the group of a tally. */
export const QUESTION_COLUMN = 16;
/** The column, from 1, whose value a step takes as the group without asking; 0 for other steps. */
export const QUESTION_TAKES = 20;
/** The index of the step after a test of a tally, when it passes; 0 for other steps. */
export const QUESTION_PASSED = 24;
export const QUESTION_BYTES = 28;

// The part of a memo that the host writes; the rest of its bytes, as many as `memoSize` returns,
// are zeros.
/** u32: the number of slots whose values it depends on. */
export const MEMO_SLOT_COUNT = 8;
/** i32 × MOST_MEMO_SLOTS: these slots. */
export const MEMO_SLOTS = 12;
export const MOST_MEMO_SLOTS = 28;
/** u32: the number of answers in a row, one for each question that depends on these slots. */
export const MEMO_ANSWERS = 124;
/** u32: the number of entries in the index, a power of two. */
export const MEMO_ENTRIES = 128;

// Hints are up to 16 words of four characters: u32 × 16, the words with the bit 0x20 of each
// character set, or zeros; then, for each of their four places, two tables. A word is a bit, which
// it may share with others: the first table has the words by the lower half of the character there,
// the second by its upper half.
export const HINT_TABLES = 64;
export const HINT_TABLE_BYTES = 16;

// The texts that are searched in records: u32, how many there are, at most 8 times more; whether a
// record that has one matches without further tests; whether upper case of ASCII letters counts as
// lower case; whether they may be searched in a record with white space between its tokens; then
// the texts.
export const SEARCH_COUNT = 0;
export const SEARCH_ENOUGH = 4;
export const SEARCH_ANY_CASE = 8;
export const SEARCH_IN_SPACED = 12;
export const SEARCH_TEXTS = 16;
// A text: u32 its length, the address of its bytes, and that of the bits that are set in each byte
// of a record before it is compared.
export const TEXT_ENTRY = 12;
export const TEXT_BYTES = 4;
export const TEXT_MASKS = 8;

// The first keys of valid records: u32 length, then the text of each.
export const FIRST_KEYS = 4;
export const FIRST_KEY_BYTES = 128;

/**
 * The longest record that the scanner writes, so `texts` must hold more; the host writes longer
 * ones.
 */
export const LONGEST_WRITTEN = 0x10_0000;

export const MOST_TALLIES = 64;
/**
 * The place of the first group in the row of a counted record, in u32: hash (low, high) and seconds
 * are before it.
 */
export const COUNTED_GROUPS = 3;
/** The group of the events that a tally leaves out. */
export const OUTSIDE = 1;
/** The number of a tally's first group. */
export const FIRST_GROUP = 2;
