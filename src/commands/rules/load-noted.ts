import type { RuleSet } from '../../detect/rule.ts';
import { resolveRules } from '../../flags/resolve/rules.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { CommandContext } from '../command.ts';
import { ruleNotes } from '../run/rule-notes.ts';

/** Loads the rules that the flags ask for, and prints notes about those that cannot be used. */
export async function loadNoted({ args, io }: CommandContext): Promise<RuleSet> {
  const set = await resolveRules(args);
  const notes = ruleNotes(set.report);
  if (notes.length > 0) {
    await io.stderr.write(
      notes.map((note) => `${forTerminal(`trailscan: note: ${note}`)}\n`).join(''),
    );
  }
  return set;
}
