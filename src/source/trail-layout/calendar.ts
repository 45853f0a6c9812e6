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
  const [y, m, d, h, min] = [
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
  ];
  if (y < firstYear || y > lastYear || m < 1 || m > 12 || h > 23 || min > 59) return undefined;
  const time = Date.UTC(y, m - 1, d, h, min);
  // Date.UTC takes the 30th of February for the 1st or 2nd of March.
  return new Date(time).getUTCDate() === d ? time : undefined;
}

const firstYear = 2013;
const lastYear = 2099;
