/**
 * A date, optionally with a time of day, as digits in the names of files and folders. Missing parts
 * default to the first month, day, hour or minute.
 */
interface DateInName {
  readonly year: string;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly hour?: string | undefined;
  readonly minute?: string | undefined;
}

/**
 * Returns the start of a minute, day, month or year (UTC) in which CloudTrail can have delivered
 * files, in epoch milliseconds. Undefined for dates that do not exist, such as month 13, and for
 * years before 2013, when CloudTrail began, or far in the future: AWS does not make such names, so
 * they are not dates.
 */
export function startOf({
  year,
  month = '01',
  day = '01',
  hour = '00',
  minute = '00',
}: DateInName): number | undefined {
  const isYear = Number(year) >= firstYear && Number(year) <= lastYear;
  const isMonth = Number(month) >= 1 && Number(month) <= 12;
  if (!isYear || !isMonth || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  // Date.UTC turns the 30th of February into the 1st or 2nd of March.
  return new Date(time).getUTCDate() === Number(day) ? time : undefined;
}

const firstYear = 2013;
const lastYear = 2099;
