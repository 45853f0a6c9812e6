import { UsageError } from '../../errors.ts';
import { loadConfigured, resolveCache } from '../../flags/resolve/source-config.ts';
import { counted, size } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { clearCache, measureCache } from '../../source/cache/cache-contents.ts';
import type { RunCommand } from '../command.ts';

/** Prints the size and folder of the cache of S3 objects, or empties it. */
export const cache: RunCommand = async ({ args, environment, io }) => {
  const [action, ...others] = args.operands;
  if ((action !== 'info' && action !== 'clear') || others.length > 0) {
    throw new UsageError(
      "cache: expected info or clear, such as 'trailscan cache info', or 'trailscan cache info " +
        "--cache=DIR' for a folder of your choice",
    );
  }
  const { settings } = await loadConfigured(environment);
  const { folder, bytes: maxBytes } = resolveCache(
    args,
    environment,
    settings.cache.value,
    settings,
  );
  const { objects, bytes } = action === 'info' ? measureCache(folder) : clearCache(folder);
  const contents = `${counted(objects, 'object')}, ${size(bytes)}`;
  const lines =
    action === 'info'
      ? [`folder:   ${folder}`, `contents: ${contents} of ${size(maxBytes)}`]
      : [`removed ${contents} from ${folder}`];
  await io.stdout.write(lines.map((line) => `${forTerminal(line)}\n`).join(''));
  return 0;
};
