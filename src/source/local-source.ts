import type { Readable } from 'node:stream';
import type { TimeRange } from '../time-range.ts';
import { createCredentials } from './aws/credentials.ts';
import { findLogFiles } from './find-log-files.ts';
import { measurePaths } from './measure-paths.ts';
import { createOpener } from './opener.ts';
import type { Extent, ListRequest, Source } from './source.ts';
import { lateDelivery } from './trail-layout/late-delivery.ts';
import { type Selection, selectionFor } from './trail-layout/selection.ts';

/** How local files are found and opened. */
export interface LocalOptions extends Partial<Pick<Source, 'credentials' | 'note'>> {
  /** Milliseconds after the time asked for in which files may have been delivered; see `lateDelivery`. */
  readonly late?: number;
  /** What time it is, in epoch milliseconds; absent when it does not matter. */
  readonly now?: number;
  /** The spans of time of which events are wanted, where these are not all that the filter lets through. */
  readonly spans?: readonly TimeRange[];
}

/**
 * The files, folders and standard input (`-`) that the paths name. `stdin` is called when standard
 * input is read, if it is.
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
    measure(signal) {
      let extent: Extent | undefined;
      measurePaths(paths, { selections: selections ?? [], order: 'none', signal }).then(
        (measured) => {
          extent = measured && { ...measured, isWhole: true };
        },
        // Without it less is shown, and that is all.
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
