import type { core } from 'zod';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { isObject, ownProperty } from '../../event/own-property.ts';
import type { ConfigFile } from './config-file.ts';
import { configSchema, rootShape, sourceShape } from './config-schema.ts';
import type { ConfigPath, ConfigProblem } from './config-text.ts';
import type { ConfigFolders } from './setting-values.ts';

/** A validated config file, or its problems. */
interface ValidatedConfig {
  readonly config?: Omit<ConfigFile, 'path'>;
  readonly problems: readonly ConfigProblem[];
}

/** Validates the parsed text of a config file; null, from an empty file, has no settings. */
export async function validateConfig(
  data: unknown,
  folders: ConfigFolders,
): Promise<ValidatedConfig> {
  const sources = ownProperty(data, 'sources');
  const context = {
    ...folders,
    names: isObject(sources) ? Object.keys(sources) : [],
    checkColumn: await loadColumnCheck(data),
  };
  const result = configSchema(context).safeParse(data ?? {});
  if (result.success) return { config: result.data, problems: [] };
  const known = {
    root: Object.keys(rootShape(context)),
    ofSource: Object.keys(sourceShape(context)),
  };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, known)) };
}

/**
 * Loads the check of columns, which loads all attributes of events, only when the file names
 * columns.
 */
async function loadColumnCheck(data: unknown): Promise<(name: string) => unknown> {
  if (ownProperty(data, 'columns') === undefined) return () => {};
  return (await import('../../format/text/column.ts')).createColumn;
}

/** Names of settings. */
interface KnownKeys {
  readonly root: readonly string[];
  readonly ofSource: readonly string[];
}

/** More unknown keys would not be reported. */
const maxKeys = 100;

function problemsOf(issue: core.$ZodIssue, known: KnownKeys): readonly ConfigProblem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys
    .slice(0, maxKeys)
    .map((key) => ({ path: [...path, key], message: unknownKey(key, path, known) }));
}

function unknownKey(key: string, parent: ConfigPath, { root, ofSource }: KnownKeys): string {
  if (credential.test(key.replace(/[_-]/g, ''))) {
    return (
      'credentials do not belong here: keep them in ~/.aws/credentials or use single sign-on, and ' +
      'name the profile of a source: profile: audit'
    );
  }
  const known = parent.length === 0 ? root : ofSource;
  const meant = nearMisses(key, known, 1)[0];
  const isMisplaced = meant === undefined && ofSource.includes(key);
  const suggested = isMisplaced ? [`sources.NAME.${key}`] : meant === undefined ? [] : [meant];
  return `unknown setting${didYouMean(suggested)}: expected ${known.join(', ')}`;
}

/** Names of credentials, as the AWS CLI, the SDKs and other tools call them. */
const credential = /accesskey|secret|token|password|credential/i;
