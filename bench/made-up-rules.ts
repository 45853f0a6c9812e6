import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calls } from './trail/calls.ts';

/** The number of names of API calls with rules. */
const names = 350;

/**
 * Writes Sigma rules to a folder and returns it: for each of many API names, one for calls that
 * succeeded and one for those that failed, as the rules of another tool have them.
 */
export function writeMadeUpRules(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const all = new Set(calls.map(({ name }) => name));
  const rules = [...all]
    .sort()
    .slice(0, names)
    .flatMap((name) => [
      rule(`${name} succeeded`, name, 'selection and not (error_code or error_message)'),
      rule(`${name} failed`, name, 'selection and (error_code or error_message)'),
    ]);
  writeFileSync(join(folder, 'calls.yml'), rules.join('---\n'));
  return folder;
}

function rule(title: string, eventName: string, condition: string): string {
  return `title: ${title}
level: informational
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventName: ${eventName}
  error_code:
    errorCode|exists: true
  error_message:
    errorMessage|exists: true
  condition: ${condition}
`;
}
