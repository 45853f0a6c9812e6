import { counted } from '../../../format/text/numbers.ts';
import { type Html, html } from '../../page/html.ts';
import type { RuleRow } from '../detection-report.ts';
import type { TimeText } from '../report-columns.ts';

/** The IDs of the sections of rules, by the rules' names. */
export type RuleLinks = ReadonlyMap<string, string>;

/** Returns IDs for the sections of rules: their names, or numbers for names with odd characters. */
export function ruleLinks(rules: readonly RuleRow[]): RuleLinks {
  return new Map(
    rules.map(({ rule }, at) => [rule, /^[\w-]+$/.test(rule) ? `rule-${rule}` : `rule.${at + 1}`]),
  );
}

/** Renders a link to the section of a rule. */
export function ruleLink(rule: string, text: string, links: RuleLinks): Html {
  const id = links.get(rule);
  return id === undefined ? html`${text}` : html`<a href="#${id}">${text}</a>`;
}

/** Renders the name of a level, with a mark in its colour. */
export function levelHtml(level: string): Html {
  return html`<span class="level ${level}">${level}</span>`;
}

/** Renders the section of a rule: what it means, what else it may be, and its command line. */
export function ruleBlock(rule: RuleRow, links: RuleLinks, timeOf: TimeText): Html {
  const facts = [
    counted(rule.events, 'event'),
    rule.identities === 1 ? '1 identity' : `${rule.identities} identities`,
    `${timeOf(rule.first)} to ${timeOf(rule.last)}`,
  ];
  return html`<section><h3 id="${links.get(rule.rule) ?? ''}">${rule.title}</h3>
<p>${levelHtml(rule.level)} <code>${rule.rule}</code> <span class="quiet">${facts.join('; ')}</span></p>
${rule.description !== '' && html`<p>${rule.description}</p>\n`}${listBlock('It may also be', rule.falsePositives)}${listBlock('References', rule.references)}${rule.tags.length > 0 && html`<p class="quiet">${rule.tags.join(' ')}</p>\n`}<pre tabindex="0"><code>${rule.query}</code></pre></section>
`;
}

function listBlock(title: string, items: readonly string[]): Html | false {
  if (items.length === 0) return false;
  return html`<p>${title}:</p>
<ul>${items.map((item) => html`<li>${isAddress(item) ? html`<a href="${item}">${item}</a>` : item}</li>`)}</ul>
`;
}

/** Returns whether a text is the address of a page. Other schemes could run code. */
function isAddress(text: string): boolean {
  return /^https?:\/\/[\x21-\x7e]+$/i.test(text) && URL.canParse(text);
}
