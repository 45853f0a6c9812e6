/**
 * A thread that runs command lines, one after the other, with the `main` of the built binary: what is
 * loaded once serves all of them. Its `process.env` is its own, so that the AWS SDK and os.tmpdir()
 * find in it what a run is given, and nothing that was left by the run before.
 *
 * Takes `{ args, environment, variables, stdin }`, answers `{ stdout, stderr, exitCode }`.
 */
import { Readable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import { main } from '../../dist/cli.mjs';

parentPort.on('message', async ({ args, environment, variables, stdin }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables);
  const [stdout, stderr] = [collect(), collect()];
  const exitCode = await main(args, {
    environment: { ...environment, variables: process.env },
    io: { stdin: Readable.from(pieces(Buffer.from(stdin)), { objectMode: false }), stdout, stderr },
    signal: new AbortController().signal,
  });
  parentPort.postMessage({ stdout: stdout.text(), stderr: stderr.text(), exitCode });
});

/** What a pipe hands over at once. */
function* pieces(bytes) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** An Output that keeps what is written. The writer may use its bytes again, so they are copied. */
function collect() {
  const chunks = [];
  return {
    write: async (chunk) => void chunks.push(Buffer.from(chunk)),
    text: () => Buffer.concat(chunks).toString(),
  };
}
