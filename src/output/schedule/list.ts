/** Days at a narrow terminal, or several of them: a calm list for each technician. */
import { bold, dim } from '../style.ts';
import { type Day, touches } from './days.ts';
import { isCanceled, type MarkedVisit, type Schedule } from './model.ts';
import { type Pen, paintOfMarks, paintOfVisit } from './pen.ts';
import { marksOf, numberPlaceAndStatus, rowName, timesOn } from './words.ts';

/** Columns before times, and between them and the words. */
const INDENT = 2;
const GAP = 2;
/** `08:00-10:00` */
const TIMES = 11;

/** The lines of a day; technicians without visits are named together at the end. */
export function list(schedule: Schedule, day: Day, pen: Pen): readonly string[] {
  const rows = schedule.rows.map((row) => ({ row, visits: row.visits.filter((visit) => touches(visit, day)) }));
  const busy = rows.filter(({ visits }) => visits.length > 0);
  if (busy.length === 0) return [pen.line([{ at: 0, text: 'No visits', paint: dim }])];
  const free = rows.filter(({ row, visits }) => row.technician && visits.length === 0).map(({ row }) => rowName(row));
  const lines = busy.flatMap(({ row, visits }) => [
    pen.line([{ at: 0, text: pen.cut(rowName(row), pen.view.columns), paint: bold }]),
    ...visits.flatMap((visit) => visitLines(visit, schedule, day, pen)),
    '',
  ]);
  return free.length > 0 ? [...lines, ...freeLines(free, pen)] : lines.slice(0, -1);
}

function visitLines(visit: MarkedVisit, { clock }: Schedule, day: Day, pen: Pen): readonly string[] {
  const times = timesOn(visit, day, clock).join('-');
  const at = INDENT + Math.max(TIMES, times.length) + GAP;
  const room = pen.view.columns - at;
  const painted = (text: string, paint = paintOfVisit(visit)) =>
    pen.line([{ at, text: pen.cut(text, room), paint: isCanceled(visit) ? dim : paint }]);
  const marks = marksOf(visit).join(', ');
  const first = [
    { at: INDENT, text: times, paint: isCanceled(visit) ? dim : undefined },
    { at, text: pen.cut(visit.title, room), paint: isCanceled(visit) ? dim : undefined },
  ];
  return [
    pen.line(first),
    painted(numberPlaceAndStatus(visit)),
    ...(marks === '' ? [] : [painted(marks, paintOfMarks)]),
  ];
}

/** `No visits: Grace Kim, Owen Fitzgerald` */
function freeLines(names: readonly string[], pen: Pen): readonly string[] {
  const lines: string[] = [];
  let line = 'No visits:';
  for (const [index, name] of names.entries()) {
    const word = `${name}${index < names.length - 1 ? ',' : ''}`;
    if (pen.width(line) + 1 + pen.width(word) > pen.view.columns) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].map((text) => pen.line([{ at: 0, text: pen.cut(text, pen.view.columns), paint: dim }]));
}
