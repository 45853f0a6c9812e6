import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import { FolderError, folderErrorOf, refusalOf } from '../../../src/source/mirror/disk-error.ts';
import { createFolderWriter } from '../../../src/source/mirror/folder-writer.ts';
import { readNote } from '../../../src/source/mirror/object-notes.ts';
import { temporaryFolder } from '../../support/trailscan.ts';
import { objectOf } from './object-of.ts';

const chunks = ['some ', 'text'].map((text) => Buffer.from(text));
const content = { chunks, facts: () => ({}) };
const object = (key: string) => objectOf(key).object;

describe('a file of a mirror', () => {
  it('is written with its folders and its time', async () => {
    const folder = join(temporaryFolder(), 'mirror');
    const writer = createFolderWriter(folder);
    const path = join(folder, 'a/b/c.json.gz');
    expect(await writer.write(object('a/b/c.json.gz'), content)).toBeUndefined();
    writer.close();
    expect(readFileSync(path, 'utf8')).toBe('some text');
    expect(statSync(path).mtimeMs).toBe(object('').modified);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('has notes with facts that are known only after its last bytes', async () => {
    const folder = temporaryFolder();
    const writer = createFolderWriter(folder);
    let metadata: { signature: string } | undefined;
    const arriving = async function* () {
      yield* chunks;
      metadata = { signature: 'ab' };
    };
    await writer.write(object('a/b'), { chunks: arriving(), facts: () => ({ metadata }) });
    writer.close();
    expect(readNote(join(folder, 'a/b'))).toMatchObject({ metadata, size: object('a/b').size });
  });

  it('replaces an existing file, even a link', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), 'mine');
    symlinkSync(join(folder, 'target'), join(folder, 'link'));
    const writer = createFolderWriter(folder);
    await writer.write(object('link'), content);
    writer.close();
    expect(readFileSync(join(folder, 'link'), 'utf8')).toBe('some text');
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('mine');
  });

  it('does not appear before it is complete, and not at all when its bytes break off', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a');
    const writer = createFolderWriter(folder);
    const broken = async function* () {
      yield* chunks;
      expect(existsSync(path)).toBe(false);
      throw new Error('broken off');
    };
    await expect(writer.write(object('a'), { ...content, chunks: broken() })).rejects.toThrow(
      'broken off',
    );
    expect(existsSync(path)).toBe(false);
    expect(await writer.write(object('a'), content)).toBeUndefined();
    writer.close();
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('is refused with a reason where it cannot be written although others can', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'mine');
    mkdirSync(join(folder, 'folder/inner'), { recursive: true });
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    const writer = createFolderWriter(folder);
    const write = (name: string) => writer.write(object(name), content);
    expect(await write('file/a')).toBe('there is a file with the name of its folder');
    expect(await write('file/a/b')).toBe('there is a file with the name of its folder');
    expect(await write('folder')).toBe('there is a folder with its name');
    expect(await write('folder/inner')).toBe('there is a folder with its name');
    expect(await write('x'.repeat(256))).toBe('its name is too long for the disk');
    expect(await write(`a/${'x'.repeat(256)}/b`)).toBe('its name is too long for the disk');
    expect(await write('loop/a')).toBe('its folder is a link that points to itself');
    expect(await write('fine')).toBeUndefined();
    writer.close();
    expect(readdirSync(folder).sort()).toEqual(['a', 'file', 'fine', 'folder', 'loop']);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  });

  it.skipIf(process.getuid?.() === 0)(
    'is refused where writing to its folder is not permitted',
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'closed'));
      chmodSync(join(folder, 'closed'), 0o500);
      const writer = createFolderWriter(folder);
      expect(await writer.write(object('closed/a'), content)).toBe(
        'permission to write it is denied',
      );
      writer.close();
      chmodSync(join(folder, 'closed'), 0o700);
    },
  );
});

describe('a folder that cannot be written to', () => {
  it.each(['file', 'file/below', '/dev/null', '/dev/null/below'])(
    'is reported as a ConfigError: %s',
    async (name) => {
      const outer = temporaryFolder();
      writeFileSync(join(outer, 'file'), 'mine');
      const folder = name.startsWith('/') ? name : join(outer, name);
      const write = async () => {
        const writer = createFolderWriter(folder);
        await writer.write(object('a'), content);
      };
      await expect(write()).rejects.toThrow(ConfigError);
      await expect(write()).rejects.toThrow(
        `'${folder}' cannot be written to (it is a file): name another folder`,
      );
    },
  );

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'it is read-only'],
    ['EIO', 'EIO'],
  ])('because of %s is reported with the cause "%s"', (code, words) => {
    const error = Object.assign(new Error('write'), { syscall: 'write', code });
    expect(refusalOf(error)).toBeUndefined();
    expect(folderErrorOf(error, 'x')).toEqual(new FolderError('x', words));
  });

  it('is not reported for errors that are not system errors', () => {
    const error = new TypeError('a bug');
    expect(refusalOf(error)).toBeUndefined();
    expect(folderErrorOf(error, 'x')).toBe(error);
  });
});
