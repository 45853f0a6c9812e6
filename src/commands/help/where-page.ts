import type { Page } from './page.ts';

/** `trailscan help where`. */
export const wherePage: Page = {
  intro:
    '--where takes a filter pattern in the JSON syntax of CloudWatch Logs, the one in which AWS ' +
    'and CIS publish patterns for CloudTrail. Put it in single quotes: the shell knows $ and ! too.',
  sections: [
    {
      heading: 'Conditions',
      rows: [
        ['$.eventName = ConsoleLogin', 'is this text; quotes when it holds a space'],
        ['$.errorCode = "*Denied*"', 'with * for any text'],
        ['$.eventName = %^Delete%', 'matches a regular expression (RE2)'],
        ['$.eventName != "Get*"', 'is not; also when the field is missing'],
        ['$.responseElements.count > 5', 'also < >= <=, for numbers'],
        ['$.errorCode EXISTS', 'also NOT EXISTS'],
        ['$.readOnly IS FALSE', 'also IS TRUE and IS NULL'],
      ],
    },
    {
      heading: 'Together',
      rows: [
        ['… && …', 'both; binds closer than ||'],
        ['… || …', 'one of them'],
        ['( … )', 'first what is inside'],
        ['{ … }', 'around the whole, as AWS writes it; may be left out'],
      ],
      text: ['Text is compared with regard to case.'],
    },
    {
      heading: "trailscan's own",
      rows: [
        [
          '$.eventName IN [RunInstances, Stop*]',
          'one of a list; quotes when a value holds a space or a comma',
        ],
        ['$.recipientAccountId != $.userIdentity.accountId', 'two fields; also = between them'],
        ['NOT ( … )', 'the opposite of what is inside'],
      ],
      text: [
        'CloudWatch Logs does not understand these three. Two fields are equal when both are there and ' +
          'have the same text; != also matches when one of them, or both, are missing or null.',
        'Put text that begins with $. in quotation marks.',
      ],
    },
    {
      heading: 'Selectors',
      rows: [
        ['$.userIdentity.type', 'a field inside a field'],
        ['$.resources[0].ARN', 'one element of an array'],
        ['$.resources[*].ARN', 'any of them'],
        ["$.requestParameters['a.b']", 'a name with a period in it'],
      ],
    },
    {
      heading: 'Examples',
      examples: [
        {
          does: 'Console logins without MFA (CIS AWS Foundations Benchmark)',
          line:
            'trailscan query fixtures/trail --where \'{ ($.eventName = "ConsoleLogin") &&\n' +
            '  ($.additionalEventData.MFAUsed != "Yes") &&\n' +
            '  ($.userIdentity.type = "IAMUser") &&\n' +
            '  ($.responseElements.ConsoleLogin = "Success") }\'',
        },
        {
          does: 'Calls that were denied',
          line:
            'trailscan query fixtures/trail --where \\\n' +
            '  \'{ ($.errorCode = "*UnauthorizedOperation") ||\n' +
            '  ($.errorCode = "AccessDenied*") }\'',
        },
      ],
    },
  ],
};
