import type { Page, Section } from '../page.ts';

/** The meaning of each exit code. */
export const exitCodes = [
  ['0', 'done; also when the reader of the output closed it'],
  [
    '1',
    'nothing matched, and --exit-status was given; --fail-on was met; rules check found a broken rule',
  ],
  ['2', 'wrong usage or configuration'],
  ['3', 'done, but some input could not be read'],
  ['4', 'failed'],
  ['130, 143', 'interrupted, terminated; 129 and 131: ended by SIGHUP and SIGQUIT'],
] as const satisfies Section['rows'];

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
          line: 'trailscan query fixtures/trail --user root --exit-status \\\n  && echo "root was used"',
        },
      ],
    },
  ],
};
