import { describe, expect, it } from 'vitest';
import { correlation, reasonAgainst, rulesIn, ruleWith } from './rules-in.ts';

const base = (name: string, level = 'low') =>
  ruleWith(
    'a: {eventName: x}\ncondition: a',
    `title: Rule ${name}\nname: ${name}\nid: 0000000${name.length}-0000-4000-8000-00000000000${name.charCodeAt(0) % 10}\nlevel: ${level}`,
  );

const correlate = (lines: string, head = 'title: Correlated\nname: correlated\nlevel: high') =>
  `${head}\ncorrelation:\n${lines
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;

/** Returns the correlation in a file with the rules `one`, `two` and `three`. */
const parse = (lines: string, head?: string) =>
  rulesIn([
    [correlate(lines, head), base('one'), base('two', 'medium'), base('three')].join('---\n'),
  ]);

const counted = 'type: event_count\nrules: [one]\ngroup-by: [sourceIPAddress]\ntimespan: 10m';

describe('a correlation', () => {
  it('has the fields that the specification gives it', () => {
    const rules = parse(`${counted}\ncondition: {gte: 100}\ngenerate: true`);
    expect(rules.report.problems).toEqual([]);
    expect(correlation(rules)).toMatchObject({
      kind: 'correlation',
      name: 'correlated',
      title: 'Correlated',
      level: 'high',
      type: 'event_count',
      rules: ['one'],
      groupBy: ['sourceIPAddress'],
      timespan: 600_000,
      bounds: [{ operator: 'gte', number: 100 }],
      aliases: {},
      generate: true,
    });
  });

  it.each([
    ['value_count', 'field: eventName\n  gte: 3', { field: 'eventName' }],
    ['value_sum', 'field: additionalEventData.bytesTransferredOut\n  gt: 1000000', {}],
    [
      'value_avg',
      'field: additionalEventData.x\n  lt: 1.5',
      { bounds: [{ operator: 'lt', number: 1.5 }] },
    ],
    ['value_percentile', 'field: a.b\n  gte: 3\n  percentile: 95', { percentile: 95 }],
    ['value_median', 'field: a.b\n  lte: 3', { bounds: [{ operator: 'lte', number: 3 }] }],
    ['value_count', 'field: [src_ip]\n  gt: 3', { field: 'sourceIPAddress' }],
    [
      'event_count',
      'gt: 100\n  lte: 200',
      {
        bounds: [
          { operator: 'gt', number: 100 },
          { operator: 'lte', number: 200 },
        ],
      },
    ],
    ['event_count', 'eq: 0', { bounds: [{ operator: 'eq', number: 0 }] }],
    ['event_count', 'neq: 1', { bounds: [{ operator: 'neq', number: 1 }] }],
    ['event_count', "gte: '10'", { bounds: [{ operator: 'gte', number: 10 }] }],
    ['temporal', 'gte: 2', { bounds: [{ operator: 'gte', number: 2 }] }],
  ])('may be a %s with the condition %j', (type, condition, expected) => {
    const rules = parse(
      `type: ${type}\nrules: [one, two]\ntimespan: 1h\ncondition:\n  ${condition}`,
    );
    expect(rules.report.problems).toEqual([]);
    expect(correlation(rules)).toMatchObject({ type, groupBy: [], ...expected });
  });

  it.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['2w', 1_209_600_000],
    ['1M', 2_629_746_000],
    ['1y', 31_556_952_000],
  ])('may span %s', (timespan, expected) => {
    const rules = parse(counted.replace('10m', timespan).concat('\ncondition: {gte: 1}'));
    expect(correlation(rules).timespan).toBe(expected);
  });

  it.each(['temporal', 'temporal_ordered'])(
    '%s needs no condition: all rules must match',
    (type) => {
      const found = correlation(parse(`type: ${type}\nrules: [one, two]\ntimespan: 5m`));
      expect(found).toMatchObject({ type, rules: ['one', 'two'], bounds: [] });
      expect(found).not.toHaveProperty('expression');
    },
  );

  it('of a temporal type may have a condition on its rules', () => {
    const found = correlation(
      parse(
        'type: temporal\nrules: [one, two, three]\ntimespan: 5m\ncondition: one and not (two or three)',
      ),
    );
    expect(found.expression).toEqual({
      kind: 'all',
      operands: [
        { kind: 'rule', rule: 'one' },
        {
          kind: 'not',
          operand: {
            kind: 'any',
            operands: [
              { kind: 'rule', rule: 'two' },
              { kind: 'rule', rule: 'three' },
            ],
          },
        },
      ],
    });
  });

  it('takes its rules from such a condition when it does not list them', () => {
    const found = correlation(parse('type: temporal\ntimespan: 5m\ncondition: two or one and two'));
    expect(found.rules).toEqual(['two', 'one']);
  });

  it('may have aliases, which name the fields of each rule', () => {
    const found = correlation(
      parse(
        'type: temporal\nrules: [one, Rule two]\ntimespan: 5m\ngroup-by: [who, awsRegion]\naliases:\n  who:\n    one: userIdentity.arn\n    Rule two: src_ip',
      ),
    );
    expect(found.groupBy).toEqual(['who', 'awsRegion']);
    expect(found.aliases).toEqual({ who: { one: 'userIdentity.arn', two: 'sourceIPAddress' } });
  });

  it('may have generate beside it', () => {
    const head = 'title: Correlated\nlevel: high\ngenerate: true';
    expect(correlation(parse(`${counted}\ncondition: {gte: 1}`, head)).generate).toBe(true);
    expect(
      correlation(parse(`${counted}\ncondition: {gte: 1}\ngenerate: false`, head)).generate,
    ).toBe(false);
    expect(correlation(parse(`${counted}\ncondition: {gte: 1}`)).generate).toBe(false);
  });

  it('without a level has the highest of its rules', () => {
    const found = correlation(parse('type: temporal\nrules: [one, two]\ntimespan: 5m', 'title: C'));
    expect(found.level).toBe('medium');
  });

  it('may refer to rules by ID, by name and by the name of their file', () => {
    const rules = rulesIn([
      correlate(
        'type: temporal\nrules: [00000003-0000-4000-8000-000000000001, two, c]\ntimespan: 5m',
      ),
      [base('one'), base('two')].join('---\n'),
      ruleWith('a: {eventName: x}\ncondition: a', 'title: Third\nlevel: low'),
    ]);
    expect(rules.report.problems).toEqual([]);
    expect(rules.report.warnings).toEqual([]);
    expect(correlation(rules).rules).toEqual(['one', 'two', 'c']);
  });

  it('may refer to a rule by its title, with a warning', () => {
    const rules = parse(counted.replace('[one]', '[Rule one]').concat('\ncondition: {gte: 1}'));
    expect(correlation(rules).rules).toEqual(['one']);
    expect(rules.report.warnings).toEqual([
      {
        file: 'a.yml',
        line: 1,
        rule: 'Correlated',
        reason: "refers to 'Rule one' by its title: use its ID or its name",
      },
    ]);
  });

  it('prefers rules of its own file when several have the same title', () => {
    const file = (head: string) =>
      [
        correlate(
          `type: temporal\nrules: [Same, one]\ntimespan: 5m`,
          `title: C ${head}\nname: c${head}`,
        ),
        ruleWith('a: {eventName: x}\ncondition: a', `title: Same\nname: same_${head}\nlevel: low`),
        base('one'),
      ].join('---\n');
    const rules = rulesIn([file('1'), file('2')]);
    expect(rules.report.problems).toEqual([]);
    expect(correlation(rules, 'c1').rules).toEqual(['same_1', 'one']);
    expect(correlation(rules, 'c2').rules).toEqual(['same_2', 'one_2']);
  });

  it('may refer to other correlations, in any order of documents', () => {
    const rules = parse(
      'type: temporal_ordered\nrules: [inner, two]\ntimespan: 1h',
      'title: Outer\nname: outer',
    );
    expect(rules.report.problems.map(({ reason }) => reason)).toEqual([
      "refers to 'inner', which is not one of the rules",
    ]);
    const both = rulesIn([
      [
        correlate(
          'type: temporal_ordered\nrules: [inner, two]\ntimespan: 1h',
          'title: Outer\nname: outer',
        ),
        correlate(`${counted}\ncondition: {gte: 5}`, 'title: Inner\nname: inner\nlevel: critical'),
        base('one'),
        base('two'),
      ].join('---\n'),
    ]);
    expect(both.report.problems).toEqual([]);
    expect(correlation(both, 'outer')).toMatchObject({
      rules: ['inner', 'two'],
      level: 'critical',
    });
  });

  it('may refer to others many levels deep, but not without end', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, at) =>
        correlate(
          `type: temporal\nrules: [${at === length - 1 ? 'one' : `c${at + 1}`}]\ntimespan: 1h`,
          `title: C\nname: c${at}`,
        ),
      ).join('---\n');
    expect(rulesIn([`${chain(50)}---\n${base('one')}`]).report).toMatchObject({ loaded: 51 });
    const { problems } = rulesIn([`${chain(3000)}---\n${base('one')}`]).report;
    expect(problems[0]?.reason).toContain('refers to correlations more than 50 deep');
  });

  it('cannot refer to itself, directly or through others', () => {
    const self = rulesIn([correlate('type: temporal\nrules: [correlated]\ntimespan: 1h')]);
    expect(self.report.problems.map(({ reason }) => reason)).toEqual([
      "refers to 'correlated', which cannot be used: refers to itself, through its rules",
    ]);
    const circle = ['x', 'y'].map((name, at) =>
      correlate(
        `type: temporal\nrules: [${'yx'[at]}]\ntimespan: 1h`,
        `title: ${name}\nname: ${name}`,
      ),
    );
    expect(rulesIn([circle.join('---\n')]).report).toMatchObject({ loaded: 0, documents: 2 });
    expect(rulesIn([circle.join('---\n')]).report.problems).toHaveLength(2);
  });

  it.each([
    [
      ruleWith('a: {eventName: x}\ncondition: a', 'title: Other\nname: one').replace(
        'aws, service: cloudtrail',
        'linux',
      ),
      "refers to 'one', a rule for another log source",
    ],
    [
      ruleWith('a: {eventName: x}\ncondition: a', 'title: Other\nname: one\nstatus: deprecated'),
      "refers to 'one', which is left out, since its status is deprecated",
    ],
    [
      ruleWith('a: {eventName: x}\ncondition: selection', 'title: Other\nname: one'),
      "refers to 'one', which cannot be used: the condition names 'selection', which is not a search identifier",
    ],
  ])('cannot be used when its rule cannot, and says why', (rule, reason) => {
    const { problems } = rulesIn([
      [correlate(`${counted}\ncondition: {gte: 1}`), rule].join('---\n'),
    ]).report;
    expect(problems.map((problem) => problem.reason)).toContain(reason);
  });

  it('for another log source is counted with those', () => {
    const head = 'title: C\nlogsource: {product: windows}';
    expect(parse(`${counted}\ncondition: {gte: 1}`, head).report.otherSources).toBe(1);
  });

  it.each([
    [
      'rules: [one]\ntimespan: 1m',
      '4: there is no type: expected one of event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, value_percentile, value_median',
    ],
    [
      'type: count\nrules: [one]\ntimespan: 1m',
      /^5: the type 'count': expected one of event_count/,
    ],
    ['type: event_count\nrules: [one]\ncondition: {gte: 1}', "4: there is no 'timespan'"],
    [
      'type: event_count\nrules: [one]\ntimespan: 0m\ncondition: {gte: 1}',
      /^7: 'timespan': '0m' is not a time span/,
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 10\ncondition: {gte: 1}',
      /^7: 'timespan': '10' is not a time span/,
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1h30m\ncondition: {gte: 1}',
      /^7: 'timespan': '1h30m' is not a time span/,
    ],
    ['type: event_count\ntimespan: 1m\ncondition: {gte: 1}', "4: 'event_count' needs 'rules'"],
    [
      'type: event_count\nrules: [[one]]\ntimespan: 1m\ncondition: {gte: 1}',
      "6: 'rules': expected a list of names",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m',
      "4: 'event_count' needs a condition, such as gte: 10",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ncondition: one',
      "8: 'event_count' needs a condition such as gte: 10, not text",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ncondition: {field: a}',
      '8: the condition has no bound, such as gte: 10',
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ncondition: {gte: 1, field: a}',
      "8: 'event_count' counts events, not the values of a field",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ncondition: {ge: 1}',
      "8: unknown key 'ge': expected gt, gte, lt, lte, eq, neq, field or percentile",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ncondition: {gte: many}',
      "8: 'gte' must be a number",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ncondition: [1]',
      '8: the condition must be a map',
    ],
    [
      'type: value_count\nrules: [one]\ntimespan: 1m\ncondition: {gte: 1}',
      "8: 'value_count' needs a 'field' in its condition",
    ],
    [
      'type: value_count\nrules: [one]\ntimespan: 1m\ncondition: {gte: 1, field: [a, b]}',
      '8: several fields are not supported',
    ],
    [
      'type: value_percentile\nrules: [one]\ntimespan: 1m\ncondition: {gte: 1, field: a}',
      "8: 'value_percentile' needs a 'percentile'",
    ],
    [
      'type: value_percentile\nrules: [one]\ntimespan: 1m\ncondition: {gte: 1, field: a, percentile: 101}',
      "8: 'percentile' must be from 0 to 100",
    ],
    [
      'type: value_avg\nrules: [one]\ntimespan: 1m\ncondition: {gte: 1, field: a, percentile: 1}',
      "8: 'value_avg' has no 'percentile'",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ngroup_by: [a]\ncondition: {gte: 1}',
      "4: unknown key 'group_by' (did you mean 'group-by'?)",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\ngenerate: maybe\ncondition: {gte: 1}',
      "8: 'generate' must be true or false",
    ],
    [
      'type: event_count\nrules: [one]\ntimespan: 1m\naliases: [a]\ncondition: {gte: 1}',
      /^8: 'aliases' must be a map of maps/,
    ],
    [
      'type: temporal\nrules: [one, two]\ntimespan: 1m\ncondition: one',
      "8: the condition does not name 'two', one of its rules",
    ],
    [
      'type: temporal\nrules: [one]\ntimespan: 1m\ncondition: one or two',
      "8: the condition names 'two', which is not one of its rules",
    ],
    [
      'type: temporal\nrules: [one]\ntimespan: 1m\ncondition: 1 of them',
      "8: 'of' cannot be used in the condition of a correlation",
    ],
    [
      'type: temporal\nrules: [one]\ntimespan: 1m\naliases: {who: {five: a}}',
      "1: has an alias for 'five', which is not one of its rules",
    ],
  ])('is refused with a reason: %j', (lines, reason) => {
    const text = `${correlate(lines)}---\n${base('one')}---\n${base('two')}`;
    const found = reasonAgainst(text) ?? '';
    if (typeof reason === 'string') expect(found).toBe(reason);
    else expect(found).toMatch(reason);
  });
});
