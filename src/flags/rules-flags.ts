import { levels } from '../detect/rule.ts';
import { ruleListFormats } from '../format/text/output-formats.ts';
import { detectFlags, ruleFlags } from './detect-flags.ts';
import type { Flag } from './flag.ts';
import { pick } from './pick.ts';

/** Flags of the command that is about rules, and reads no events. */
export const rulesFlags = [
  ...pick(ruleFlags, 'rules', 'no-default-rules', 'placeholder'),
  ...pick(detectFlags, 'tag'),
  {
    name: 'min-level',
    value: 'LEVEL',
    group: 'Filter',
    isCommon: true,
    summary: 'list rules of this level and above',
    choices: levels,
    default: 'informational',
  },
  {
    name: 'output',
    short: 'o',
    value: 'FORMAT',
    group: 'Output',
    isCommon: true,
    summary: 'how it is printed; csv and markdown are for list',
    choices: ruleListFormats,
    default: 'table',
  },
  {
    name: 'strict-rules',
    group: 'Run',
    isCommon: true,
    summary: 'check: exit with 1 for warnings, too; list, show: with 2 for a broken rule',
  },
] as const satisfies readonly Flag[];
