import { outputFlags } from '../../flags/output-flags.ts';
import { pick } from '../../flags/pick.ts';
import { rulesFlags } from '../../flags/rules-flags.ts';
import { helpFlag } from '../../flags/run-flags.ts';
import type { Command } from '../command.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'check Sigma rules before they are used, list and explain them',
  usage: 'check [PATH …] | list | show NAME … [FLAG …]',
  description:
    'check tests rule files and folders: it prints the rules that are broken, and what is odd ' +
    'about others, such as a field that no event has, and exits with 1 if a rule is broken. ' +
    'Without a PATH it checks the rules that come with trailscan. list prints the rules that ' +
    'detect would use; show explains rules: what they find and what else it may be, the ' +
    'condition, and the commands that use them. What rules can have: trailscan help sigma.',
  operands: ['check', 'list', 'show'],
  filesAfter: 'check',
  flags: [...rulesFlags, ...pick(outputFlags, 'color'), helpFlag],
  examples: [
    {
      does: 'The rules that come with trailscan; name a folder to check your own',
      line: 'trailscan rules check',
    },
    {
      does: 'The worst that trailscan can find',
      line: 'trailscan rules list --min-level critical',
    },
    { does: 'What a rule is about', line: 'trailscan rules show root-login' },
    {
      does: 'The rules for one technique, for a spreadsheet',
      line: 'trailscan rules list --tag attack.t1098 -o csv',
    },
  ],
  load: async () => (await import('./run.ts')).rules,
};
