/** Where things stand in the chart of a day. */
import { type Axis, axisOf, lengthOf } from './axis.ts';
import { type Day, HOUR } from './days.ts';
import type { Schedule } from './model.ts';
import type { Pen } from './pen.ts';
import { rowName } from './words.ts';

/** Columns between names and the chart, and between the words of two visits. */
export const GAP = 2;
/** Room that the label of the last hour takes behind the chart. */
export const MARGIN = 2;
/** The widest name, at a narrow and at a wide terminal. */
const NAME = 14;
const WIDE_NAME = 20;
const WIDE = 100;

export interface Frame {
  readonly schedule: Schedule;
  readonly day: Day;
  readonly axis: Axis;
  readonly pen: Pen;
  /** The first column of the chart, and the one behind it. */
  readonly left: number;
  readonly right: number;
  readonly perHour: number;
  /** The column of the present moment. */
  readonly now: number | undefined;
}

export function frameOf(schedule: Schedule, day: Day, pen: Pen): Frame {
  const { columns } = pen.view;
  const axis = axisOf(schedule, day);
  const longest = Math.max(...schedule.rows.map((row) => pen.width(rowName(row))));
  const left = Math.min(columns < WIDE ? NAME : WIDE_NAME, longest) + GAP;
  // Whole columns for each hour keep the hours at equal distances.
  const perHour = Math.max(1, Math.floor((columns - left - MARGIN) / lengthOf(axis)));
  const place = { axis, left, perHour };
  const { now } = schedule;
  return {
    schedule,
    day,
    pen,
    ...place,
    right: columnOf(place, axis.until),
    now: now >= axis.from && now < axis.until ? columnOf(place, now) : undefined,
  };
}

/** The column of a moment; what lies beyond the chart is at its edge. */
export const columnOf = ({ axis, left, perHour }: Pick<Frame, 'axis' | 'left' | 'perHour'>, moment: number): number =>
  left + Math.round(((Math.min(Math.max(moment, axis.from), axis.until) - axis.from) / HOUR) * perHour);
