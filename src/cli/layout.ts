/** How a page of help is laid out: headings over indented lines, terms beside their explanations. */

/** A heading over lines that are ready, or over terms with their explanations. */
export interface Section {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly rows?: readonly Row[];
}
export type Row = readonly [term: string, about: string];

/** Columns, counted from the left edge. */
export interface Layout {
  readonly width: number;
  /** Where explanations begin. */
  readonly indent: number;
  /** Headings are bold. */
  readonly bold: boolean;
}

/** Longer terms have their explanation on the next line. */
const LONGEST_TERM = 26;

/** The section as lines, each at most as wide as the page where words allow. */
export function laidOut({ title, lines = [], rows = [] }: Section, { width, indent, bold }: Layout): string {
  const explanations = rows.flatMap((row) => explained(row, indent, width));
  return [bold ? `\x1b[1m${title}\x1b[22m` : title, ...lines.map((line) => `  ${line}`), ...explanations].join('\n');
}

/** The column in which the explanations of these sections begin. */
export function indentOf(sections: readonly Section[]): number {
  const lengths = sections.flatMap(({ rows = [] }) => rows.map(([term]) => term.length));
  return 4 + Math.max(0, ...lengths.filter((length) => length <= LONGEST_TERM));
}

function explained([term, about]: Row, indent: number, width: number): string[] {
  const [first = '', ...others] = wrap(about, width - indent);
  const margin = ' '.repeat(indent);
  const lead = `  ${term}`;
  const hangs = lead.length + 2 > indent;
  return [
    ...(hangs ? [lead, `${margin}${first}`] : [`${lead.padEnd(indent)}${first}`]),
    ...others.map((line) => `${margin}${line}`),
  ];
}

/** Breaks at spaces; a word longer than the width has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
