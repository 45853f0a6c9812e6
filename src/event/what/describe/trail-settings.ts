import type { Call } from '../call.ts';
import { listed, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/**
 * The settings of a trail that matter for what it records: the first that the call switches off,
 * else on.
 */
const trailSettings = [
  ['isMultiRegionTrail', 'all Regions'],
  ['includeGlobalServiceEvents', 'global services'],
  ['enableLogFileValidation', 'log file validation'],
  ['isOrganizationTrail', 'the organization'],
] as const;

/** Describes the settings of a trail that change: those that are switched off before the others. */
export const updatedTrail: Describe = (call) => {
  const name = call.name('name');
  const off = trailSettings.filter(([key]) => asked(call, key) === false);
  const on = trailSettings.filter(([key]) => asked(call, key) === true);
  const list = (settings: typeof off) => words(settings.map(([, text]) => text).join(', '));
  if (off.length > 0) return phrase`trail ${name} without ${list(off)}`;
  const { requestParameters } = call.event;
  const [bucket] = valuesAt(requestParameters, 's3BucketName').flatMap(
    (each) => textOf(each) ?? [],
  );
  if (bucket !== undefined) return phrase`trail ${name} changed to bucket ${bucket}`;
  if (on.length > 0) return phrase`trail ${name} with ${list(on)}`;
  return phrase`trail ${name} changed`;
};

/** Returns a flag of the request; the response has all settings, changed or not. */
function asked({ event }: Call, key: string): boolean | undefined {
  const [value] = valuesAt(event.requestParameters, key).flatMap((each) => textOf(each) ?? []);
  return value === undefined ? undefined : value === 'true';
}

/** Describes which events a trail records. */
export const eventSelectors: Describe = (call) => {
  const trail = call.name('trailName');
  const management = call.values('eventSelectors.includeManagementEvents');
  const types = call.text('eventSelectors.readWriteType');
  const excluded = listed(call.names('eventSelectors.excludeManagementEventSources'));
  if (management.length > 0 && !management.some((each) => each === true || each === 'true')) {
    return phrase`trail ${trail} records no management events`;
  }
  if (excluded) return phrase`trail ${trail} records no events of ${excluded}`;
  if (types === 'ReadOnly') return phrase`trail ${trail} records only reads`;
  if (types === 'WriteOnly') return phrase`trail ${trail} records only writes`;
  if (management.length > 0) return phrase`trail ${trail} records all management events`;
  return phrase`events recorded by trail ${trail} changed`;
};
