/** Several days at a terminal as a grid: for each technician and day the visits and how long they take. */
import { bold, dim, red } from '../style.ts';
import { durationText } from '../times.ts';
import { type Day, touches } from './days.ts';
import { isCanceled, type MarkedVisit, type Schedule } from './model.ts';
import { type Pen, type Piece, paintOfMarks } from './pen.ts';
import { marksOf, rowName, shortDay } from './words.ts';

/** Columns between names and the first day. */
const GAP = 2;
const MOST_NAME = 20;
const LEAST_NAME = 14;
/** A mark with its word, and what separates it from the next day. */
const LEAST_CELL = '! off-hours '.length;

/** What the cells tell. */
const HEADING = 'visits, time';

/** Columns that a grid of so many days needs at least. */
export const gridColumns = (days: number): number => LEAST_NAME + GAP + days * LEAST_CELL;

/** The lines of the grid. */
export function grid(schedule: Schedule, pen: Pen): readonly string[] {
  const { days, rows, now } = schedule;
  const longest = Math.max(HEADING.length, ...rows.map((row) => pen.width(rowName(row))));
  const names = Math.min(MOST_NAME, longest, pen.view.columns - GAP - days.length * LEAST_CELL);
  const cell = Math.floor((pen.view.columns - names - GAP) / days.length);
  const at = (index: number) => names + GAP + index * cell;
  const head = days.map((day, index): Piece => {
    const today = now >= day.from && now < day.until;
    return { at: at(index), text: `${shortDay(day)}${today ? ' now' : ''}`, paint: today ? red : bold };
  });
  return [
    pen.line([{ at: 0, text: HEADING, paint: dim }, ...head]),
    ...rows.flatMap((row) => {
      const name: Piece = { at: 0, text: pen.cut(rowName(row), names), paint: bold };
      const cells = days.map((day) =>
        cellLines(
          row.visits.filter((visit) => touches(visit, day)),
          day,
        ),
      );
      const height = Math.max(...cells.map((lines) => lines.length));
      return Array.from({ length: height }, (_, line) => {
        const pieces = cells.flatMap((lines, index): Piece[] => {
          const part = lines[line];
          return part ? [{ ...part, at: at(index) }] : [];
        });
        return pen.line(line === 0 ? [name, ...pieces] : pieces);
      });
    }),
  ];
}

/** `3  5h30m`, and below what is amiss. Time counts on the day it passes. */
function cellLines(visits: readonly MarkedVisit[], day: Day): readonly Omit<Piece, 'at'>[] {
  const live = visits.filter((visit) => !isCanceled(visit));
  const canceled = visits.length - live.length;
  const ms = live.reduce((sum, { start, end }) => sum + Math.min(end, day.until) - Math.max(start, day.from), 0);
  const marks = [...new Set(live.flatMap(marksOf))];
  const load =
    live.length === 0 ? '-' : `${String(live.length).padEnd(2)} ${durationText(Math.round(ms / 60_000) * 60)}`;
  return [
    { text: load, paint: live.length === 0 ? dim : undefined },
    ...marks.map((text) => ({ text, paint: paintOfMarks })),
    ...(canceled > 0 ? [{ text: `${canceled} canceled`, paint: dim }] : []),
  ];
}
