import { UsageError } from '../../errors.ts';
import { suggest } from '../../flags/values/suggest.ts';
import type { RunCommand } from '../command.ts';
import { check } from './check.ts';
import { list } from './list.ts';
import { show } from './show.ts';

/** Checks rule files, lists the rules or explains some of them. */
export const rules: RunCommand = async (context) => {
  const [action = '', ...operands] = context.args.operands;
  if (!isAction(action)) {
    throw new UsageError(
      `rules: expected check, list or show${suggest(action, Object.keys(actions))}, such as ` +
        "'trailscan rules check my-rules/'",
    );
  }
  return actions[action]({ ...context, args: { ...context.args, operands } });
};

/** Each gets the operands behind its name. */
const actions = { check, list, show } satisfies Record<string, RunCommand>;

function isAction(word: string): word is keyof typeof actions {
  return Object.hasOwn(actions, word);
}
