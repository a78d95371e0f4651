/** Cells of a table and the lines they make. */
import type { Json } from '../spec/json.ts';
import type { Aside } from './asides.ts';
import { type Clock, cellText, paintOf } from './cells.ts';
import type { Column } from './columns.ts';
import { GAP } from './fit.ts';
import type { View } from './format.ts';
import { oneLine } from './safe.ts';
import type { Paint } from './style.ts';
import { ellipsisOf, shorten, type Width } from './width.ts';

export interface Cell {
  readonly text: string;
  readonly aside?: Aside | undefined;
  readonly paint: Paint | undefined;
}

/** A column with its place in the line. */
export interface Placed extends Column {
  readonly start: number;
  readonly width: number;
  /** Columns that the numbers take which have something beside them: they stand to the right in these. */
  readonly digits: number;
  /** Whether there is room for what is said beside the values. */
  readonly says: boolean;
}

/** The widest value that makes no sense when cut: a time. */
export const MOST_WHOLE = 24;
/** Fewest columns in which an aside still says something. */
export const LEAST_ASIDE = 5;

/** Text of several lines in one cell: its first line at a terminal, all of them after each other elsewhere. */
function cellLine(text: string, view: View): string {
  const end = view.columns === undefined ? -1 : text.trimEnd().indexOf('\n');
  return end < 0 ? oneLine(text) : `${oneLine(text.slice(0, end))}${ellipsisOf(view.ascii)}`;
}

export function cellOf(value: Json | undefined, column: Column, view: View, clock: Clock): Cell {
  return {
    text: cellLine(cellText(value, column.field, clock), view),
    paint: view.color ? paintOf(value, column.field) : undefined,
  };
}

const aligned = (text: string, digits: number, width: Width): string =>
  digits === 0 ? text : `${' '.repeat(Math.max(0, digits - width(text)))}${text}`;

/** The text of a cell with what is said beside it. */
export const fullText = ({ text, aside }: Cell, digits: number, width: Width): string =>
  `${aligned(text, digits, width)}${aside ? ` ${aside.text}` : ''}`;

/** What of a cell that is too wide is shown: of a value with an aside, the aside gives way and the value stays. */
function fitted(cell: Cell, column: Placed, room: number, width: Width, mark: string): string {
  if (!cell.aside)
    return column.whole && width(cell.text) <= MOST_WHOLE ? cell.text : shorten(cell.text, room, width, mark);
  const value = aligned(cell.text, column.digits, width);
  const left = room - width(value) - 1;
  return cell.aside.whole || left < LEAST_ASIDE ? value : `${value} ${shorten(cell.aside.text, left, width, mark)}`;
}

/** Writes cells at their places; one that is too wide takes the room that the table leaves, then is shortened. */
export function line(cells: readonly Cell[], columns: readonly Placed[], view: View, width: Width): string {
  const last = columns.at(-1);
  const end = last ? last.start + last.width : 0;
  const mark = ellipsisOf(view.ascii);
  let spare = Math.max(0, (view.columns ?? Number.POSITIVE_INFINITY) - end);
  let text = '';
  let at = 0;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (!cell) continue;
    let shown = fullText(cell, column.digits, width);
    let taken = width(shown);
    if (taken > column.width) {
      const room = Math.max(1, column.width + spare);
      if (taken > room) {
        shown = fitted(cell, column, room, width, mark);
        taken = width(shown);
      }
      spare -= Math.max(0, taken - column.width);
    }
    const begin = column.numeric && column.digits === 0 ? column.start + column.width - taken : column.start;
    const gap = Math.max(begin - at, column === columns[0] ? 0 : GAP);
    text += ' '.repeat(gap) + (cell.paint ? cell.paint(shown) : shown);
    at += gap + taken;
  }
  return `${text}\n`;
}
