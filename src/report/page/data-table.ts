import { type Html, type HtmlValue, html } from './html.ts';

/** A table of a page. */
export interface DataTable {
  readonly caption: HtmlValue;
  readonly columns: readonly DataColumn[];
  /** The cells of each row, as many as there are columns; the first names its row. */
  readonly rows: readonly (readonly HtmlValue[])[];
  /** The last row, which sums up what there is no room for. */
  readonly sum?: readonly HtmlValue[];
}

/** A column of such a table. */
interface DataColumn {
  readonly header: HtmlValue;
  /** Numbers stand at the right, digits below each other. */
  readonly isNumber?: boolean;
}

/**
 * The table, in a box inside which it is scrolled when it is wider than the page. The box can be
 * reached by keyboard, and goes by the caption's name.
 */
export function dataTable({ caption, columns, rows, sum }: DataTable): Html {
  const head = columns.map(
    (column) => html`<th scope="col"${numberClass(column)}>${column.header}</th>`,
  );
  const row = (cells: readonly HtmlValue[]) =>
    html`<tr>${columns.map((column, at) =>
      at === 0
        ? html`<th scope="row"${numberClass(column)}>${cells[at]}</th>`
        : html`<td${numberClass(column)}>${cells[at]}</td>`,
    )}</tr>\n`;
  return html`<div class="scroll" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
${sum && html`<tfoot>${row(sum)}</tfoot>\n`}</table>
</div>
`;
}

function numberClass({ isNumber }: DataColumn): Html | false {
  return isNumber === true && html` class="number"`;
}
