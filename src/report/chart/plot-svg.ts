import { escapeText, type Html, html, htmlText, markup } from '../page/html.ts';

type PlotLibrary = typeof import('@observablehq/plot');

/** The contents of a picture. */
export interface Picture {
  /** The picture's name for screen readers. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** Returns the options of the plot, given the library. */
  readonly draw: (plot: PlotLibrary) => Parameters<PlotLibrary['plot']>[0];
  /** Drawn behind the plot; coordinates are pixels. */
  readonly behind?: Html;
}

/**
 * Draws the picture as an `<svg>` element for a page or a larger picture: a named image without
 * styles, scripts, IDs and references. The libraries are loaded here because only pictures need
 * them.
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

/** The members that we use of nodes in the document into which the library draws. */
interface Drawn {
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: readonly Drawn[];
}

const elementNode = 1;
const textNode = 3;

/**
 * Serializes what the library drew. linkedom's own serializer leaves `<` and `&` in attributes,
 * which XML forbids.
 */
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

/**
 * Drops `aria-*`, because the image has one name for all its parts, and styles, because the page's
 * rules apply.
 */
function isDrawn(name: string): boolean {
  return !/^(?:style|id|on.*|href|xlink:href|font-family|aria-.*)$/i.test(name);
}

/** Rounds to hundredths of a pixel, which makes no visible difference. */
function rounded(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
