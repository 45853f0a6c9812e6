/**
 * The words by which responses report failures. All of them contain one of a few hints, so a
 * response in whose text no hint is found need not be parsed to know that it reports none.
 */
import type { FieldKeys } from './field-path.ts';

/** Names of numbers: failedEntryCount, FailedCount, errorCount, unsuccessfulItemCount. */
export const failedCount = /^(?:failed|failure|error|unsuccessful|unprocessed)s?\w{0,40}count$/i;

/**
 * Names of lists: unsuccessful, unsuccessfulFleetDeletionSet, failures, failedEntries,
 * failedResourcesMap, errors, errorSet, batchItemErrors, unprocessedItems, rejectedRules,
 * invalidParameters.
 */
export const failureList =
  /^(?:un(?:successful|processed)|fail(?:ed|ure)|error|rejected|invalid(?:parameters|ids)$)|(?:failures|errors)$/i;

/** Names of lists under which a single failure may be without a list. */
export const singleFailure = /^(?:error|failure|failed|unsuccessful)$/i;

/** The members of an item under which its failure is described. */
export const errorDetails = [
  ...['error', 'Error', 'errorDetail', 'ErrorDetail', 'errorDetails', 'failureDetails'],
] as const;

/** The members with the code of an item that failed, in a list of all items. */
export const itemErrorCodes = ['errorCode', 'ErrorCode'] as const;

/** The status of an item that failed. */
export const failedItem = /^(?:fail(?:ed|ure)|error)$/i;

/** The status of an operation that was denied. */
export const deniedStatus =
  /^(?:access[ _-]?denied|denied|forbidden|unauthorized|not[ _-]?authorized)$/i;

/** The status of an operation that failed. */
export const failedStatus =
  /^(?:[a-z]{1,40}[ _-])?(?:fail(?:ed|ure)|errors?|timed[ _-]?out|aborted)$/i;

/** The member with an HTTP status. */
export const httpStatus = 'statusCode';

/** The result of a sign-in that failed. */
export const failedSignIn = 'Failure';

/**
 * Four characters, in upper or lower case, of each of these words. `\u00` may begin a letter that
 * is written as an escape. They are chosen to be rare in other words: `usco` of statusCode.
 */
export const failureHints: readonly string[] = [
  ...['fail', 'erro', 'unsu', 'unpr', 'reje', 'inva', 'deni', 'forb', 'rize', 'imed', 'abor'],
  ...['usco', '\\u00'],
];

/** The field in which hints are searched. */
export const hintedField: FieldKeys = ['responseElements'];
