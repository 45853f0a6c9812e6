import { levels } from '../detect/rule.ts';
import { detectionFormats } from '../format/text/output-formats.ts';
import type { Flag } from './flag.ts';

/** The flag that selects events by a rule. */
export const findingFlag = {
  name: 'finding',
  value: 'RULE',
  group: 'Rules',
  summary: 'events that a rule matches, by its name; !RULE for all others',
  examples: ['root-login'],
  repeatable: true,
} as const satisfies Flag;

/** Flags that say which rules are used. */
export const ruleFlags = [
  {
    name: 'rules',
    value: 'PATH',
    group: 'Rules',
    isCommon: true,
    summary: 'also use the Sigma rules in this file or folder',
    examples: ['my-rules/'],
    repeatable: true,
  },
  {
    name: 'no-default-rules',
    group: 'Rules',
    summary: 'leave out the rules that come with trailscan',
  },
  {
    name: 'placeholder',
    value: 'NAME=VALUE,…',
    group: 'Rules',
    summary: 'the values of a placeholder in rules (%NAME%)',
    examples: ['admins=alice,bob'],
    repeatable: true,
  },
  {
    name: 'strict-rules',
    group: 'Run',
    summary: 'exit with 2 when a rule is broken, instead of leaving it out',
  },
] as const satisfies readonly Flag[];

/** Flags that only detections have. */
export const detectFlags = [
  {
    name: 'output',
    short: 'o',
    value: 'FORMAT',
    group: 'Output',
    isCommon: true,
    summary: 'how detections are printed',
    choices: detectionFormats,
    default: 'table on a terminal and with --group, ndjson into a pipe or file',
  },
  {
    name: 'min-level',
    value: 'LEVEL',
    group: 'Output',
    isCommon: true,
    summary: 'report rules of this level and above',
    choices: levels,
    default: 'low',
  },
  {
    name: 'group',
    value: 'NAME',
    group: 'Output',
    isCommon: true,
    summary: 'sum up by this attribute or field path, instead of by rule',
    examples: ['principal', 'source-ip', 'requestParameters.bucketName'],
    complete: 'column',
  },
  {
    name: 'tag',
    value: 'TAG,…',
    group: 'Rules',
    isCommon: true,
    summary: 'use only rules with one of these tags, or tags below them',
    examples: ['attack.t1098', 'attack.persistence'],
    repeatable: true,
  },
  {
    name: 'first-seen',
    group: 'Rules',
    summary: 'also use rules about what was not seen in the 14 days before',
  },
  {
    name: 'fail-on',
    value: 'LEVEL|RULE,…',
    group: 'Run',
    isCommon: true,
    summary: 'exit with 1 when there is a finding of this level or above, or of this rule',
    examples: ['high', 'root-login'],
    repeatable: true,
  },
] as const satisfies readonly Flag[];
