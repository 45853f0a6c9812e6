import { escapeText, type Html, html, htmlText, markup } from '../page/html.ts';

type PlotLibrary = typeof import('@observablehq/plot');

/** What a picture is made of. */
export interface Picture {
  /** What it is called, for those who do not see it. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** What is to be plotted, given the library. */
  readonly draw: (plot: PlotLibrary) => Parameters<PlotLibrary['plot']>[0];
  /** Drawn behind, in pixels. */
  readonly behind?: Html;
}

/**
 * The picture as an `<svg>` of a page, or of a larger picture: an image with a name, without styles,
 * scripts, ids and references. The libraries are loaded here, because nothing but pictures needs them.
 */
export async function plotSvg({ label, width, height, draw, behind }: Picture): Promise<Html> {
  const [plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  const { document } = parseHTML('<html></html>');
  const drawn: Drawn = plot.plot({ ...draw(plot), document, width, height });
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="currentColor" text-anchor="middle" font-size="12">${behind}${drawn.childNodes.map(elementText)}</svg>`;
}

/** What is used of a node of the document that the library draws into. */
interface Drawn {
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: readonly Drawn[];
}

const elementNode = 1;
const textNode = 3;

/** The library's own markup: that of linkedom leaves `<` and `&` in attributes, which XML forbids. */
function elementText(node: Drawn): Html {
  if (node.nodeType === textNode) return html`${node.textContent}`;
  const name = node.localName ?? '';
  if (node.nodeType !== elementNode || !drawnElements.includes(name)) return html``;
  const attributes = Array.from(node.attributes ?? [])
    .filter((attribute) => isDrawn(attribute.name))
    .map((attribute) => ` ${attribute.name}="${escapeText(rounded(attribute.value))}"`);
  const content = htmlText(node.childNodes.map(elementText));
  return markup(`<${name}${attributes.join('')}>${content}</${name}>`);
}

const drawnElements = ['g', 'rect', 'line', 'path', 'text', 'tspan', 'title'];

/** An image has one name: those of its parts are not read out. The page's rules say how it looks. */
function isDrawn(name: string): boolean {
  return !/^(?:style|id|on.*|href|xlink:href|font-family|aria-.*)$/i.test(name);
}

/** Hundredths of a pixel are not seen. */
function rounded(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
