import type { Page, Section } from './page.ts';

/** A width that every terminal has. */
const width = 80;
const indent = '  ';
/** The minimum width of terms, so that meanings begin in the same column on most pages. */
const minTermWidth = 12;

/** Renders the page as text of at most 80 columns, with bold headings when `color` is set. */
export function renderPage({ intro, sections }: Page, color: boolean): string {
  return `${[wrap(intro, width), ...sections.map((section) => renderSection(section, color))].join('\n\n')}\n`;
}

function renderSection(section: Section, color: boolean): string {
  const blocks: string[] = (section.text ?? []).map((text) => indented(wrap(text, width - 2)));
  if (section.rows) blocks.push(renderRows(section.rows));
  for (const { does, line } of section.examples ?? []) {
    blocks.push(indented(`# ${does}\n${line}`));
  }
  const heading = color ? `\u001b[1m${section.heading}\u001b[22m` : section.heading;
  return `${heading}\n${blocks.join(section.examples ? '\n' : '\n\n')}`;
}

function renderRows(rows: readonly (readonly [string, string])[]): string {
  const longest = Math.max(minTermWidth, ...rows.map(([term]) => term.length));
  const room = width - indent.length - longest - 2;
  return rows
    .map(([term, meaning]) => {
      const [first = '', ...more] = wrap(meaning, room).split('\n');
      const hanging = more.map((line) => `${' '.repeat(indent.length + longest + 2)}${line}`);
      return [`${indent}${term.padEnd(longest)}  ${first}`.trimEnd(), ...hanging].join('\n');
    })
    .join('\n');
}

/** Wraps text between words. A word longer than `room` gets a line of its own. */
function wrap(text: string, room: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');
}
