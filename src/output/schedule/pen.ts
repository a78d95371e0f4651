/** What a schedule is drawn with at a terminal. */
import { dim, type Paint, paintOfWord, red } from '../style.ts';
import { shorten, type Width } from '../width.ts';
import { isCanceled, type Visit } from './model.ts';

/** What the terminal can show. */
export interface TextView {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly color: boolean;
  /** Nothing but ASCII is drawn; names keep their letters. */
  readonly ascii: boolean;
}

/** Each is one column wide. */
interface Glyphs {
  /** Bars of visits that are to come or going on, are done, or do not count (drafts, canceled). */
  readonly live: string;
  readonly done: string;
  readonly vague: string;
  /** The line of hours: in working hours, outside, where an hour begins, now. */
  readonly work: string;
  readonly rest: string;
  readonly tick: string;
  readonly pointer: string;
  /** The line of the present moment. */
  readonly now: string;
  readonly ellipsis: string;
}

const UNICODE: Glyphs = {
  live: '━',
  done: '─',
  vague: '╌',
  work: '─',
  rest: '┄',
  tick: '┴',
  pointer: '▼',
  now: '│',
  ellipsis: '…',
};
const ASCII: Glyphs = {
  live: '=',
  done: '-',
  vague: '.',
  work: '-',
  rest: '.',
  tick: '+',
  pointer: 'v',
  now: '|',
  ellipsis: '~',
};

/** A piece of text at its place in a line. */
export interface Piece {
  /** Its first column. */
  readonly at: number;
  readonly text: string;
  readonly paint?: Paint | undefined;
}

export interface Pen {
  readonly view: TextView;
  readonly glyphs: Glyphs;
  readonly width: Width;
  /** The text in so many columns. */
  cut(text: string, columns: number): string;
  /** A line of pieces in order; what reaches into the next is its writer's fault. */
  line(pieces: readonly Piece[]): string;
}

/** @param width a measure that is right for all texts that will be drawn */
export function penFor(view: TextView, width: Width): Pen {
  const glyphs = view.ascii ? ASCII : UNICODE;
  return {
    view,
    glyphs,
    width,
    cut: (text, columns) => shorten(text, columns, width, glyphs.ellipsis),
    line(pieces) {
      let text = '';
      let column = 0;
      for (const piece of [...pieces].sort((a, b) => a.at - b.at)) {
        const paint = view.color ? piece.paint : undefined;
        text += ' '.repeat(Math.max(0, piece.at - column)) + (paint ? paint(piece.text) : piece.text);
        column = Math.max(column, piece.at) + width(piece.text);
      }
      return text;
    },
  };
}

/** How a visit is coloured: by its status, dimmed where it does not count. */
export const paintOfVisit = (visit: Visit): Paint | undefined => (isCanceled(visit) ? dim : paintOfWord(visit.status));

/** What is amiss stands out. */
export const paintOfMarks: Paint = red;
