import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../src/format/text/column.ts';
import { outputFormats } from '../../../src/format/text/output-formats.ts';
import { blockOf } from '../../support/block-of.ts';
import { recordOf, render } from './record-of.ts';

describe('createWriter', () => {
  it.each(outputFormats)('writes the events as %s', async (format) => {
    const columns = [createColumn('event')];
    expect(await render(format, [[recordOf()]], { columns })).toContain('TerminateInstances');
  });

  it('passes on errors of the output', async () => {
    const { createWriter } = await import('../../../src/format/events/create-writer.ts');
    const output = {
      write: async () => {
        throw new Error('disk full');
      },
    };
    const options = { columns: undefined, width: undefined, color: false, zone: 'UTC' };
    const writer = createWriter({ format: 'ndjson', ...options }, output);
    await expect(writer.write(blockOf([recordOf()]))).rejects.toThrow('disk full');
  });
});
