import type { Batch } from '../query/batch.ts';
import type { Filter } from '../query/filter.ts';
import type { Source } from '../source/source.ts';
import { createHashSecrets } from './scan/hash-secrets.ts';
import { type OpenScan, openScanFor, type ScanOptions, scanFor } from './scan-for.ts';

/**
 * Reads all log files of the source and yields the events that match, with all their deliveries, as
 * they are found: with workers in any order. Whatever cannot be read is in a batch's ledger, and the
 * scan goes on. Throws the signal's reason when it is aborted.
 */
export function scan(filter: Filter, source: Source, options: ScanOptions): AsyncGenerator<Batch> {
  return scanFor({ filter, secrets: createHashSecrets() }, source, options);
}

/** Begins such a scan, after which the files can be read again; whoever does must close it. */
export function openScan(filter: Filter, source: Source, options: ScanOptions): OpenScan {
  return openScanFor({ filter, secrets: createHashSecrets() }, source, options);
}
