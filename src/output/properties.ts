/** One record for a person: its properties below each other, long text wrapped. */
import type { Field } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { asidesFor } from './asides.ts';
import { type Clock, cellText, paintOf } from './cells.ts';
import { chooser } from './fields.ts';
import { GAP } from './fit.ts';
import type { View } from './format.ts';
import { fieldAt, isObject, leavesIn, leavesOf, nameOf, type Path, valueAt } from './paths.ts';
import { oneLine } from './safe.ts';
import { dim } from './style.ts';
import { localTimes } from './times.ts';
import { breakLongWords, widthFor } from './width.ts';

/** What text gets at least on a narrow terminal, in columns. */
const LEAST_TEXT = 20;

/** No lines between or around the columns. */
const PLAIN = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' '.repeat(GAP) },
};

/** The fields that the record has: the declared ones in their order, then the others; or those chosen, as chosen. */
function pathsOf(record: JsonObject, view: View): Path[] {
  const present = leavesIn(record, new Set());
  if (view.chosen || !view.fields) return present;
  const order = new Map(leavesOf(view.fields).map((path, index) => [nameOf(path), index]));
  const rank = (path: Path) => order.get(nameOf(path)) ?? order.size;
  return present.sort((a, b) => rank(a) - rank(b));
}

/** A value in one or several lines; objects in an array get a line each. */
function textOf(value: Json | undefined, field: Field | undefined, clock: Clock): string {
  if (!Array.isArray(value) || !value.some(isObject)) return cellText(value, field, clock);
  return value.map((element) => oneLine(cellText([element], field, clock))).join('\n');
}

/** Text of a record in two columns. */
export async function properties(record: JsonObject, view: View): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const clock = localTimes(view.zone);
  const shown = chooser(view.chosen)(record);
  const asides = asidesFor(view, 'site ');
  const leaves = pathsOf(shown, view).map((path) => ({ path, field: fieldAt(view.fields, path) }));
  await asides.learn([record], leaves);
  const rows = leaves.map((leaf) => {
    const value = valueAt(shown, leaf.path);
    const aside = asides.of(record, leaf);
    const text = textOf(value, leaf.field, clock);
    return {
      name: oneLine(nameOf(leaf.path)),
      text: aside ? `${text} ${aside.text}` : text,
      paint: paintOf(value, leaf.field),
    };
  });
  const width = await widthFor(rows.flatMap(({ name, text }) => [name, ...text.split('\n')]));
  const names = Math.max(0, ...rows.map(({ name }) => width(name)));
  const room = view.columns === undefined ? undefined : Math.max(LEAST_TEXT, view.columns - names - GAP);
  const table = new Table({
    chars: PLAIN,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    ...(room !== undefined && { colWidths: [names, room], wordWrap: true }),
  });
  for (const { name, text, paint } of rows) {
    // The library would cut a word that is wider than the column.
    const whole = room === undefined ? text : breakLongWords(text, room, width);
    table.push([view.color ? dim(name) : name, view.color && paint ? paint(whole) : whole]);
  }
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}
