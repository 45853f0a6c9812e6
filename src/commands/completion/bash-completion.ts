import { type Flag, takesWord } from '../../flags/flag.ts';
import type { Command } from '../command.ts';
import { spellingsOf, variableOf, wordListCode } from './vocabulary.ts';

/**
 * Returns the bash code that completes the commands. It works from bash 3.2 on, which macOS has.
 */
export function bashCompletion(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion for trailscan: source <(trailscan completion bash)
${wordListCode((variable, words) => `${variable}='${words}'`)}

_trailscan() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  # bash splits --flag=value into three words.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    _trailscan_offer '${[...names, '--help', '--version'].join(' ')}'
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(commandCase).join('\n')}
  esac
}

_trailscan_offer() {
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}

# Completes the last value of a list.
_trailscan_offer_list() {
  local last="\${current##*[,!]}"
  COMPREPLY=($(compgen -P "\${current%"$last"}" -W "$1" -- "$last"))
}

# bash splits @prod into two words, and replaces both.
_trailscan_offer_sources() {
  if [[ $current != @* && $previous != @ ]]; then
    _trailscan_offer_files
    return
  fi
  local names="$(trailscan config sources 2>/dev/null)"
  COMPREPLY=($(compgen -W "$names" -- "@\${current#@}"))
}

_trailscan_offer_files() {
  compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$current"))
}

complete -F _trailscan trailscan
`;
}

function commandCase({ name, flags, operands, filesAfter }: Command): string {
  const values = flags.flatMap((flag) => {
    if (!takesWord(flag)) return [];
    return [`        ${spellingsOf(flag).join('|')}) ${valueOffer(flag)}return ;;`];
  });
  const spellings = flags.flatMap(spellingsOf).join(' ');
  const offerWord = operands === 'files' ? '' : `_trailscan_offer '${operands.join(' ')}'`;
  const offerOperand = filesAfter
    ? `if [[ \${COMP_WORDS[2]} == ${filesAfter} && $COMP_CWORD -gt 2 ]]; then _trailscan_offer_files; else ${offerWord}; fi`
    : offerWord || '_trailscan_offer_sources';
  return `    ${name})
      case "$previous" in
${[...values, '        *) ;;'].join('\n')}
      esac
      if [[ $current == -* ]]; then
        _trailscan_offer '${spellings}'
      else
        ${offerOperand}
      fi
      ;;`;
}

function valueOffer({ choices, complete, repeatable }: Flag): string {
  const offer = repeatable ? '_trailscan_offer_list' : '_trailscan_offer';
  if (choices) return `${offer} '${choices.join(' ')}'; `;
  return complete ? `${offer} "$${variableOf(complete)}"; ` : '';
}
