/** The words of a schedule, the same at a terminal and on a page. */
import { type Day, MINUTE, type WallClock } from './days.ts';
import { type Counts, countsOf, type MarkedVisit, type Row, type Schedule, type Visit } from './model.ts';

const QUARTER = 15 * MINUTE;
const UNASSIGNED = 'Unassigned';

const partOf = (date: string, part: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en', { ...part, timeZone: 'UTC' }).format(Date.parse(date));

const weekday = (date: string): string => partOf(date, { weekday: 'short' });
const dayNumber = (date: string): string => String(Number(date.slice(8)));

/** `Tuesday 24 November 2026` */
export const dayTitle = ({ date }: Day): string => titleParts(date).join(' ');

const titleParts = (date: string): readonly [day: string, month: string, year: string] => [
  `${partOf(date, { weekday: 'long' })} ${dayNumber(date)}`,
  partOf(date, { month: 'long' }),
  date.slice(0, 4),
];

/** `Tue 24` */
export const shortDay = ({ date }: Day): string => `${weekday(date)} ${dayNumber(date)}`;

/** The day, or the first and the last one: `Tuesday 24 to Monday 30 November 2026`. */
export function scheduleTitle({ days }: Schedule): string {
  const [first] = days;
  const last = days.at(-1);
  if (last === undefined || last === first) return dayTitle(first);
  const [day, month, year] = titleParts(first.date);
  const [, lastMonth, lastYear] = titleParts(last.date);
  const differing = year === lastYear ? (month === lastMonth ? [] : [month]) : [month, year];
  return `${[day, ...differing].join(' ')} to ${dayTitle(last)}`;
}

/** The zone with its offset, and the other one where clocks change in between: `America/Chicago, UTC-06:00`. */
export function zoneText({ days, zone, clock }: Schedule): string {
  const [first] = days;
  const until = days.at(-1)?.until ?? first.until;
  const before = clock(first.from).offset;
  const text = `${zone}, UTC${before}`;
  if (clock(until - 1).offset === before) return text;
  let change = first.from;
  while (clock(change).offset === before) change += QUARTER;
  const { date, time, offset } = clock(change);
  return `${text}; UTC${offset} from ${days.length > 1 ? `${weekday(date)} ` : ''}${time} on, when clocks change`;
}

/** `13 visits: 3 unassigned, 2 overlapping, 1 off-hours, 1 canceled` */
export function summaryText(schedule: Schedule): string {
  const counts = countsOf(schedule);
  const { visits, canceled } = counts;
  const worth = NOTABLE.flatMap(([key, word]) => (counts[key] > 0 ? [`${counts[key]} ${word}`] : []));
  if (visits + canceled === 0) return schedule.days.length > 1 ? 'No visits on these days.' : 'No visits on this day.';
  const number = `${visits} ${visits === 1 ? 'visit' : 'visits'}`;
  return worth.length === 0 ? number : `${number}: ${worth.join(', ')}`;
}

const NOTABLE: readonly (readonly [keyof Counts, string])[] = [
  ['unassigned', 'unassigned'],
  ['overlapping', 'overlapping'],
  ['offHours', 'off-hours'],
  ['canceled', 'canceled'],
];

export const rowName = ({ technician }: Row): string => technician?.name ?? UNASSIGNED;

/** Beginning and end by the clock; of another day with its name: `22:00`, `Wed 01:00`. The day's own end is `24:00`. */
export function timesOn({ start, end }: Visit, day: Day, clock: WallClock): readonly [start: string, end: string] {
  const named = (at: number): string => {
    const { date, time } = clock(at);
    return date === day.date ? time : `${weekday(date)} ${time}`;
  };
  return [named(start), end === day.until && end > start ? '24:00' : named(end)];
}

/** `Oak Park, complete` */
export const placeAndStatus = ({ town, status }: Visit): string => [town, status].filter(Boolean).join(', ');

/** `#5`: what a command calls the appointment by. */
export const numberOf = ({ id }: Visit): string => `#${id}`;

/** `#5 Oak Park, complete`: the number comes first so that it is never cut off. */
export const numberPlaceAndStatus = (visit: Visit): string => `${numberOf(visit)} ${placeAndStatus(visit)}`;

/** What is amiss, each with a sign and a word. */
export function marksOf({ overlaps, offHours }: MarkedVisit): readonly string[] {
  return [...(overlaps.length > 0 ? ['! overlap'] : []), ...(offHours ? ['! off-hours'] : [])];
}

const two = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** What the marks mean, of those that occur. */
export function marksExplained(schedule: Schedule): readonly string[] {
  const { overlapping, offHours } = countsOf(schedule);
  const { from, until } = schedule.hours;
  return [
    ...(overlapping > 0 ? ['! overlap: two visits of one technician at once'] : []),
    ...(offHours > 0 ? [`! off-hours: outside ${two(from)}-${two(until)}`] : []),
  ];
}

/** The clock, where now is in the days shown. */
export function nowText({ days, now, clock }: Schedule): string | undefined {
  return days.some(({ from, until }) => now >= from && now < until) ? `now ${clock(now).time}` : undefined;
}
