import { UsageError } from '../../errors.ts';
import type { SummaryFormat, TimelineFormat } from '../../format/text/output-formats.ts';
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

/** Of what a dry run is made. */
interface DryRun {
  readonly source: Source;
  readonly sources: readonly SourceSpec[];
  readonly filter: Filter;
  readonly format: TimelineFormat | SummaryFormat;
  readonly run: Run;
  /** Whether an object need not be fetched, or why it will not be; absent: by the cache alone. */
  readonly mirrorStateOf?: (object: StoredObject) => MirrorState;
}

/** Lists the objects of S3 that would be read, and tells what that would take. */
export async function dryRun(
  { source, sources, filter, format, run, mirrorStateOf = stateInCache }: DryRun,
  { io, signal }: Pick<CommandContext, 'io' | 'signal'>,
): Promise<ExitCode> {
  if (!['table', 'text', 'json', 'ndjson'].includes(format)) {
    throw new UsageError(`--dry-run: expected the output table or json, found '${format}'`);
  }
  const history = sources.find(({ uri }) => isHistoryUri(uri));
  if (history) {
    throw new UsageError(
      `--dry-run: '${history.uri}' is no trail in S3: what it costs is time, two requests a second`,
    );
  }
  const estimator = createEstimator();
  const list = async function* () {
    for await (const found of source.list({ filter, order: 'none' }, signal)) {
      if ('reason' in found) yield { ledger: unreadableFile(found) };
      else if (found.kind === 'object') {
        const standing = mirrorStateOf(found);
        if (typeof standing === 'object') {
          yield { ledger: unreadableFile({ file: found.name, ...standing }) };
        } else estimator.add(found, standing === 'there');
      }
    }
  };
  for await (const _ of run.follow(list()));
  // Half a sum is wrong.
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
