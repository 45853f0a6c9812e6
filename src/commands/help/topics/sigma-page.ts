import type { Page } from '../page.ts';

/** `trailscan help sigma`. */
export const sigmaPage: Page = {
  intro:
    'trailscan detect reads Sigma rules, correlations and filters (specification 2.1) for product ' +
    'aws, service cloudtrail; rules for other logs are counted and left out. Test yours with ' +
    'trailscan rules check PATH.',
  sections: [
    {
      heading: 'A rule',
      text: [
        'title, logsource and detection are needed; level, tags, status, description, ' +
          'falsepositives and references are shown. A rule without a name is called after its file.',
      ],
      rows: [
        ['selection: {field: value, …}', 'all of the fields'],
        ['field: [a, b]', 'one of the values'],
        ['selection: [{…}, {…}]', 'one of the maps; of texts: anywhere in the event'],
        ['field: null', 'the field is missing or null'],
        ["'*' and '?'", 'any text, one character; \\ before them takes them literally'],
      ],
    },
    {
      heading: 'Conditions',
      rows: [
        ['and, or, not, ( … )', 'not binds most tightly, then and'],
        ['1 of selection*', 'one of the selections with such a name; also any of'],
        ['all of them', 'all selections but those whose name begins with _'],
      ],
    },
    {
      heading: 'Modifiers',
      rows: [
        ['contains, startswith, endswith', 'where the text is'],
        ['re, re|i, re|m, re|s', 'a regular expression (RE2), anywhere in the text'],
        ['all, neq, cased', 'all of the values; none; letter case counts'],
        ['cidr, exists, fieldref', 'a network; true or false; the value of another field'],
        ['lt, lte, gt, gte', 'compare numbers'],
        ['minute, hour, day, week, month, year', 'a part of a time, in UTC; hour|gte, too'],
        ['base64, base64offset, utf16le, wide', 'also utf16be and utf16; windash'],
        ['expand', 'replaces %NAME% with the values of --placeholder'],
      ],
    },
    {
      heading: 'Correlations',
      text: [
        'type, rules and timespan; group-by, aliases, condition and generate where they apply. ' +
          'Types: event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, ' +
          'value_percentile, value_median. The temporal types take a condition such as a and not b.',
      ],
    },
    {
      heading: 'Extensions of trailscan',
      rows: [
        ['trailscan.NAME: value', 'an attribute: trailscan help fields'],
        ['trailscan: {first_seen: [FIELD, …]}', 'only the first event with these values together'],
        ['trailscan: {look_back: 14d}', 'how long they must not have been seen'],
      ],
      text: [
        'Such rules are used with --first-seen. The same keys can be written trailscan.first_seen.',
      ],
    },
    {
      heading: 'Differences',
      text: [
        'A rule without a level is taken for medium; a correlation has the highest of its rules. ' +
          'Values in arrays are searched, and an object is compared as its compact JSON. Numbers ' +
          'and flags are compared by their text. An empty errorCode is a missing one. Deprecated ' +
          'and unsupported rules are left out.',
      ],
    },
    {
      heading: 'Examples',
      examples: [
        { does: 'How a rule is read', line: 'trailscan rules show console-login-ok' },
        {
          does: 'The items of rules in a filter',
          line: 'trailscan query fixtures/trail --where \'userAgent|contains = "aws-cli"\'',
        },
      ],
    },
  ],
};
