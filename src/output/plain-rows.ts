/**
 * Rows of a table that goes into a file or a pipe, where nothing is coloured, cut or said beside a value. They are the same as those of
 * `rows.ts`, which looks at each cell for all of that: in a long table it took two thirds of the time.
 */
import type { JsonObject } from '../spec/json.ts';
import { type Clock, rawText } from './cells.ts';
import { GAP } from './fit.ts';
import { valueAt } from './paths.ts';
import type { Placed } from './rows.ts';
import { isPlain } from './safe.ts';

/** The lines of the records; undefined where a text holds anything but ASCII that one sees. */
export function plainLines(
  records: readonly JsonObject[],
  columns: readonly Placed[],
  clock: Clock,
): string | undefined {
  let lines = '';
  for (const record of records) {
    let line = '';
    let end = 0;
    for (const column of columns) {
      const { path, field, start, width, numeric } = column;
      const value = valueAt(record, path);
      const text = rawText(value, field, clock);
      // A number is plain; a text that is wider than its column moves what follows.
      if (typeof value !== 'number' && !isPlain(text)) return undefined;
      const begin = numeric ? start + width - text.length : start;
      const gap = Math.max(begin - end, column === columns[0] ? 0 : GAP);
      line += spaces(gap) + text;
      end += gap + text.length;
    }
    lines += `${line}\n`;
  }
  return lines;
}

/** Those of which most gaps are made. */
const SPACES = Array.from({ length: 40 }, (_, count) => ' '.repeat(count));
const spaces = (count: number): string => SPACES[count] ?? ' '.repeat(count);
