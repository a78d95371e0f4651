/**
 * Tables for people. The widths come from the first page and later rows are fitted to them, so that any number of rows
 * is written as it arrives. At a terminal a table fits its width; elsewhere nothing is shortened.
 */
import type { JsonObject } from '../spec/json.ts';
import { asidesFor } from './asides.ts';
import { cellText } from './cells.ts';
import { type Column, columnsOf } from './columns.ts';
import { bestFit, columnsThatFit, type Fitted, GAP } from './fit.ts';
import type { Formatter, PageWriter, View } from './format.ts';
import { valueAt } from './paths.ts';
import { plainLines } from './plain-rows.ts';
import { properties } from './properties.ts';
import { type Cell, cellOf, fullText, LEAST_ASIDE, line, MOST_WHOLE, type Placed } from './rows.ts';
import { oneLine } from './safe.ts';
import { bold } from './style.ts';
import { localTimes } from './times.ts';
import { ellipsisOf, shorten, type Width, widthFor } from './width.ts';

/** Fewest columns in which a header or a text still says something. */
const LEAST_TITLE = 4;
const LEAST_TEXT = 8;

interface Measured extends Column, Fitted {
  readonly digits: number;
  readonly says: boolean;
  /** Times at the site stand beside its own. */
  readonly hasSite: boolean;
}

const titleOf = ({ title, hasSite }: { title: string; hasSite: boolean }): string =>
  hasSite ? `${title} (SITE)` : title;

type Rows = readonly (readonly Cell[])[];

/** A column with the widths that its cells in the first page ask for. */
function measured(column: Column, cells: readonly Cell[], width: Width): Measured {
  const widestOf = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, width(text)), 0);
  const hasAsides = cells.some(({ aside }) => aside);
  const hasSite = cells.some(isSite);
  const title = titleOf({ ...column, hasSite });
  const value = widestOf(cells.map(({ text }) => text));
  const digits = column.numeric && hasAsides ? value : 0;
  const natural = Math.max(width(title), widestOf(cells.map((cell) => fullText(cell, digits, width))));
  const least = column.whole
    ? Math.max(Math.min(value, MOST_WHOLE), Math.min(width(title), LEAST_TITLE))
    : Math.min(natural, LEAST_TEXT);
  const telling = hasAsides ? Math.min(natural, hasSite ? natural : value + 1 + LEAST_ASIDE) : undefined;
  return { ...column, natural, least, digits, says: true, hasSite, telling };
}

const measuredAll = (columns: readonly Column[], rows: Rows, width: Width): Measured[] =>
  columns.map((column, index) => {
    const cells = rows.flatMap((row) => row[index] ?? []);
    return measured(column, cells, width);
  });

const roomOf = (view: View): number => view.columns ?? Number.POSITIVE_INFINITY;

/** Gives every column its place, from the rows of the first page. Before a name gives way, the time at the site does. */
function place(columns: readonly Column[], rows: Rows, view: View, width: Width): (Placed & Measured)[] {
  const whole = measuredAll(columns, rows, width);
  const variants = rows.some((cells) => cells.some(isSite)) ? [whole, withoutSites(columns, rows, width)] : [whole];
  let start = 0;
  return bestFit(variants, roomOf(view), view.chosen !== undefined).map((column) => {
    const placed = { ...column, start };
    start += placed.width + GAP;
    return placed;
  });
}

/** A time at the site stands beside the cell's own. */
const isSite = ({ aside }: Cell): boolean => aside?.whole === true;

function withoutSites(columns: readonly Column[], rows: Rows, width: Width): Measured[] {
  const cut = rows.map((cells) => cells.map((cell) => (isSite(cell) ? { ...cell, aside: undefined } : cell)));
  return measuredAll(columns, cut, width).map((column, index) => ({
    ...column,
    says: !rows.some((row) => row.slice(index, index + 1).some(isSite)),
  }));
}

/** The titles, which may be cut although the values below are not. */
function header(columns: readonly (Placed & Measured)[], view: View, width: Width): string {
  const mark = ellipsisOf(view.ascii);
  const titles = columns.map((column) => ({
    text: shorten(titleOf(column), column.width, width, mark),
    paint: undefined,
  }));
  // Over numbers with something beside them a title stands where their cells begin.
  const places = columns.map((column) => ({ ...column, numeric: column.numeric && column.digits === 0, digits: 0 }));
  const text = line(titles, places, view, width);
  return view.color ? `${bold(text.trimEnd())}\n` : text;
}

function rowsOf(view: View): PageWriter {
  const clock = localTimes(view.zone);
  const asides = asidesFor(view);
  let placed: readonly Placed[] | undefined;

  const cellsOf = (records: readonly JsonObject[], columns: readonly (Column & { says?: boolean })[]): Cell[][] =>
    records.map((record) =>
      columns.map((column) => {
        const cell = cellOf(valueAt(record, column.path), column, view, clock);
        const aside = column.says === false ? undefined : asides.of(record, column);
        // Most cells have nothing beside them, and a long table has a million cells.
        return aside === undefined ? cell : { ...cell, aside };
      }),
    );

  /** Those that the terminal has room for, judged by the first page: others are not worth a look-up. */
  const choose = async (records: readonly JsonObject[]): Promise<readonly Column[]> => {
    const all = columnsOf(view, records);
    // What was chosen is shown, however narrow the terminal; elsewhere there is room for everything.
    if (view.chosen || view.columns === undefined) return all;
    const rows = cellsOf(records, all);
    return columnsThatFit(measuredAll(all, rows, await widthOf(all, rows)), roomOf(view));
  };

  return {
    async page(records) {
      const plain = placed && isPlainView(view) ? plainLines(records, placed, clock) : undefined;
      if (plain !== undefined) return plain;
      const columns = placed ?? (await choose(records));
      await asides.learn(records, columns);
      const rows = cellsOf(records, columns);
      const width = await widthOf(columns, rows);
      if (placed) return linesOf(rows, placed, view, width);
      const fitted = place(columns, rows, view, width);
      placed = fitted;
      const isSame = fitted.length === columns.length && fitted.every(({ says }) => says);
      return header(fitted, view, width) + linesOf(isSame ? rows : cellsOf(records, fitted), fitted, view, width);
    },
    end: () => '',
  };
}

/** Nothing but the values themselves is shown. */
const isPlainView = ({ columns, color, names }: View): boolean => columns === undefined && !color && !names;

const linesOf = (rows: Rows, columns: readonly Placed[], view: View, width: Width): string =>
  rows.map((row) => line(row, columns, view, width)).join('');

const widthOf = (columns: readonly Column[], rows: Rows): Promise<Width> => widthFor(textsOf(columns, rows));

const textsOf = (columns: readonly Column[], rows: Rows): string[] => {
  const texts = columns.map(({ title }) => title);
  for (const row of rows) {
    for (const { text, aside } of row) {
      texts.push(text);
      if (aside) texts.push(aside.text);
    }
  }
  return texts;
};

export const table: Formatter = {
  many: rowsOf,
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
