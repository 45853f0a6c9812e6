import { type Html, html } from '../../page/html.ts';

interface LegendItem {
  readonly words: string;
  /** Draws the sign in the box from (x, y) to (x + 14, y + 10). */
  readonly sign: (x: number, y: number) => Html;
}

const items: readonly LegendItem[] = [
  {
    words: 'issued',
    sign: (x, y) => html`<rect class="tick" x="${x + 6}" y="${y - 2}" width="2" height="14"/>`,
  },
  { words: 'only reads', sign: (x, y) => box('series-1', x, y) },
  { words: 'writes, the first ones marked', sign: (x, y) => box('series-2', x, y) },
  { words: 'denied calls', sign: (x, y) => box('denied', x, y) },
  { words: 'certain', sign: (x, y) => html`<path class="link" d="M${x},${y + 5}H${x + 14}"/>` },
  {
    words: 'likely',
    sign: (x, y) => html`<path class="link" stroke-dasharray="4 3" d="M${x},${y + 5}H${x + 14}"/>`,
  },
];

const leftOut: LegendItem = { words: 'time left out', sign: (x, y) => box('gap', x, y) };

/** Draws what the marks of the picture mean, in one line. `y` is the line's middle. */
export function drawLegend(left: number, y: number, hasBreaks: boolean): Html {
  let x = left;
  return html`${[...items, ...(hasBreaks ? [leftOut] : [])].map(({ words, sign }) => {
    const start = x;
    x += 20 + words.length * 6.6 + 18;
    return html`${sign(Math.round(start), y - 5)}<text x="${Math.round(start + 20)}" y="${y + 4}">${words}</text>\n`;
  })}`;
}

function box(className: string, x: number, y: number): Html {
  return html`<rect class="${className}" x="${x}" y="${y}" width="14" height="10"/>`;
}
