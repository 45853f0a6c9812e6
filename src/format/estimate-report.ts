import type { Estimate } from '../query/estimate.ts';
import { jsonText } from './json-text.ts';
import { count, size } from './numbers.ts';
import { forJson, forTerminal } from './sanitize.ts';

/**
 * US dollars for 1000 requests, and for a gigabyte that leaves AWS: Amazon S3 pricing, us-east-1, S3
 * Standard, first 10 TB a month. Within a region, a gigabyte costs nothing.
 */
const prices = { list: 0.005, get: 0.0004, gigabyteOut: 0.09 };

/** A table of the folders, and what they sum up to. */
export function renderEstimate(estimate: Estimate): string {
  const { folders, objects, bytes, cached, listRequests, getRequests } = estimate;
  const rows = folders.map((folder) => [
    forTerminal(folder.account) || '-',
    forTerminal(folder.region) || '-',
    folder.day || '-',
    count(folder.objects),
    size(folder.bytes),
  ]);
  const { requests, transfer } = costOf(estimate);
  const kept = cached > 0 ? `, of which ${count(cached)} are in the cache` : '';
  return [
    ...(rows.length > 0 ? alignedTable([headers, ...rows]) : []),
    `${count(objects)} objects${kept}, ${size(bytes)}`,
    `${count(listRequests)} LIST requests have been made, ${count(getRequests)} GET requests would be`,
    `at list prices in us-east-1: ${dollars(requests)} for the requests, and ` +
      `${dollars(transfer)} for the transfer when it leaves AWS (none within the region)`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The same as one JSON document. */
export function renderEstimateJson(estimate: Estimate): string {
  const { requests, transfer } = costOf(estimate);
  const cost = { currency: 'USD', requests, transferOutOfAws: transfer, prices };
  return `${forJson(jsonText({ ...estimate, cost }))}\n`;
}

function costOf({ listRequests, getRequests, bytes }: Estimate) {
  return {
    requests: (listRequests * prices.list + getRequests * prices.get) / 1000,
    transfer: (bytes / 1e9) * prices.gigabyteOut,
  };
}

function dollars(amount: number): string {
  return amount > 0 && amount < 0.01 ? 'less than $0.01' : `$${amount.toFixed(2)}`;
}

const headers = ['account', 'region', 'day', 'objects', 'size'];

function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const widths = headers.map((_, at) =>
    rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 0),
  );
  const isNumber = (at: number) => at >= 3;
  return rows.map((row) =>
    row
      .map((cell, at) =>
        isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
