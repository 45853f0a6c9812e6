// eventTime as CloudTrail writes it, `2026-11-19T08:00:00Z`.

const LENGTH: usize = 20;
const DAY: f64 = 86_400_000;

/** The last date, and its midnight in epoch milliseconds: the events of a file have few different dates. */
let lastYearMonth: u64 = 0;
let lastDay: u16 = 0;
let midnight: f64 = 0;

/** Returns epoch milliseconds, or NaN for a time in any other format, which the host may be able to read. */
export function parseTime(text: usize, length: usize): f64 {
  if (length != LENGTH) return NaN;
  if (load<u8>(text, 10) != 0x54 || load<u8>(text, 19) != 0x5a) return NaN; // T, Z
  if (load<u8>(text, 13) != 0x3a || load<u8>(text, 16) != 0x3a) return NaN; // :
  const yearMonth = load<u64>(text);
  const day = load<u16>(text, 8);
  if (yearMonth != lastYearMonth || day != lastDay) {
    const read = parseDate(text);
    if (read != read) return NaN;
    lastYearMonth = yearMonth;
    lastDay = day;
    midnight = read;
  }
  const hour = twoDigits(text + 11);
  const minute = twoDigits(text + 14);
  const second = twoDigits(text + 17);
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  return midnight + <f64>(((hour * 60 + minute) * 60 + second) * 1000);
}

function parseDate(text: usize): f64 {
  if (load<u8>(text, 4) != 0x2d || load<u8>(text, 7) != 0x2d) return NaN;
  const century = twoDigits(text);
  const ofCentury = twoDigits(text + 2);
  const month = twoDigits(text + 5);
  const day = twoDigits(text + 8);
  if (century < 19 || century > 99 || ofCentury > 99 || month < 1 || month > 12) return NaN;
  const year = century * 100 + ofCentury;
  if (day < 1 || day > daysOf(month, year)) return NaN;
  // Days since 0000-03-01, in years that begin in March (Howard Hinnant, "chrono-Compatible Low-Level
  // Date Algorithms").
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  const days = 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear;
  return <f64>(<i32>days - 719468) * DAY;
}

function daysOf(month: u32, year: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Returns the number, or a number above 99 if these are not two digits. */
// @ts-ignore: decorator
@inline
function twoDigits(text: usize): u32 {
  const tens = <u32>load<u8>(text) - 0x30;
  const ones = <u32>load<u8>(text, 1) - 0x30;
  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}
