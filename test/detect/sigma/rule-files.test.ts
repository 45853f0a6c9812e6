import { describe, expect, it } from 'vitest';
import { parseRuleFile } from '../../../src/detect/sigma/parse-rule-file.ts';
import { eventRule, reasonAgainst, rulesIn, ruleWith } from './rules-in.ts';

const detection = 'a: {eventName: x}\ncondition: a';
const withHead = (head: string) => ruleWith(detection, head);

describe('a rule file', () => {
  it('has what a rule says about itself', () => {
    const rules = rulesIn([
      `# comment\n${withHead(
        [
          'title: The Title ',
          'id: 11111111-2222-4333-8444-555555555555',
          'name: the_name',
          'status: Experimental',
          'level: HIGH',
          'description: |-\n Several\n  lines',
          'author: [A, B]',
          'tags: [attack.t1098, attack.persistence]',
          'falsepositives: Unknown',
          'references:',
          'fields: [eventName, null]',
          'date: 2025-08-02',
          'related: null',
          'custom: {key: 1}',
        ].join('\n'),
      )}`,
    ]);
    expect(rules.report).toMatchObject({ loaded: 1, problems: [], warnings: [] });
    expect(eventRule(rules)).toEqual({
      kind: 'event',
      title: 'The Title',
      id: '11111111-2222-4333-8444-555555555555',
      name: 'the_name',
      status: 'experimental',
      level: 'high',
      description: 'Several\n lines',
      author: 'A, B',
      tags: ['attack.t1098', 'attack.persistence'],
      falsePositives: ['Unknown'],
      references: [],
      fields: ['eventName'],
      file: 'a.yml',
      line: 2,
      condition: expect.anything(),
    });
  });

  it('gives rules names: their own, or that of a file with one document, or a part of the title', () => {
    const rules = rulesIn([
      withHead('title: First\nlevel: low'),
      `${withHead('title: IAM, persisted/twice\nlevel: low')}---\n${withHead('title: 漢字\nname: named\nlevel: low')}---\n${withHead('title: "!"\nlevel: low')}`,
    ]);
    expect(rules.rules.map(({ name }) => name)).toEqual([
      'a',
      'iam_persisted_twice',
      'named',
      'rule',
    ]);
  });

  it('gives a later rule of the same name a number, and warns', () => {
    const same = withHead('title: T\nname: same\nlevel: low');
    const rules = rulesIn([same, same, `${withHead('title: T\nname: same_2\nlevel: low')}`]);
    expect(rules.rules.map(({ name }) => name)).toEqual(['same', 'same_2', 'same_2_2']);
    expect(rules.report.warnings.map(({ file, reason }) => `${file}: ${reason}`)).toEqual([
      "b.yml: has the same name as the rule in a.yml:1: called 'same_2'",
      "c.yml: has the same name as the rule in b.yml:1: called 'same_2_2'",
    ]);
  });

  it('changes names that cannot be typed after a flag, and those of levels, and warns', () => {
    const named = (name: string) => withHead(`title: T\nname: ${JSON.stringify(name)}\nlevel: low`);
    const rules = rulesIn(['! x', 'a,b', 'c\u202ed', 'high', 'x'].map(named));
    expect(rules.rules.map(({ name }) => name)).toEqual(['x', 'a,b', 'c\\u202ed', 'high_2', 'x_2']);
    expect(rules.report.warnings.map(({ file, reason }) => `${file}: ${reason}`)).toEqual([
      "a.yml: the name '! x' cannot be typed: called 'x'",
      "c.yml: the name 'c\u202ed' cannot be typed: called 'c\\u202ed'",
      "d.yml: the name 'high' is a level: called 'high_2'",
      "e.yml: has the same name as the rule in a.yml:1: called 'x_2'",
    ]);
  });

  it('may be referred to by a name that was changed', () => {
    const correlation = `title: C
correlation: { type: event_count, rules: ['!x'], timespan: 1h, condition: { gte: 2 } }
`;
    const { rules } = rulesIn([withHead("title: T\nname: '!x'\nlevel: low"), correlation]);
    expect(rules[1]).toMatchObject({ kind: 'correlation', rules: ['x'] });
  });

  it('is warned about when it has an ID that another rule has', () => {
    const rules = rulesIn(
      ['one', 'two'].map((name) => withHead(`title: T\nname: ${name}\nid: 1\nlevel: low`)),
    );
    expect(rules.report.warnings.map(({ reason }) => reason)).toEqual([
      'has the same ID as the rule in a.yml:1',
    ]);
  });

  it('may have a rule without a level, which is taken for medium', () => {
    const rules = rulesIn([withHead('title: T')]);
    expect(eventRule(rules).level).toBe('medium');
    expect(rules.report.warnings.map(({ reason }) => reason)).toEqual([
      'has no level: taken for medium',
    ]);
  });

  it('has documents that are left out for their status', () => {
    const text = ['deprecated', 'unsupported', 'Deprecated', 'stable']
      .map((status) => withHead(`title: T ${status}\nlevel: low\nstatus: ${status}`))
      .join('---\n');
    expect(rulesIn([text]).report).toMatchObject({
      documents: 4,
      loaded: 1,
      leftOut: { deprecated: 2, unsupported: 1 },
    });
  });

  it.each([
    ['trailscan:\n  first_seen: [src_ip, userIdentity.arn]\n  look_back: 2d', 172_800_000],
    ['trailscan.first_seen: [src_ip, userIdentity.arn]', 1_209_600_000],
    ['trailscan.first_seen: [src_ip, userIdentity.arn]\ntrailscan.look_back: 1h', 3_600_000],
  ])('may ask for the first event with some values: %j', (keys, lookBack) => {
    const rules = rulesIn([withHead(`title: T\nlevel: low\n${keys}`)]);
    expect(eventRule(rules).firstSeen).toEqual({
      fields: ['sourceIPAddress', 'userIdentity.arn'],
      lookBack,
    });
  });

  it.each([
    ['title: T\ntrailscan: {first: [a]}', "2: unknown key 'first': expected first_seen, look_back"],
    ['title: T\ntrailscan: {look_back: 3d}', "2: 'look_back' needs 'first_seen'"],
    ['title: T\ntrailscan: {first_seen: [a], look_back: soon}', /2: 'soon' is not a time span/],
    ['title: T\ntrailscan: {first_seen: [3]}', "2: 'first_seen' must be a list of fields"],
    ['title: T\ntrailscan: 3', "2: 'trailscan' must be a map"],
    ['name: T', "1: there is no 'title'"],
    ['title: " "', "1: there is no 'title'"],
    ['title: [a]', "1: there is no 'title'"],
    [
      'title: T\nlevel: hihg',
      "2: the level 'hihg' is not one of informational, low, medium, high, critical",
    ],
    ['title: T\ntitle: U', "2: 'title' is set twice, first in line 1"],
    ['title: T\n\tlevel: low', '2: tabs cannot be used for indentation in YAML: expected spaces'],
    ['title: *a', "1: the alias '*a' has no anchor '&a' before it"],
  ])('with the head %j is refused, with a reason', (head, reason) => {
    const found = reasonAgainst(withHead(head)) ?? '';
    if (typeof reason === 'string') expect(found).toBe(reason);
    else expect(found).toMatch(reason);
  });

  it('without detection is refused', () => {
    const head = 'title: T\nlevel: low\nlogsource: {product: aws}';
    expect(reasonAgainst(head)).toBe("1: there is no 'detection'");
    expect(reasonAgainst(`${head}\ndetection: x`)).toBe("4: 'detection' must be a map");
  });

  it.each(['- a\n- b', 'text', '7'])('that is %j has no rule in it', (text) => {
    expect(reasonAgainst(text)).toBe('1: a rule must be a map');
  });

  it.each(['', '---\n', '# only a comment\n', '---\n---\n', 'null'])(
    'that is empty, %j, has no documents',
    (text) => {
      expect(rulesIn([text]).report).toMatchObject({ files: 1, documents: 0, problems: [] });
    },
  );

  it('is used up to and after a broken document', () => {
    const { report } = rulesIn([
      [
        withHead('title: A\nlevel: low'),
        'title: B\nlevel: [low\n',
        withHead('title: C\nlevel: low'),
      ].join('---\n'),
    ]);
    expect(report).toMatchObject({ documents: 3, loaded: 2 });
    expect(report.problems.map(({ line }) => line)).toEqual([10]);
  });

  it('names the placeholder that a rule needs', () => {
    const text = ruleWith("a:\n  userAgent|expand: 'x%agents%'\ncondition: a");
    expect(rulesIn([text]).report.problems).toEqual([
      {
        file: 'a.yml',
        line: 6,
        rule: 'Test',
        reason: 'userAgent|expand: the placeholder %agents% has no value: give it one',
        placeholder: 'agents',
      },
    ]);
    expect(rulesIn([text], { placeholders: { agents: ['y'] } }).report.loaded).toBe(1);
  });

  it('with aliases that expand without end is refused at once', () => {
    const lines = Array.from({ length: 30 }, (_, at) =>
      at === 0 ? 'a0: &a0 [x, x]' : `a${at}: &a${at} [${`*a${at - 1}, `.repeat(9)}x]`,
    );
    expect(reasonAgainst(lines.join('\n'))).toMatch(/has more than 100 aliases/);
    expect(reasonAgainst(lines.slice(0, 11).join('\n'))).toMatch(
      /aliases expand to too many values/,
    );
  });

  it('nested without end is refused', () => {
    expect(reasonAgainst(`title: ${'['.repeat(200_000)}`)).toBe(
      '1: is nested more than 100 levels deep',
    );
  });

  it('of more than two million characters is refused', () => {
    expect(reasonAgainst(`title: ${'x'.repeat(2_000_000)}`)).toMatch(
      /longer than 2000000 characters/,
    );
  });

  it('with more values than can be kept in memory is refused, in one rule or in several', () => {
    const values = Array.from({ length: 900 }, (_, at) => `'-a -b -c ${at}'`).join(', ');
    const text = ruleWith(`a:\n  userAgent|windash: [${values}]\ncondition: a`);
    expect(reasonAgainst(text)).toBeUndefined();
    expect(reasonAgainst([text, text].join('---\n'))).toMatch(
      /userAgent\|windash: there are more than 200000 values/,
    );
  });

  it('with keys that objects have anyway is read like any other', () => {
    const text = ruleWith(
      '__proto__: {eventName: x}\nconstructor: {eventName: y}\ncondition: __proto__ or constructor',
      'title: T\nlevel: low\nconstructor: 1\n__proto__: {title: U}',
    );
    const rules = rulesIn([text]);
    expect(rules.report.problems).toEqual([]);
    expect(eventRule(rules).title).toBe('T');
  });

  it('never throws, whatever its text', () => {
    const pieces = [
      'title: T\n',
      'detection:\n',
      '  a: ',
      '- ',
      '{',
      ']',
      ': ',
      '&a ',
      '*a ',
      "'",
      '"',
      '|',
      '>\n',
      '\n',
      '---\n',
      '%YAML 1.1\n',
      '!!binary x',
      '<<: ',
      '? ',
      'condition: a\n',
      'correlation:\n',
      'filter:\n',
      '\t',
      '\u0000',
      '😀',
      'logsource: {product: aws}\n',
    ];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    for (let run = 0; run < 500; run++) {
      const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('');
      const { documents } = parseRuleFile(text, 'x.yml', {});
      expect(documents.every(({ kind }) => typeof kind === 'string')).toBe(true);
    }
  });
});
