import { type Html, type HtmlValue, html } from './html.ts';

/** A table on a page. */
export interface DataTable {
  readonly caption: HtmlValue;
  readonly columns: readonly DataColumn[];
  /** The cells of each row, one for each column; the first is the row's header. */
  readonly rows: readonly (readonly HtmlValue[])[];
  /** The last row, which sums up the rows that are left out. */
  readonly sum?: readonly HtmlValue[];
}

/** A column of the table. */
interface DataColumn {
  readonly header: HtmlValue;
  /** Numbers are right-aligned, in digits of equal width. */
  readonly isNumber?: boolean;
}

/**
 * Renders the table in a box that scrolls when the table is wider than the page. The box can be
 * reached with the keyboard.
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
