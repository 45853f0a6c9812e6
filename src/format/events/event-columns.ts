import type { ChalkInstance } from 'chalk';
import type { AttributeName } from '../../event/attributes.ts';
import { cellPaint } from '../table/cell-paint.ts';
import { tableCell } from '../table/table-cell.ts';
import type { TableColumn } from '../table/table-layout.ts';
import { defaultColumns, headerWithZone } from '../text/column.ts';
import type { WriterOptions } from './writer-options.ts';

/**
 * Returns the columns of a table of events. When there is no room, requested columns are left out
 * from the right, default columns in the order of how little they say about an event.
 */
export function eventColumns(
  { columns, width, zone }: WriterOptions,
  chalk: ChalkInstance,
): readonly TableColumn[] {
  return (columns ?? defaultColumns).map((column, at) => {
    const name = column.kind === 'attribute' ? column.name : undefined;
    return {
      heading: tableCell(headerWithZone(column, zone), width),
      minWidth: (name && minWidths[name]) ?? 12,
      rank: columns ? at : byImportance.indexOf(name ?? 'time'),
      paint: name && cellPaint(chalk, name),
    };
  });
}

/**
 * Wide enough for whole times, account IDs, Regions, IPv4 addresses, and names such as
 * TerminateInstances.
 */
const minWidths: Partial<Record<AttributeName, number>> = {
  time: 19,
  event: 18,
  what: 24,
  principal: 10,
  'source-ip': 15,
  region: 14,
  account: 12,
  resource: 16,
};

const byImportance: readonly AttributeName[] = [
  'event',
  'time',
  'principal',
  'outcome',
  'resource',
  'source-ip',
  'region',
  'account',
];
