import type { Page } from '../page.ts';

/** `trailscan help where`. */
export const wherePage: Page = {
  intro:
    '--where takes a filter pattern in the JSON syntax of CloudWatch Logs, the one in which AWS ' +
    'and CIS publish patterns for CloudTrail. Put it in single quotes: the shell interprets $ and !. ' +
    'The other filters have flags of their own, such as --event: trailscan query --help lists them.',
  sections: [
    {
      heading: 'Conditions',
      rows: [
        ['$.eventName = ConsoleLogin', 'is this text; in quotes when it contains a space'],
        ['$.errorCode = "*Denied*"', 'with * for any text'],
        ['$.eventName = %^Delete%', 'matches a regular expression (RE2)'],
        ['$.eventName != "Get*"', 'is not this text, or the field is missing'],
        ['$.responseElements.count > 5', 'also < >= <=, for numbers'],
        ['$.errorCode EXISTS', 'also NOT EXISTS'],
        ['$.readOnly IS FALSE', 'also IS TRUE and IS NULL'],
      ],
    },
    {
      heading: 'Combinations',
      rows: [
        ['… && …', 'both; binds more tightly than ||'],
        ['… || …', 'either'],
        ['( … )', 'groups conditions'],
        ['{ … }', 'around the whole pattern, as AWS writes it; may be left out'],
      ],
      text: [
        'Text comparisons are case-sensitive.',
        'If --where is given several times, one of the patterns must match; && combines conditions in one.',
      ],
    },
    {
      heading: 'Extensions of trailscan',
      rows: [
        [
          '$.eventName IN [RunInstances, Stop*]',
          'one of a list; in quotes when a value contains a space or a comma',
        ],
        ['$.recipientAccountId != $.userIdentity.accountId', 'compares two fields; also with ='],
        ['NOT ( … )', 'the opposite of the conditions inside'],
      ],
      text: [
        'CloudWatch Logs does not support these three. Two fields are equal when both exist and have ' +
          'the same text; != also matches when one of them, or both, are missing or null.',
        'Put text that begins with $. in quotation marks.',
      ],
    },
    {
      heading: "Sigma's items",
      rows: [
        ['userAgent|contains = "curl/"', "a name without $., with Sigma's modifiers"],
        ['trailscan.outcome = denied', 'an attribute, as in --by: trailscan stats --help'],
        ['sourceIPAddress|cidr IN ["10.0.0.0/8"]', 'in a network; != is neither of the values'],
      ],
      text: [
        'They ignore case, * and ? are wildcards, arrays are searched, and an object is compared as its ' +
          'compact JSON. Modifiers are those of Sigma 2.1: contains, startswith, endswith, re, cased, all, ' +
          'cidr, fieldref, hour and so on.',
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
