/**
 * A thread that runs command lines, one after another, with the `main` of the built binary, which
 * it loads only once. It has its own `process.env`, so that the AWS SDK and os.tmpdir() see only
 * the variables of the current run.
 *
 * Takes `{ args, environment, variables, stdin }`, answers `{ stdout, stderr, exitCode }`.
 */
import { Readable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import { main } from '../../dist/cli.cjs';

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

/** Splits input into pieces of the size in which a pipe delivers it. */
function* pieces(bytes) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/**
 * Creates an Output that keeps everything. It copies the chunks, because the writer may reuse their
 * memory.
 */
function collect() {
  const chunks = [];
  return {
    write: async (chunk) => void chunks.push(Buffer.from(chunk)),
    text: () => Buffer.concat(chunks).toString(),
  };
}
