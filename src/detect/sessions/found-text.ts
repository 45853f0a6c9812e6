import { counted } from '../../format/text/numbers.ts';
import type { SessionFound } from './find-in-sessions.ts';
import { sessionRuleOf } from './session-rules.ts';

/** Returns a finding about sessions in words; the value comes from events. */
export function foundText({ name, value, sessions }: SessionFound): string {
  const { title } = sessionRuleOf(name);
  const of = sessions > 1 ? `, ${counted(sessions, 'session')}` : '';
  return `${title}: ${valueText(name, value)}${of}`;
}

function valueText(name: SessionFound['name'], value: string): string {
  switch (name) {
    case 'chain-over-three-hops':
      return `through ${value}`;
    case 'session-over-its-maximum':
      return `after ${value} h`;
    default:
      return value;
  }
}
