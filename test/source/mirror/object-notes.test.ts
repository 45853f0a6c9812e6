import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addNote, readNote } from '../../../src/source/mirror/object-notes.ts';
import { temporaryFolder } from '../../support/trailscan.ts';
import { objectOf } from './object-of.ts';

function notesIn(folder: string) {
  const path = (name: string) => join(folder, name);
  return {
    file: path('.trailscan-objects'),
    add(name: string, signature: string) {
      const { object } = objectOf(name);
      addNote(path(name), { object, facts: { metadata: { signature } }, mode: undefined });
    },
    read: (name: string) => readNote(path(name)).metadata?.['signature'],
  };
}

describe('notes about the objects of a folder', () => {
  it('are kept by file name, and the last one for a file counts', () => {
    const { add, read } = notesIn(temporaryFolder());
    const names = ['a', 'b', '{"file":"a",', 'ü"\\', '__proto__'];
    for (const name of names) add(name, `first of ${name}`);
    for (const name of names) expect(read(name)).toBe(`first of ${name}`);
    add('a', 'second');
    expect(read('a')).toBe('second');
    expect(read('b')).toBe('first of b');
    expect(read('c')).toBeUndefined();
  });

  it('are not made when there is nothing to note', () => {
    const folder = temporaryFolder();
    const { object } = objectOf('a');
    addNote(join(folder, 'a'), { object, facts: {}, mode: undefined });
    expect(existsSync(join(folder, '.trailscan-objects'))).toBe(false);
    expect(readNote(join(folder, 'a'))).toEqual({});
  });

  it('stay readable after a line that was cut short', () => {
    const { file, add, read } = notesIn(temporaryFolder());
    add('a', 'whole');
    appendFileSync(file, '{"file":"a","metadata":{"signa');
    expect(read('a')).toBe('whole');
    add('b', 'after it');
    expect(read('a')).toBe('whole');
    expect(read('b')).toBe('after it');
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
  });
});
