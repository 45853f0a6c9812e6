import { count, counted, size } from '../../../format/text/numbers.ts';
import type { Summary } from '../summary-schema.ts';
import { spanText } from './summary-texts.ts';

/**
 * Returns lines about the files and records that were read, and about what the summary may lack.
 * The first two lines are always present. The texts may be hostile.
 */
export function qualityLines({ quality, zone }: Summary): readonly string[] {
  const { errors, late, omitted, untold, gaps } = quality;
  return [
    `files: ${count(quality.files)} (${size(quality.bytes)})${parts({
      skipped: quality.skippedFiles,
      'left out': quality.leftOutFiles,
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
    ...(omitted > 0
      ? [`with a field omitted because of its size: ${counted(omitted, 'event')}`]
      : []),
    ...(untold > 0
      ? [`missing from some lists because of too many distinct values: ${counted(untold, 'event')}`]
      : []),
    ...gaps.map((span) => `nothing was recorded: ${spanText(span, zone)}`),
  ];
}

/** Returns `, including 2 skipped, 1 damaged`, without the counts that are zero. */
function parts(counts: Readonly<Record<string, number>>): string {
  const named = Object.entries(counts)
    .filter(([, part]) => part > 0)
    .map(([name, part]) => `${count(part)} ${name}`);
  return named.length > 0 ? `, including ${named.join(', ')}` : '';
}
