import type { Call } from '../call.ts';
import { listed, type Phrase, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/**
 * The settings of a trail that matter for what it records: the first that the call switches off,
 * else on.
 */
const trailSettings = [
  ['isMultiRegionTrail', 'multi-Region'],
  ['includeGlobalServiceEvents', 'global services'],
  ['enableLogFileValidation', 'log file validation'],
  ['isOrganizationTrail', 'organization'],
] as const;

/** Describes the settings of a trail that change: those that are switched off before the others. */
export const updatedTrail: Describe = (call) => {
  const name = call.name('name');
  const off = trailSettings.filter(([key]) => asked(call, key) === false);
  const on = trailSettings.filter(([key]) => asked(call, key) === true);
  if (off.length > 0) return phrase`trail ${name}: ${listOf(off)} off`;
  const { requestParameters } = call.event;
  const [bucket] = valuesAt(requestParameters, 's3BucketName').flatMap(
    (each) => textOf(each) ?? [],
  );
  if (bucket !== undefined) return phrase`trail ${name} changed to bucket ${bucket}`;
  const hasKey = valuesAt(requestParameters, 'kmsKeyId').some((each) => textOf(each));
  if (hasKey) return phrase`trail ${name} encrypted with key ${call.name('kmsKeyId')}`;
  if (on.length > 0) return phrase`trail ${name}: ${listOf(on)} on`;
  return phrase`trail ${name} changed`;
};

function listOf(settings: readonly (readonly [string, string])[]): Phrase | undefined {
  return listed(
    settings.map(([, text]) => words(text)),
    'setting',
  );
}

/** Returns a flag of the request; the response has all settings, changed or not. */
function asked({ event }: Call, key: string): boolean | undefined {
  const [value] = valuesAt(event.requestParameters, key).flatMap((each) => textOf(each) ?? []);
  return value === undefined ? undefined : value === 'true';
}
