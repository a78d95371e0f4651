/** The schedule at a terminal: a chart of one day, a grid of several, or lists where there is little room. */
import { bold, dim } from '../style.ts';
import { breakLongWords, widthFor } from '../width.ts';
import { chart, showsNow } from './chart.ts';
import { list } from './list.ts';
import { hasVisits, type Schedule } from './model.ts';
import { type Pen, penFor, type TextView } from './pen.ts';
import { grid, gridColumns } from './week.ts';
import { dayTitle, marksExplained, nowText, rowName, scheduleTitle, summaryText, zoneText } from './words.ts';

/** Fewer columns make a chart unreadable. */
const CHART_COLUMNS = 70;

/** The picture, ending with a line end. Colours only where the view has them. */
export async function scheduleText(schedule: Schedule, view: TextView): Promise<string> {
  const visits = schedule.rows.flatMap((row) => row.visits);
  const width = await widthFor([...schedule.rows.map(rowName), ...visits.flatMap(({ title, town }) => [title, town])]);
  const pen = penFor(view, width);
  const lines = hasVisits(schedule) ? [...body(schedule, pen), ...legend(schedule, pen)] : [];
  return `${[...head(schedule, pen), ...lines].join('\n').trimEnd()}\n`;
}

/** What is shown, in which zone, and how much there is to see. */
function head(schedule: Schedule, pen: Pen): readonly string[] {
  const { columns } = pen.view;
  const [title, zone] = [scheduleTitle(schedule), zoneText(schedule)];
  const beside = columns - zone.length;
  const first =
    title.length + 2 <= beside
      ? [
          pen.line([
            { at: 0, text: title, paint: bold },
            { at: beside, text: zone, paint: dim },
          ]),
        ]
      : [...wrap(title, columns).map(paintedBy(pen, bold)), ...wrap(zone, columns).map(paintedBy(pen, dim))];
  const isTold = isChart(schedule, pen) && hasVisits(schedule) && showsNow(schedule, schedule.days[0]);
  const now = isTold ? undefined : nowText(schedule);
  return [...first, ...wrap(summaryText(schedule), columns), ...(now ? [now] : []), ''];
}

const isChart = ({ days }: Schedule, { view }: Pen): boolean => days.length === 1 && view.columns >= CHART_COLUMNS;

function body(schedule: Schedule, pen: Pen): readonly string[] {
  const { days } = schedule;
  const [day] = days;
  if (isChart(schedule, pen)) return chart(schedule, day, pen);
  if (days.length === 1) return [...list(schedule, day, pen), ''];
  if (pen.view.columns >= gridColumns(days.length)) return [...grid(schedule, pen), ''];
  return days.flatMap((each) => [
    pen.line([{ at: 0, text: dayTitle(each), paint: bold }]),
    '',
    ...list(schedule, each, pen),
    '',
  ]);
}

/** What signs mean, of those that occur: beside each other where there is room. */
function legend(schedule: Schedule, pen: Pen): readonly string[] {
  const { columns } = pen.view;
  const all = marksExplained(schedule);
  const line = all.join('; ');
  const lines = line.length <= columns ? [line] : all.flatMap((each) => wrap(each, columns));
  return lines.map(paintedBy(pen, dim));
}

const paintedBy = (pen: Pen, paint: typeof bold) => (text: string) => pen.line([{ at: 0, text, paint }]);

/** Lines of so many columns, broken at spaces. */
function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of breakLongWords(text, columns, (each) => each.length).split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}
