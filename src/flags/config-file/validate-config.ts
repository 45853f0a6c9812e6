import type { core } from 'zod';
import { nearMisses } from '../../event/near-misses.ts';
import { isObject, ownProperty } from '../../event/own-property.ts';
import { didYouMean } from '../values/suggest.ts';
import type { ConfigFile } from './config-file.ts';
import { configSchema, rootShape, sourceShape } from './config-schema.ts';
import type { ConfigPath, ConfigProblem } from './config-text.ts';
import type { ConfigFolders } from './setting-values.ts';

/** What a config file says, or what is wrong with it. */
interface ValidatedConfig {
  readonly config?: Omit<ConfigFile, 'path'>;
  readonly problems: readonly ConfigProblem[];
}

/** Validates what a config file says; null, as of an empty file, is nothing. */
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

/** The check brings the attributes of events along: who names no columns needs neither. */
async function loadColumnCheck(data: unknown): Promise<(name: string) => unknown> {
  if (ownProperty(data, 'columns') === undefined) return () => {};
  return (await import('../../format/text/column.ts')).createColumn;
}

/** Names of settings. */
interface KnownKeys {
  readonly root: readonly string[];
  readonly ofSource: readonly string[];
}

/** More would not be told. */
const mostKeys = 100;

function problemsOf(issue: core.$ZodIssue, known: KnownKeys): readonly ConfigProblem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys
    .slice(0, mostKeys)
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

/** Names of what signs requests, in the words of the AWS CLI, the SDKs and other tools. */
const credential = /accesskey|secret|token|password|credential/i;
