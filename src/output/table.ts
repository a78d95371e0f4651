/**
 * Tables for people. The widths come from the first page and later rows are fitted to them, so that any number of rows
 * is written as it arrives. At a terminal a table fits its width; elsewhere nothing is shortened.
 */
import type { Json } from '../spec/json.ts';
import { type Clock, cellText, paintOf } from './cells.ts';
import { type Column, columnsOf } from './columns.ts';
import { columnsThatFit, type Fitted, GAP, widthsThatFit } from './fit.ts';
import type { Formatter, View } from './format.ts';
import { valueAt } from './paths.ts';
import { properties } from './properties.ts';
import { oneLine } from './safe.ts';
import { bold, type Paint } from './style.ts';
import { localTimes } from './times.ts';
import { shorten, type Width, widthFor } from './width.ts';

interface Cell {
  readonly text: string;
  readonly paint: Paint | undefined;
}

/** A column with its place in the line. */
interface Placed extends Column {
  /** Which of the row's cells is its own. */
  readonly index: number;
  readonly start: number;
  readonly width: number;
}

/** Fewest columns in which a header or a text still says something. */
const LEAST_TITLE = 4;
const LEAST_TEXT = 8;
/** The widest value that makes no sense when cut: a time. */
const MOST_WHOLE = 24;

/** Text of several lines in one cell: its first line at a terminal, all of them after each other elsewhere. */
function cellLine(text: string, view: View): string {
  const end = view.columns === undefined ? -1 : text.trimEnd().indexOf('\n');
  return end < 0 ? oneLine(text) : `${oneLine(text.slice(0, end))}…`;
}

function cellOf(value: Json | undefined, column: Column, view: View, clock: Clock): Cell {
  return {
    text: cellLine(cellText(value, column.field, clock), view),
    paint: view.color ? paintOf(value, column.field) : undefined,
  };
}

function fittedOf(column: Column, cells: readonly Cell[], width: Width): Column & Fitted {
  const title = width(column.title);
  const widest = cells.reduce((most, cell) => Math.max(most, width(cell.text)), 0);
  const natural = Math.max(title, widest);
  const least = column.whole
    ? Math.max(Math.min(widest, MOST_WHOLE), Math.min(title, LEAST_TITLE))
    : Math.min(natural, LEAST_TEXT);
  return { ...column, natural, least };
}

/** Gives every column its place, from the rows of the first page. */
function place(columns: readonly Column[], rows: readonly (readonly Cell[])[], view: View, width: Width): Placed[] {
  const room = view.columns ?? Number.POSITIVE_INFINITY;
  const measured = columns.map((column, index) => {
    const cells = rows.flatMap((row) => row[index] ?? []);
    return { index, ...fittedOf(column, cells, width) };
  });
  // What was chosen is shown, however narrow the terminal.
  const kept = view.chosen ? measured : columnsThatFit(measured, room);
  const widths = widthsThatFit(kept, room);
  let start = 0;
  return kept.map((column, position) => {
    const placed = { ...column, start, width: widths[position] ?? 0 };
    start += placed.width + GAP;
    return placed;
  });
}

/** Writes cells at their places; one that is too wide takes the room that the table leaves, then is shortened. */
function line(cells: readonly Cell[], columns: readonly Placed[], view: View, width: Width): string {
  const last = columns.at(-1);
  const end = last ? last.start + last.width : 0;
  let spare = Math.max(0, (view.columns ?? Number.POSITIVE_INFINITY) - end);
  let text = '';
  let at = 0;
  for (const column of columns) {
    const cell = cells[column.index];
    if (!cell) continue;
    let shown = cell.text;
    let taken = width(shown);
    const over = taken - column.width;
    if (over > 0) {
      if (over > spare && !(column.whole && taken <= MOST_WHOLE)) {
        shown = shorten(shown, Math.max(1, column.width + spare), width);
        taken = width(shown);
      }
      spare -= taken - column.width;
    }
    const begin = column.numeric ? column.start + column.width - taken : column.start;
    const gap = Math.max(begin - at, column === columns[0] ? 0 : GAP);
    text += ' '.repeat(gap) + (cell.paint ? cell.paint(shown) : shown);
    at += gap + taken;
  }
  return `${text}\n`;
}

/** The titles, which may be cut although the values below are not. */
function header(columns: readonly Placed[], view: View, width: Width): string {
  const titles: Cell[] = [];
  for (const column of columns) {
    titles[column.index] = { text: shorten(column.title, column.width, width), paint: undefined };
  }
  const text = line(titles, columns, view, width);
  return view.color ? `${bold(text.trimEnd())}\n` : text;
}

export const table: Formatter = {
  many(view) {
    const clock = localTimes(view.zone);
    let columns: readonly Column[] | undefined;
    let placed: readonly Placed[] | undefined;
    return {
      async page(records) {
        columns ??= columnsOf(view, records);
        const all = columns;
        const texts = all.map(({ title }) => title);
        const rows = records.map((record) =>
          all.map((column) => {
            const cell = cellOf(valueAt(record, column.path), column, view, clock);
            texts.push(cell.text);
            return cell;
          }),
        );
        const width = await widthFor(texts);
        const first = placed === undefined;
        placed ??= place(all, rows, view, width);
        const at = placed;
        return (first ? header(at, view, width) : '') + rows.map((row) => line(row, at, view, width)).join('');
      },
      end: () => '',
    };
  },
  one: properties,
  value(value, view) {
    const clock = localTimes(view.zone);
    const rows = Array.isArray(value) ? value : [value];
    return rows
      .map((row) => (Array.isArray(row) ? row : [row]).map((each) => oneLine(cellText(each, undefined, clock))))
      .map((cells) => `${cells.join(' '.repeat(GAP))}\n`)
      .join('');
  },
};
