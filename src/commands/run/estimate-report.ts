import { drawTable } from '../../format/table/table.ts';
import type { TableColumn } from '../../format/table/table-layout.ts';
import { jsonText } from '../../format/text/json-text.ts';
import { count, counted, size } from '../../format/text/numbers.ts';
import { forJson, forTerminal } from '../../format/text/sanitize.ts';
import type { Estimate } from '../../query/estimate.ts';

/**
 * US dollars for 1000 requests, and for a gigabyte that leaves AWS: Amazon S3 pricing, us-east-1, S3
 * Standard, first 10 TB a month. Within a region, a gigabyte costs nothing.
 */
const prices = { listRequests: 0.005, getRequests: 0.0004, gigabyteOutOfAws: 0.09 };

/** As AWS counts them (Amazon S3 FAQs, "How will I be charged and billed …"). */
const gigabyte = 2 ** 30;

/** A table of the folders, and what they sum up to. */
export function renderEstimate(estimate: Estimate): string {
  const { folders, objects, bytes, here, listRequests, getRequests } = estimate;
  const rows = folders.map((folder) => [
    forTerminal(folder.account) || '-',
    forTerminal(folder.region) || '-',
    folder.day || '-',
    count(folder.objects),
    size(folder.bytes),
  ]);
  const { requests, transferOutOfAws } = costOf(estimate);
  const rest =
    here.objects > 0 ? `, of which ${count(here.objects)} (${size(here.bytes)}) are here` : '';
  return [
    ...(rows.length > 0 ? [...drawTable(rows, columns), ''] : []),
    `${counted(objects, 'object')}, ${size(bytes)}${rest}`,
    `${counted(listRequests, 'LIST request')} made, ${counted(getRequests, 'GET request')} to be made`,
    `at list prices in us-east-1: ${dollars(requests)} for the requests; ` +
      `${dollars(transferOutOfAws)} for the transfer if it leaves AWS, nothing within the region`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The same as one JSON document on a line. */
export function renderEstimateJson(estimate: Estimate): string {
  const cost = { currency: 'USD', ...costOf(estimate), prices: { ...prices, requestsEach: 1000 } };
  return `${forJson(jsonText({ ...estimate, cost }))}\n`;
}

function costOf({ listRequests, getRequests, bytes, here }: Estimate) {
  const requests = listRequests * prices.listRequests + getRequests * prices.getRequests;
  const transfer = ((bytes - here.bytes) / gigabyte) * prices.gigabyteOutOfAws;
  return { requests: rounded(requests / 1000), transferOutOfAws: rounded(transfer) };
}

/** Without what binary fractions add. */
function rounded(amount: number): number {
  return Number(amount.toPrecision(6));
}

function dollars(amount: number): string {
  return amount > 0 && amount < 0.01 ? 'less than $0.01' : `$${amount.toFixed(2)}`;
}

const columns: readonly TableColumn[] = [
  { heading: 'account' },
  { heading: 'region' },
  { heading: 'day' },
  { heading: 'objects', align: 'right' },
  { heading: 'size', align: 'right' },
];
