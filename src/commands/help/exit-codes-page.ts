import { exitCodes } from './exit-codes.ts';
import type { Page } from './page.ts';

/** `trailscan help exit-codes`. */
export const exitCodesPage: Page = {
  intro: 'What the exit code says',
  sections: [
    { heading: 'Exit codes', rows: exitCodes },
    {
      heading: 'In scripts',
      text: [
        'A run that meets something unreadable goes on without it and ends with 3: what it ' +
          'printed is right but may not be all. --strict stops there instead.',
      ],
      examples: [
        {
          does: 'Complain when the root user did anything',
          line: 'trailscan query fixtures/trail --identity-type root --exit-status \\\n  && echo "root was used"',
        },
      ],
    },
  ],
};
