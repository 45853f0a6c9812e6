import type { Story } from '../made-up/story.ts';
import { acrossAccounts } from './across-accounts.ts';
import { consoles } from './console.ts';
import { identityCenter } from './identity-center.ts';
import { providers } from './providers.ts';
import { signInSessions } from './sign-in-sessions.ts';
import { tokens } from './tokens.ts';
import { waysIn } from './ways-in.ts';
import { workloads } from './workloads.ts';

/** All stories, in which each call that issues credentials occurs. */
export const allStories: readonly Story[] = [
  ...identityCenter,
  ...signInSessions,
  ...providers,
  ...tokens,
  ...consoles,
  ...workloads,
  ...acrossAccounts,
  ...waysIn,
];
