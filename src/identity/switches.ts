import type { Caller } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';

/**
 * Returns whether the sign-in service reports this call of AssumeRole as a switch in the console.
 */
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
  return ({ kind, name, by, principalId, time }) =>
    kind === 'issue' &&
    name === 'AssumeRole' &&
    principalId !== undefined &&
    switches.has(switchOf(principalId, by.arn, Math.floor(time / 1000)));
}

function switchOf(principalId: string, from: Caller['arn'], second: number): string {
  return JSON.stringify([principalId, from, second]);
}

/**
 * Returns whether the program is the one with which the console assumes roles. It proves nothing:
 * any program can take its name.
 */
export function isConsoleAgent(agent: string): boolean {
  return /^AWS Signin\b|^aws-internal\b|\bsignin\.amazonaws\.com\b/i.test(agent);
}
