import { exitCodes } from './exit-codes.ts';
import type { Page } from './page.ts';

/** `trailscan help exit-codes`. */
export const exitCodesPage: Page = {
  intro: 'What the exit code means',
  sections: [
    { heading: 'Exit codes', rows: exitCodes },
    {
      heading: 'In scripts',
      text: [
        'When some input cannot be read, a run continues without it and ends with 3: its output ' +
          'is correct but may be incomplete. --strict stops there instead.',
      ],
      examples: [
        {
          does: 'Warn when the root user did anything',
          line: 'trailscan query fixtures/trail --identity-type root --exit-status \\\n  && echo "root was used"',
        },
      ],
    },
  ],
};
