import type { Example } from '../command.ts';

/** A page of help as data. */
export interface Page {
  /** Stands first, without a heading. */
  readonly intro: string;
  readonly sections: readonly Section[];
}

/** What stands under one heading, in this order. */
export interface Section {
  readonly heading: string;
  /** Paragraphs, wrapped to the width. */
  readonly text?: readonly string[];
  /** A term and what it means; the meaning is wrapped beside it. */
  readonly rows?: readonly (readonly [term: string, meaning: string])[];
  readonly examples?: readonly Example[];
}

/** The width that every terminal has. */
const width = 80;
const indent = '  ';
/** The least room for terms: pages look alike when their meanings begin in one place. */
const leastTerm = 12;

/** The page as text of at most 80 columns, with its headings in bold when there may be colour. */
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
  const longest = Math.max(leastTerm, ...rows.map(([term]) => term.length));
  const room = width - indent.length - longest - 2;
  return rows
    .map(([term, meaning]) => {
      const [first = '', ...more] = wrap(meaning, room).split('\n');
      const hanging = more.map((line) => `${' '.repeat(indent.length + longest + 2)}${line}`);
      return [`${indent}${term.padEnd(longest)}  ${first}`.trimEnd(), ...hanging].join('\n');
    })
    .join('\n');
}

/** Breaks between words; a word that is longer than the room gets a line of its own. */
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
