import type { Caller } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';

/** Returns whether the console made this call of AssumeRole, to switch the role of its user. */
export type IsSwitch = (event: IdentityEvent) => boolean;

/** Creates the function that recognises switches among these events. */
export function createIsSwitch(events: readonly IdentityEvent[]): IsSwitch {
  const switches = new Set<string>();
  for (const { kind, by, from, time } of events) {
    if (kind !== 'switch' || from === undefined) continue;
    // The two calls of a switch can be a second apart.
    const second = Math.floor(time / 1000);
    for (const near of [second - 1, second, second + 1]) {
      switches.add(switchOf(by.principalId, from, near));
    }
  }
  return ({ kind, name, agent, by, principalId, time }) => {
    if (kind !== 'issue' || name !== 'AssumeRole') return false;
    if (isConsoleAgent(agent)) return true;
    return (
      principalId !== undefined &&
      switches.has(switchOf(principalId, by.arn, Math.floor(time / 1000)))
    );
  };
}

function switchOf(principalId: string, from: Caller['arn'], second: number): string {
  return JSON.stringify([principalId, from, second]);
}

/** The console assumes roles with this program, from the user's address. */
function isConsoleAgent(agent: string): boolean {
  return /^AWS Signin\b|^aws-internal\b|\bsignin\.amazonaws\.com\b/i.test(agent);
}
