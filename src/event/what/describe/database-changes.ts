/** Databases that are created, changed or deleted: `database db open to the internet`. */
import { phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/** Describes a new database; `key` names it in the request. */
export function createdDatabase(noun: string, key: string): Describe {
  return (call) => {
    const isPublic = call.flag('publiclyAccessible') === true;
    const reach = words(isPublic ? ', open to the internet' : '');
    return phrase`${words(noun)} ${call.name(key)} created${reach}`;
  };
}

/** Describes the change to a database that matters most. */
export function modifiedDatabase(noun: string, key: string): Describe {
  return (call) => {
    const database = phrase`${words(noun)} ${call.name(key)}`;
    const says = (text: string) => phrase`${database} ${words(text)}`;
    const { requestParameters } = call.event;
    const asked = (name: string) => {
      const [value] = valuesAt(requestParameters, name);
      return textOf(value)?.toLowerCase();
    };
    if (asked('publiclyAccessible') === 'true') return says('open to the internet');
    // The password itself is hidden; that there is one says enough.
    if (valuesAt(requestParameters, 'masterUserPassword').length > 0) {
      return phrase`master password of ${database} changed`;
    }
    if (asked('deletionProtection') === 'false') return says('no longer protected from deletion');
    if (asked('publiclyAccessible') === 'false') return says('no longer open to the internet');
    if (asked('backupRetentionPeriod') === '0') return says('no longer backed up');
    const snapshot = call.text('newDBInstanceIdentifier') ?? call.text('newDBClusterIdentifier');
    return snapshot ? phrase`${database} renamed to ${snapshot}` : says('changed');
  };
}

/** Describes a database that is deleted, and whether nothing is left of it. */
export function deletedDatabase(noun: string, key: string): Describe {
  return (call) => {
    const isGone = call.flag('skipFinalSnapshot') === true;
    return phrase`${words(noun)} ${call.name(key)} deleted${words(isGone ? ' without a last snapshot' : '')}`;
  };
}
