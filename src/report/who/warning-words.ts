import type { SessionWarning } from '../../identity/session-warnings.ts';

/** Returns a warning in words. */
export function warningText({ kind, value }: SessionWarning): string {
  switch (kind) {
    case 'second-address':
      return `credentials of a workload used from a second address, ${value}`;
    case 'after-end-of-key':
      return `used after ${value} ended the key`;
    case 'too-long':
      return `used ${value} hours after it began, longer than such a session can last`;
    case 'long-chain':
      return `made through ${value} other sessions`;
    case 'sign-in-token':
      return `its key was turned into a console sign-in from ${value}`;
  }
}
