import type { Readable } from 'node:stream';
import type { TimeRange } from '../time-range.ts';
import { createCredentials } from './aws/credentials.ts';
import { findAccounts } from './find-accounts.ts';
import { findLogFiles } from './find-log-files.ts';
import { measurePaths } from './measure-paths.ts';
import { createOpener } from './opener.ts';
import type { Extent, ListRequest, Source } from './source.ts';
import { lateDelivery } from './trail-layout/late-delivery.ts';
import { type Selection, selectionFor } from './trail-layout/selection.ts';

/** Options for finding and opening local files. */
export interface LocalOptions extends Partial<Pick<Source, 'credentials' | 'note'>> {
  /**
   * Files may have been delivered up to this many milliseconds after the requested time; see
   * `lateDelivery`.
   */
  readonly late?: number;
  /** The current time, in epoch milliseconds; absent when it does not matter. */
  readonly now?: number;
  /** The spans of time to read, if they are narrower than the time of the filter. */
  readonly spans?: readonly TimeRange[];
}

/**
 * Creates the source of the files, folders and standard input (`-`) that the paths name. `stdin` is
 * called only if standard input is read.
 */
export function createLocalSource(
  paths: readonly string[],
  stdin: () => Readable,
  { credentials = createCredentials(), note, ...options }: LocalOptions = {},
): Source {
  let selections: readonly Selection[] | undefined;
  return {
    ...createOpener({ credentials, stdin, note }),
    credentials,
    ...(note && { note }),
    list(request, signal) {
      selections = selectionsFor(request, options);
      return findLogFiles(paths, { selections, order: request.order, signal });
    },
    accounts: (signal) => findAccounts(paths, signal),
    measure(signal) {
      let extent: Extent | undefined;
      measurePaths(paths, { selections: selections ?? [], order: 'none', signal }).then(
        (measured) => {
          extent = measured && { ...measured, isWhole: true };
        },
        // Without the extent, the progress line shows less.
        () => {},
      );
      return () => extent;
    },
  };
}

function selectionsFor(
  { filter }: ListRequest,
  { late = lateDelivery.local, now = Number.POSITIVE_INFINITY, spans }: LocalOptions,
): readonly Selection[] {
  return (spans ?? [filter.time]).map((time) => selectionFor({ ...filter, time }, { late, now }));
}
