import { describe, expect, onTestFinished, test } from 'vitest';
import { requireUsers, startMotoServer, whyNoMoto } from '../support/moto-server.ts';
import { readsLikeAFolder } from '../support/reads-like-a-folder.ts';
import { useTrailInS3 } from '../support/trail-in-s3.ts';
import { trailscan } from '../support/trailscan.ts';

const skipped = whyNoMoto();
const title = `a trail in moto_server${skipped ? ` (skipped: ${skipped})` : ''}`;

describe.skipIf(skipped)(title, { timeout: 120_000 }, () => {
  const trail = useTrailInS3(startMotoServer, { accessKeyId: 'any', secretAccessKey: 'any' });

  readsLikeAFolder(trail);

  // Signatures cannot be tested: moto decodes queries before it signs them.
  test('cannot be read with an access key that does not exist', async () => {
    const { url, environment } = trail();
    onTestFinished(() => requireUsers(url, false));
    await requireUsers(url, true);
    const run = await trailscan(['query', 's3://trail/'], { env: environment() });
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain('AWS does not know the access key');
  });
});
