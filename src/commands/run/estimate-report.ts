import { drawTable } from '../../format/table/table.ts';
import type { TableColumn } from '../../format/table/table-layout.ts';
import { jsonText } from '../../format/text/json-text.ts';
import { count, counted, size } from '../../format/text/numbers.ts';
import { forJson, forTerminal } from '../../format/text/sanitize.ts';
import type { Estimate } from '../../query/estimate.ts';

/**
 * US dollars per 1000 requests, and per gigabyte transferred out of AWS: Amazon S3 pricing,
 * us-east-1, S3 Standard, first 10 TB a month. Transfer within a region is free.
 */
const prices = { listRequests: 0.005, getRequests: 0.0004, gigabyteOutOfAws: 0.09 };

/** Bytes of a gigabyte as AWS bills it (Amazon S3 FAQs, "How will I be charged and billed …"). */
const gigabyte = 2 ** 30;

/** Renders a table of the folders, followed by the totals and the cost. */
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
    here.objects > 0 ? `; ${count(here.objects)} (${size(here.bytes)}) already on disk` : '';
  return [
    ...(rows.length > 0 ? [...drawTable(rows, columns), ''] : []),
    `${counted(objects, 'object')}, ${size(bytes)}${rest}`,
    `${counted(listRequests, 'LIST request')} made, ${counted(getRequests, 'GET request')} to be made`,
    `at list prices in us-east-1: ${dollars(requests)} for the requests; ` +
      `${dollars(transferOutOfAws)} for the transfer out of AWS, nothing within the region`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Renders the estimate as one line of JSON. */
export function renderEstimateJson(estimate: Estimate): string {
  const cost = { currency: 'USD', ...costOf(estimate), prices: { ...prices, requestsEach: 1000 } };
  return `${forJson(jsonText({ ...estimate, cost }))}\n`;
}

function costOf({ listRequests, getRequests, bytes, here }: Estimate) {
  const requests = listRequests * prices.listRequests + getRequests * prices.getRequests;
  const transfer = ((bytes - here.bytes) / gigabyte) * prices.gigabyteOutOfAws;
  return { requests: rounded(requests / 1000), transferOutOfAws: rounded(transfer) };
}

/** Removes the noise of binary fractions. */
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
