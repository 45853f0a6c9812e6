/**
 * The items of a batch call that failed. Such a call succeeds as a whole, without an error code,
 * and lists the failures in its response, under a name that differs from service to service (the
 * services' API references, "Response Elements").
 */
import type { CloudTrailEvent } from './event.ts';
import {
  errorDetails,
  failedCount,
  failedItem,
  failureList,
  itemErrorCodes,
  singleFailure,
} from './failure-words.ts';
import { isObject, ownProperty, ownText } from './own-property.ts';
import { countRequested, itemsIn } from './requested-items.ts';

/** How many items of a call failed. */
export interface FailedItems {
  /** At least 1. */
  readonly failed: number;
  /**
   * The number of items of the call, at least `failed`; undefined when the event does not show it.
   */
  readonly total: number | undefined;
  /** The failures, as far as the response has them: an item may have several. */
  readonly errors: readonly unknown[];
}

/**
 * Returns the items that failed according to the response; undefined when it names no failure.
 * `total` needs the request only when the response has nothing about the items that succeeded.
 */
export function failedItemsOf(event: CloudTrailEvent): FailedItems | undefined {
  for (const response of responsesOf(event.responseElements)) {
    const found = failuresIn(response);
    if (found.failed === 0) continue;
    const { failed, errors, total } = found;
    if (total !== undefined) return { failed, errors, total: Math.max(total, failed) };
    return { errors, ...countRequested(event.requestParameters, found) };
  }
  return undefined;
}

/** Returns `1 of 2 failed`, or `1 failed` when the number of items is not known. */
export function failureCount({ failed, total }: FailedItems): string {
  return total === undefined ? `${failed} failed` : `${failed} of ${total} failed`;
}

/** Returns the response, and what it wraps: EC2 has `DeleteFlowLogsResponse` around everything. */
function responsesOf(response: unknown): readonly Members[] {
  if (!isObject(response)) return [];
  const inner = Object.entries(response)
    .slice(0, maxMembers)
    .filter(([key]) => /(?:response|result|output)$/i.test(key))
    .map(([, value]) => value)
    .filter(isObject);
  return [response, ...inner];
}

type Members = Readonly<Record<string, unknown>>;

/** Responses have fewer members, and calls take fewer items: more would only cost time. */
const maxMembers = 100;
const maxItems = 10_000;

interface Failures {
  readonly failed: number;
  readonly errors: readonly unknown[];
  readonly total: number | undefined;
}

function failuresIn(response: Members): Failures {
  let counted = 0;
  let succeeded: number | undefined;
  let listed: readonly unknown[] = [];
  let others = 0;
  let hasOthers = false;
  let mixed: Failures | undefined;
  for (const [key, value] of Object.entries(response).slice(0, maxMembers)) {
    const count = countIn(value);
    if (count !== undefined) {
      if (failedCount.test(key)) counted = Math.max(counted, count);
      else if (succeededCount.test(key)) succeeded = count;
      continue;
    }
    if (failureList.test(key)) {
      const failures = failuresUnder(key, value);
      // One list may repeat the other in more detail.
      if (failures.length > listed.length) listed = failures;
      continue;
    }
    const items = itemsIn(value);
    if (!items) continue;
    const errors = items.filter((item) => isFailure(item, key));
    if (errors.length > 0) mixed = { failed: errors.length, errors, total: items.length };
    hasOthers = true;
    others += items.length;
  }
  const failed = Math.max(counted, listed.length);
  if (failed === 0) return mixed ?? { failed: 0, errors: [], total: undefined };
  if (mixed) return { ...mixed, failed: Math.max(failed, mixed.failed) };
  if (succeeded !== undefined) return { failed, errors: listed, total: failed + succeeded };
  if (!hasOthers) return { failed, errors: listed, total: undefined };
  // Beside a mere number of failures, a list has the results of all items.
  return { failed, errors: listed, total: listed.length > 0 ? failed + others : others };
}

/** SuccessCount, succeededRecordCount. */
const succeededCount = /^succe(?:ss|eded)\w{0,40}count$/i;

/** Returns the failures in a list, in a map to failures, or in a single object. */
function failuresUnder(key: string, value: unknown): readonly unknown[] {
  const items = itemsIn(value);
  if (items) return items;
  if (!isObject(value)) return [];
  const values = Object.values(value).slice(0, maxItems);
  if (values.length > 0 && values.every(isObject)) return values;
  return singleFailure.test(key) && values.length > 0 ? [value] : [];
}

/** Whether an entry of a list with the results of all items reports a failure. */
function isFailure(item: unknown, key: string): boolean {
  if (!isObject(item)) return false;
  if (itemErrorCodes.some((name) => ownText(item, name))) return true;
  if (errorDetails.some((name) => errorCodeOf(ownProperty(item, name)) !== undefined)) return true;
  return resultList.test(key) && failedItem.test(ownText(item, 'status') ?? '');
}

/** Other lists may describe things that are in the state FAILED. */
const resultList = /(?:results?|status(?:es)?|entries|responses)$/i;

/** Returns the error code of a failed item; undefined when it has none. */
export function errorCodeOf(item: unknown): string | undefined {
  for (const details of [item, ...errorDetails.map((key) => ownProperty(item, key))]) {
    for (const key of codes) {
      const code = ownText(details, key);
      if (code !== undefined) return code;
    }
  }
  return undefined;
}

const codes = ['errorCode', 'ErrorCode', 'code', 'Code', 'failureCode', 'errorType'];

/** Returns a number of items, which may be written as a text; undefined for any other value. */
function countIn(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
