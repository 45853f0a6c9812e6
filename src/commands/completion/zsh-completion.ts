import { type Flag, takesWord } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import { spellingsOf, variableOf, wordListCode } from './vocabulary.ts';

/**
 * Returns the zsh code that completes the commands, to source or to put in a folder of `$fpath`.
 */
export function zshCompletion(commands: readonly Command[]): string {
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  return `#compdef trailscan
# zsh completion for trailscan: source <(trailscan completion zsh)
${wordListCode((variable, words) => `typeset -ga ${variable}=(${words})`)}

# Offers the sources of the config file after @, otherwise files.
_trailscan_sources() {
  if [[ $PREFIX == @* ]]; then
    local -a names=(\${(f)"$(trailscan config sources 2>/dev/null)"})
    compadd "$@" -a names
  else
    _files "$@"
  fi
}

_trailscan() {
  local -a commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[print help]' '--version[print the version]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}

if [[ $funcstack[1] == _trailscan ]]; then
  _trailscan "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _trailscan trailscan
fi
`;
}

function commandCase({ name, flags, operands, filesAfter }: Command): string {
  const operand =
    operands === 'files'
      ? "'*:source:_trailscan_sources'"
      : quote(`1:subject:(${operands.join(' ')})`);
  const specs = [...flags.map(flagSpec), operand, ...(filesAfter ? ["'*:file:_files'"] : [])];
  return `    ${name})
      _arguments -s \\
${specs.map((spec) => `        ${spec}`).join(' \\\n')}
      ;;`;
}

function flagSpec(flag: Flag): string {
  const spellings = spellingsOf(flag);
  // A repeatable flag stays on offer; of others, both spellings are excluded once one is typed.
  const guard = flag.repeatable ? "'*'" : quote(`(${spellings.join(' ')})`);
  const forms = spellings.length > 1 ? `{${spellings.join(',')}}` : spellings.join();
  return `${guard}${forms}${quote(`[${flag.summary.replace(/[[\]\\]/g, '\\$&')}]${valueSpec(flag)}`)}`;
}

function valueSpec(flag: Flag): string {
  if (!takesWord(flag)) return '';
  const { choices, complete, repeatable, name } = flag;
  if (!choices && !complete) return `:${flag.value}: `;
  const words = choices ? choices.join(' ') : complete ? `$${variableOf(complete)}` : '';
  const action = repeatable ? `_values -s , ${name} ${words}` : `compadd - ${words}`;
  return `:${flag.value}:${action}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
