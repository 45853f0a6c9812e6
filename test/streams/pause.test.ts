import { expect, test } from 'vitest';
import { pause } from '../../src/streams/pause.ts';

test('a pause throws the reason of its aborted signal', async () => {
  const stop = new AbortController();
  const paused = pause(1_000_000, stop.signal);
  const reason = new Error('enough');
  stop.abort(reason);
  await expect(paused).rejects.toBe(reason);
  await expect(pause(1_000_000, stop.signal)).rejects.toBe(reason);
});
