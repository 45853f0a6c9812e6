import { describe, expect, it } from 'vitest';
import { compileWhere } from '../../filter/filter-of.ts';
import { eventRule, reasonAgainst, rulesIn, ruleWith } from './rules-in.ts';

const filter = (lines: string, logsource = '{product: aws, service: cloudtrail}') =>
  `title: Filter\nlogsource: ${logsource}\nfilter:\n${lines
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;

const rule = ruleWith(
  'selection: {eventName: x}\ncondition: selection',
  'title: Rule\nname: rule\nid: 11111111-2222-4333-8444-555555555555\nlevel: low',
);
const admin = { eventName: 'x', userIdentity: { userName: 'adm_a' } };
const other = { eventName: 'x', userIdentity: { userName: 'bob' } };

const hits = (...texts: readonly string[]) => {
  const matches = compileWhere(eventRule(rulesIn(texts), 'rule').condition);
  return [admin, other].map(matches);
};

const selection = 'selection: {userIdentity.userName|startswith: adm_}';

describe('a filter', () => {
  it.each([
    ['any', 'rules: any'],
    ['ANY', 'rules: ANY'],
    ['an empty list', 'rules: []'],
    ['the name of a rule', 'rules: [rule]'],
    ['a single name', 'rules: rule'],
    ['an ID', 'rules: [11111111-2222-4333-8444-555555555555]'],
    ['a name among others', 'rules: [another, rule]'],
  ])('for %s leaves out the events for which its condition holds', (_, rules) => {
    expect(hits(rule, filter(`${rules}\n${selection}\ncondition: selection`))).toEqual([
      false,
      true,
    ]);
  });

  it('may precede the rule and be in the same file', () => {
    expect(hits(`${filter(`rules: any\n${selection}\ncondition: selection`)}---\n${rule}`)).toEqual(
      [false, true],
    );
  });

  it('whose condition is a negation as a whole describes the events that stay, as pySigma has it', () => {
    expect(hits(rule, filter(`rules: any\n${selection}\ncondition: not selection`))).toEqual([
      false,
      true,
    ]);
    const two = `${selection}\nselection_b: {userIdentity.userName: eve}`;
    expect(
      hits(rule, filter(`rules: any\n${two}\ncondition: not selection and not 1 of selection_*`)),
    ).toEqual([false, true]);
  });

  it('whose condition is negated in part takes away the events for which it holds, with a warning', () => {
    const two = `rules: any\n${selection}\nexcept: {userIdentity.userName: adm_b}`;
    const mixed = filter(`${two}\ncondition: selection and not except`);
    expect(hits(rule, mixed)).toEqual([false, true]);
    expect(rulesIn([rule, mixed]).report.warnings).toMatchObject([
      { file: 'b.yml', line: 7, rule: 'Filter', reason: expect.stringContaining('taken away') },
    ]);
    for (const condition of ['not selection or except', 'not selection and not except']) {
      const { warnings } = rulesIn([rule, filter(`${two}\ncondition: ${condition}`)]).report;
      expect([condition, warnings]).toEqual([condition, []]);
    }
  });

  it('does not share search identifiers with the rule', () => {
    expect(hits(rule, filter(`rules: any\n${selection}\ncondition: 1 of them`))).toEqual([
      false,
      true,
    ]);
  });

  it('is not for rules that it does not name', () => {
    const elsewhere = filter(`rules: [another]\n${selection}\ncondition: selection`);
    expect(hits(rule, elsewhere)).toEqual([true, true]);
    expect(rulesIn([rule, elsewhere]).report.warnings).toEqual([
      {
        file: 'b.yml',
        line: 1,
        rule: 'Filter',
        reason: "refers to 'another', which is not one of the rules",
      },
    ]);
  });

  it('is added to others, all of which count', () => {
    const bob = 'selection: {userIdentity.userName: bob}';
    expect(
      hits(
        rule,
        filter(`rules: any\n${selection}\ncondition: selection`),
        filter(`rules: [rule]\n${bob}\ncondition: selection`),
      ),
    ).toEqual([false, false]);
  });

  it('for another log source is counted with those', () => {
    const { report } = rulesIn([
      rule,
      filter(`rules: any\n${selection}\ncondition: selection`, '{product: linux}'),
    ]);
    expect(report).toMatchObject({ documents: 2, loaded: 1, filters: 0, otherSources: 1 });
  });

  it('is counted, and is not a rule', () => {
    const { report } = rulesIn([rule, filter(`rules: any\n${selection}\ncondition: selection`)]);
    expect(report).toMatchObject({
      documents: 2,
      loaded: 1,
      filters: 1,
      problems: [],
      warnings: [],
    });
  });

  it.each([
    [
      `${selection}\ncondition: selection`,
      "3: the filter has no 'rules': write 'rules: any' for all rules",
    ],
    [
      `rules: [1]\n${selection}\ncondition: selection`,
      "4: 'rules' must be 'any' or names and IDs of rules",
    ],
    [`rules: any\n${selection}`, '3: there is no condition'],
    [
      `rules: any\n${selection}\ncondition: [selection]`,
      '6: a filter must have exactly one condition',
    ],
    ['rules: any\ncondition: selection', '3: there are no search identifiers'],
    [
      `rules: any\n${selection}\ncondition: other`,
      "6: the condition names 'other', which is not a search identifier",
    ],
  ])('is refused with a reason: %j', (lines, reason) => {
    expect(reasonAgainst(filter(lines))).toBe(reason);
  });

  it('without a log source is refused', () => {
    expect(reasonAgainst('title: Filter\nfilter: {rules: any}')).toBe("1: there is no 'logsource'");
    expect(reasonAgainst('title: Filter\nlogsource: {product: aws}\nfilter: any')).toBe(
      "3: 'filter' must be a map",
    );
  });
});
