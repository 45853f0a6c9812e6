import { type Flag, takesWord } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import { variableOf, wordListCode } from './vocabulary.ts';

/** Returns the fish code that completes the commands. */
export function fishCompletion(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => [
    offer(beforeCommand, `-a ${command.name} -d ${quote(command.summary)}`),
    ...command.flags.map((flag) => offer(within(command), flagOffer(flag))),
    ...operandOffers(command),
  ]);
  return `# fish completion for trailscan: put it in ~/.config/fish/completions/trailscan.fish
${wordListCode((variable, words) => `set -g ${variable} ${words}`)}

# Prints each word after the part of the token up to its last comma.
function __trailscan_list
    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l head (string replace -r '[^,!]*$' '' -- "$token")
    printf '%s\\n' "$head"$argv
end

complete -c trailscan -f
${offer(beforeCommand, "-l help -s h -d 'print help'")}
${offer(beforeCommand, "-l version -s V -d 'print the version'")}
${lines.join('\n')}
`;
}

const beforeCommand = '__fish_use_subcommand';

function within({ name }: Command): string {
  return quote(`__fish_seen_subcommand_from ${name}`);
}

function offer(condition: string, completion: string): string {
  return `complete -c trailscan -n ${condition} ${completion}`;
}

function flagOffer(flag: Flag): string {
  const names = `-l ${flag.name}${flag.short ? ` -s ${flag.short}` : ''}`;
  return `${names}${valueOffer(flag)} -d ${quote(flag.summary)}`;
}

function valueOffer(flag: Flag): string {
  if (!takesWord(flag)) return '';
  const { choices, complete } = flag;
  if (!choices && !complete) return ' -x';
  const words = choices ? choices.join(' ') : complete ? `$${variableOf(complete)}` : '';
  return ` -x -a ${quote(flag.repeatable ? `(__trailscan_list ${words})` : words)}`;
}

function operandOffers(command: Command): readonly string[] {
  const { name, operands, filesAfter } = command;
  if (operands !== 'files') {
    const words = offer(within(command), `-a ${quote(operands.join(' '))}`);
    if (!filesAfter) return [words];
    const after = `__fish_seen_subcommand_from ${name}; and __fish_seen_subcommand_from ${filesAfter}`;
    return [words, offer(quote(after), '-F')];
  }
  const afterAt = `__fish_seen_subcommand_from ${name}; and string match -q "@*" -- (commandline -ct)`;
  return [
    offer(within(command), '-F'),
    offer(quote(afterAt), "-a '(trailscan config sources 2>/dev/null)'"),
  ];
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
