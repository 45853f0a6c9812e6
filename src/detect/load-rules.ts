import { isUtf8 } from 'node:buffer';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { describeIoError } from '../source/io-error.ts';
import type { RuleSet } from './rule.ts';
import { linkRules } from './sigma/link-rules.ts';
import { type ParsedFile, parseRuleFile, type RuleOptions } from './sigma/parse-rule-file.ts';
import type { ParsedDocument } from './sigma/parsed-document.ts';

/** How rules are loaded. */
export interface LoadOptions extends RuleOptions {
  /** Files that were parsed before: rules with a name that is also in `paths` are replaced. */
  readonly before?: readonly ParsedFile[];
  readonly signal?: AbortSignal;
}

/**
 * Loads the Sigma rules in files and folders. Folders are searched at all depths for `.yml` and
 * `.yaml`, in the order of their names; hidden entries are left out. A file that a path names may
 * have any name.
 *
 * Files that cannot be read are problems in the report, as are links inside of folders, which are
 * not followed. Throws only when the signal is aborted.
 */
export async function loadRules(
  paths: readonly string[],
  { before = [], ...options }: LoadOptions = {},
): Promise<RuleSet> {
  const files = await parseRuleFiles(paths, options);
  return linkRules([...withoutReplaced(before, files), ...files]);
}

/** Returns files without the rules that have the name of a rule in `files`. */
export function withoutReplaced(
  before: readonly ParsedFile[],
  files: readonly ParsedFile[],
): readonly ParsedFile[] {
  const replaced = new Set(files.flatMap(({ documents }) => documents.flatMap(nameOf)));
  return before.map(({ documents, ...file }) => ({
    ...file,
    documents: documents.filter((document) => !nameOf(document).some((name) => replaced.has(name))),
  }));
}

/** Parses the rules in files and folders, as `loadRules` does. */
export async function parseRuleFiles(
  paths: readonly string[],
  { signal, ...options }: Omit<LoadOptions, 'before'> = {},
): Promise<readonly ParsedFile[]> {
  const files: ParsedFile[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    for await (const entry of listRuleFiles(path)) {
      signal?.throwIfAborted();
      if ('reason' in entry) {
        files.push(unreadable(entry.path, entry.reason));
        continue;
      }
      const real = await realpath(entry.path).catch(() => entry.path);
      if (seen.has(real)) continue;
      seen.add(real);
      files.push(await readRuleFile(entry.path, options));
    }
  }
  return files;
}

/** Returns the name of a rule, if the document is one. */
function nameOf(document: ParsedDocument): readonly string[] {
  const isRule = document.kind === 'rule' || document.kind === 'correlation';
  return isRule ? [document.rule.name] : [];
}

/** A rule file, or what cannot be read. */
type RulePath = { readonly path: string } | { readonly path: string; readonly reason: string };

async function* listRuleFiles(path: string): AsyncIterable<RulePath> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) yield { path };
    else if (stats.isDirectory()) yield* listFolder(path);
    else yield { path, reason: 'is not a regular file' };
  } catch (error) {
    yield { path, reason: describeIoError(error) };
  }
}

async function* listFolder(folder: string): AsyncIterable<RulePath> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(describeIoError);
  if (typeof entries === 'string') {
    yield { path: folder, reason: entries };
    return;
  }
  const inOrder = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of inOrder.filter(({ name }) => !name.startsWith('.'))) {
    const path = join(folder, entry.name);
    const isRuleFile = extensions.includes(extname(entry.name).toLowerCase());
    if (entry.isDirectory()) yield* listFolder(path);
    else if (entry.isFile() && isRuleFile) yield { path };
    else if (entry.isSymbolicLink()) yield { path, reason: 'is a link, which is not followed' };
    else if (isRuleFile) yield { path, reason: 'is not a regular file' };
  }
}

const extensions = ['.yml', '.yaml'];

/** The largest file in bytes that is read. */
const maxBytes = 2_000_000;

async function readRuleFile(path: string, options: RuleOptions): Promise<ParsedFile> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      return unreadable(path, 'is larger than 2 MB: expected a rule file, which is small');
    }
    const bytes = await readFile(path);
    if (!isUtf8(bytes)) return unreadable(path, 'is not UTF-8: expected text saved in UTF-8');
    return parseRuleFile(new TextDecoder().decode(bytes), path, options);
  } catch (error) {
    return unreadable(path, describeIoError(error));
  }
}

function unreadable(file: string, reason: string): ParsedFile {
  return { documents: [{ kind: 'broken', problem: { file, reason } }], warnings: [] };
}
