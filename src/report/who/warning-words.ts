import type { SessionWarning } from '../../identity/session-warning.ts';

/** Returns a warning in words. */
export function warningText({ kind, value }: SessionWarning): string {
  switch (kind) {
    case 'instance-credentials-elsewhere':
      return `credentials of the instance used from a second address, ${value}`;
    case 'workload-second-address':
      return `credentials of the workload used from a second address, ${value}`;
    case 'key-used-after-its-end':
      return `used after ${value} ended the key`;
    case 'session-over-its-maximum':
      return `used ${value} hours after it began, longer than such a session can last`;
    case 'chain-over-three-hops':
      return `made through ${value} other sessions`;
    case 'issued-from-new-address':
      return `asked for from a new address, ${value}`;
    case 'sign-in-token-from-key':
      return `its key was turned into a console sign-in from ${value}`;
  }
}
