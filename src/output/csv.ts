/** CSV as RFC 4180 has it, with a header and LF line ends; nested values are flattened, arrays are JSON. */
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Formatter, View } from './format.ts';
import { leavesIn, leavesOf, nameOf, type Path, pathOf, valueAt } from './paths.ts';
import { jsonText, safeText } from './safe.ts';

/** What a spreadsheet takes for the beginning of a formula, its full-width forms and leading space included. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
/** Numbers and telephone numbers begin like formulas and must stay what they are. */
const HARMLESS = /^(?:[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\+\d[\d ()-]*)$/;

/** A leading apostrophe makes it text for a spreadsheet. */
const neutral = (cell: string): string => (FORMULA.test(cell) && !HARMLESS.test(cell) ? `'${cell}` : cell);

function cellOf(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** Columns from the declaration, so that they are the same whatever the records hold, then what else they hold. */
function columnsOf(
  fields: Fields | undefined,
  chosen: readonly string[] | undefined,
  page: readonly JsonObject[],
): Path[] {
  const declared = leavesOf(fields ?? {});
  const found = new Map(declared.map((path) => [nameOf(path), path]));
  const whole = new Set(found.keys());
  const parents = new Set(
    declared.flatMap((path) => path.slice(1).map((_, index) => nameOf(path.slice(0, index + 1)))),
  );
  for (const path of page.flatMap((record) => leavesIn(record, whole))) {
    const name = nameOf(path);
    if (!parents.has(name) && !found.has(name)) found.set(name, path);
  }
  if (!chosen) return [...found.values()];
  return chosen.flatMap((name) => {
    const inside = [...found].filter(([each]) => each === name || each.startsWith(`${name}.`));
    return inside.length > 0 ? inside.map(([, path]) => path) : [pathOf(name)];
  });
}

/** Cells that need neither quotes nor anything else: they begin like no formula and hold no comma, quote or line end. */
const PLAIN = /^[0-9A-Za-z][\w .:;/@+-]*$/;

/** Whether a value is written as it is. */
const isBare = (value: string | number | boolean): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : value === '' || PLAIN.test(String(value));

/** The line of a record of which no cell needs anything; undefined for any other. An empty line would be no row at all. */
function plainLine(record: JsonObject, paths: readonly Path[]): string | undefined {
  let line = '';
  let separator = '';
  for (const path of paths) {
    const value = valueAt(record, path) ?? '';
    if (typeof value === 'object' || !isBare(value)) return undefined;
    line += separator + value;
    separator = ',';
  }
  return line === '' ? undefined : `${line}\n`;
}

/**
 * The lines of records. The package looks at every cell a dozen times: it gets the records that have something to quote. A large
 * export is mostly others.
 */
async function linesOf(records: readonly JsonObject[], paths: readonly Path[], view: View): Promise<string> {
  let text = '';
  let others: string[][] = [];
  for (const record of records) {
    const line = plainLine(record, paths);
    if (line === undefined) {
      others.push(paths.map((path) => cellOf(valueAt(record, path))));
      continue;
    }
    if (others.length > 0) text += await rowsOf(others, view);
    others = [];
    text += line;
  }
  return others.length > 0 ? text + (await rowsOf(others, view)) : text;
}

/** Writes rows of cells; each kind of row is made safe in the same way. */
async function rowsOf(rows: readonly string[][], view: View): Promise<string> {
  const { stringify } = await stringifier();
  const harmless = (cell: string) => {
    const text = view.csvRaw ? cell : neutral(cell);
    return view.columns === undefined ? text : safeText(text);
  };
  // An empty line would be no row at all, and a lone carriage return would end one.
  const options = { quoted_match: /\r/, quoted_empty: rows[0]?.length === 1 };
  return stringify(
    rows.map((row) => row.map(harmless)),
    options,
  );
}

let loaded: Promise<typeof import('csv-stringify/sync')> | undefined;
/** Loaded once, not once a page. */
const stringifier = () => {
  loaded ??= import('csv-stringify/sync');
  return loaded;
};

export const csv: Formatter = {
  many(view) {
    let columns: Path[] | undefined;
    return {
      async page(records) {
        if (columns) return linesOf(records, columns, view);
        columns = columnsOf(view.fields, view.chosen, records);
        return (await rowsOf([columns.map(nameOf)], view)) + (await linesOf(records, columns, view));
      },
      end() {
        const empty = columns === undefined && (view.fields || view.chosen);
        return empty ? rowsOf([columnsOf(view.fields, view.chosen, []).map(nameOf)], view) : '';
      },
    };
  },
  async one(record, view) {
    return csv.many(view).page([record]);
  },
  value(value, view) {
    const rows = (Array.isArray(value) ? value : [value]).map((row) => (Array.isArray(row) ? row : [row]).map(cellOf));
    // Values have no names; those of `[].[id, time]` would need several.
    return rowsOf(rows.some((row) => row.length !== 1) ? rows : [['value'], ...rows], view);
  },
};
