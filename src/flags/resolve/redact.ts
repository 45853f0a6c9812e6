import { UsageError } from '../../errors.ts';
import type {
  DetectionFormat,
  SummaryFormat,
  TimelineFormat,
} from '../../format/text/output-formats.ts';
import { type Args, isOn } from '../args.ts';
import type { Settings } from './settings.ts';

/**
 * Returns whether secrets are masked: as the flags or the config file say; otherwise in the formats
 * that are made to be sent to others. Throws UsageError for flags that contradict each other.
 */
export function resolveRedact(
  args: Args,
  { redact }: Settings,
  format: TimelineFormat | SummaryFormat | DetectionFormat | 'page',
): boolean {
  const [on, off] = [isOn(args, 'redact'), isOn(args, 'no-redact')];
  if (on && off) {
    throw new UsageError('--redact and --no-redact cannot be used together: expected one of them');
  }
  if (on || off) return on;
  return redact.value ?? (format === 'markdown' || format === 'html');
}
