import { count, counted, size } from '../../../format/text/numbers.ts';
import type { Summary } from '../summary-schema.ts';
import { spanText } from './summary-texts.ts';

/** What was read, and what is not known because of it: lines of hostile text, the first two always there. */
export function qualityLines({ quality, zone }: Summary): readonly string[] {
  const { errors, late, omitted, untold, gaps } = quality;
  return [
    `files: ${count(quality.files)} (${size(quality.bytes)})${parts({
      skipped: quality.skippedFiles,
      'left out by name': quality.leftOutFiles,
      unreadable: quality.unreadableFiles,
      damaged: quality.damagedFiles,
    })}`,
    `records: ${count(quality.records)}${parts({
      duplicate: quality.duplicates,
      skipped: quality.skippedRecords,
      unreadable: quality.unreadableRecords,
    })}`,
    ...errors.map(({ path, reason }) => `cannot be read: ${path}: ${reason}`),
    ...(late > 0 ? [`delivered late: ${counted(late, 'event')}`] : []),
    ...(omitted > 0 ? [`without a field that was too large: ${counted(omitted, 'event')}`] : []),
    ...(untold > 0
      ? [`of too many different values to be told apart: ${counted(untold, 'event')}`]
      : []),
    ...gaps.map((span) => `nothing was recorded: ${spanText(span, zone)}`),
  ];
}

/** `, of which 2 skipped and 1 damaged`; what is zero is left out. */
function parts(counts: Readonly<Record<string, number>>): string {
  const named = Object.entries(counts)
    .filter(([, part]) => part > 0)
    .map(([name, part]) => `${count(part)} ${name}`);
  return named.length > 0 ? `, of which ${named.join(', ')}` : '';
}
