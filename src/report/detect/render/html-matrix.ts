import { count } from '../../../format/text/numbers.ts';
import { dataTable } from '../../page/data-table.ts';
import { type Html, type HtmlValue, html } from '../../page/html.ts';
import type { RuleRow } from '../detection-report.ts';
import { type TechniqueCell, techniqueMatrix } from '../technique-matrix.ts';
import { type RuleLinks, ruleLink } from './html-rules.ts';

/** Renders the tactics and techniques of the rules that matched; nothing when rules name none. */
export function matrixBlock(rules: readonly RuleRow[], links: RuleLinks): Html | false {
  const { tactics, techniques } = techniqueMatrix(rules);
  if (tactics.length === 0) return false;
  return html`<section><h2 id="attack">ATT&amp;CK</h2>
${dataTable({
  caption:
    'Matches of rules by technique and tactic, in the order of an attack; each number leads to the worst rule',
  columns: [
    { header: 'technique' },
    ...tactics.map((tactic) => ({ header: spelled(tactic), isNumber: true })),
  ],
  rows: techniques.map(({ id, name, cells }) => [
    id === '' ? 'no technique' : html`${id} <span class="quiet">${name}</span>`,
    ...cells.map((cell) => cellHtml(cell, links)),
  ]),
})}</section>
`;
}

function cellHtml(cell: TechniqueCell | undefined, links: RuleLinks): HtmlValue {
  const [worst] = cell?.rules ?? [];
  if (!cell || !worst) return '';
  return html`<span class="level ${cell.level}">${ruleLink(worst.rule, count(cell.events), links)}</span>`;
}

/** Returns a tactic as it is read: `Privilege escalation`. */
function spelled(tactic: string): string {
  return `${tactic.slice(0, 1).toUpperCase()}${tactic.slice(1).replaceAll('-', ' ')}`;
}
