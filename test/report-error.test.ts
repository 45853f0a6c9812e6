import { expect, test } from 'vitest';
import { reportError } from '../src/report-error.ts';

async function reported(error: unknown) {
  let text = '';
  const stderr = {
    write: async (some: string) => {
      text += some;
    },
  };
  const code = await reportError(error, { argv: ['stats'], version: '1.2.3', stderr });
  return { code, text };
}

test.each(['EMFILE', 'ENFILE'])('%s is a limit of the system, not a bug', async (code) => {
  const error = Object.assign(new Error('too many open files'), { code, syscall: 'open' });
  expect(await reported(error)).toEqual({
    code: 2,
    text:
      "trailscan: this shell or system allows too few open files: allow more, as with 'ulimit -n " +
      "1024'\n",
  });
});

test('an unexpected error is reported as a bug, with its stack', async () => {
  const { code, text } = await reported(new TypeError('x is not a function'));
  expect(code).toBe(4);
  expect(text).toMatch(/^trailscan: this is a bug in trailscan 1\.2\.3, .*\nTypeError: x is not/);
});
