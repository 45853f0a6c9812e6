import { UsageError } from '../../errors.ts';
import type {
  DetectionFormat,
  SummaryFormat,
  TimelineFormat,
} from '../../format/text/output-formats.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { unreadableFile } from '../../query/ledger.ts';
import { isCached } from '../../source/cache/object-cache.ts';
import { isHistoryUri } from '../../source/history/parse-history-uri.ts';
import type { StoredObject } from '../../source/log-file.ts';
import type { MirrorState } from '../../source/mirror/mirror-state.ts';
import { createEstimator } from '../../source/s3/list/estimate.ts';
import type { Source } from '../../source/source.ts';
import type { SourceSpec } from '../../source/source-spec.ts';
import type { CommandContext, ExitCode } from '../command.ts';
import type { Run } from './follow-run.ts';
import { renderErrors } from './ledger-report.ts';

/** Options of `dryRun`. */
interface DryRunOptions {
  readonly source: Source;
  readonly sources: readonly SourceSpec[];
  readonly filter: Filter;
  readonly format: TimelineFormat | SummaryFormat | DetectionFormat;
  readonly run: Run;
  /**
   * Says whether an object is already on disk, or why it cannot be fetched; by default, looks in
   * the cache.
   */
  readonly mirrorStateOf?: (object: StoredObject) => MirrorState;
}

/**
 * Lists the objects in S3 that would be read, and prints an estimate of the requests and their
 * cost.
 */
export async function dryRun(
  { source, sources, filter, format, run, mirrorStateOf = stateInCache }: DryRunOptions,
  { io, signal }: Pick<CommandContext, 'io' | 'signal'>,
): Promise<ExitCode> {
  if (!['table', 'text', 'json', 'ndjson'].includes(format)) {
    throw new UsageError(`--dry-run: expected the output table or json, found '${format}'`);
  }
  const history = sources.find(({ uri }) => isHistoryUri(uri));
  if (history) {
    throw new UsageError(
      `--dry-run: '${history.uri}' is not a trail in S3: it costs only time, at two requests a second`,
    );
  }
  const estimator = createEstimator();
  const list = async function* () {
    for await (const found of source.list({ filter, order: 'none' }, signal)) {
      if ('reason' in found) yield { ledger: unreadableFile(found) };
      else if (found.kind === 'object') {
        const state = mirrorStateOf(found);
        if (typeof state === 'object') {
          yield { ledger: unreadableFile({ file: found.name, ...state }) };
        } else estimator.add(found, state === 'there');
      }
    }
  };
  for await (const _ of run.follow(list()));
  // A partial total would be misleading.
  if (!run.stopped()) {
    const estimate = estimator.result(source.listRequests?.() ?? 0);
    const { renderEstimate, renderEstimateJson } = await import('./estimate-report.ts');
    const isText = format === 'table' || format === 'text';
    await io.stdout.write((isText ? renderEstimate : renderEstimateJson)(estimate));
  }
  await io.stderr.write(renderErrors(run.ledger));
  return run.ledger.errors.length > 0 ? 3 : 0;
}

function stateInCache(object: StoredObject): MirrorState {
  return isCached(object) ? 'there' : 'missing';
}
