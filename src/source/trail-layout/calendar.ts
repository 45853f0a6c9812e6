/** A date, and maybe a time of day, as digits in names of files and folders; parts that are absent are the first. */
interface DateInName {
  readonly year: string;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly hour?: string | undefined;
  readonly minute?: string | undefined;
}

/**
 * The start of a minute, day, month or year (UTC) in which CloudTrail can have delivered files, in epoch
 * milliseconds. Undefined for what is not in the calendar, such as month 13, and for years before
 * CloudTrail (its first was 2013) or far ahead: such names were not made by AWS and say nothing about time.
 */
export function startOf({
  year,
  month = '01',
  day = '01',
  hour = '00',
  minute = '00',
}: DateInName): number | undefined {
  if (Number(year) < firstYear || Number(year) > lastYear) return undefined;
  const text = `${year}-${month}-${day}T${hour}:${minute}`;
  const time = Date.parse(`${text}Z`);
  // Date.parse reads the 30th of February as the 1st or 2nd of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 16) !== text) return undefined;
  return time;
}

const firstYear = 2013;
const lastYear = 2099;
