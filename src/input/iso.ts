/** ISO 8601 as it is typed and sent, checked digit by digit: 30 February and 25 o'clock are refused. */

/** Numbers of a date, and of a time where there is one. */
export interface IsoParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time?: {
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly millisecond: number;
  };
  /** `Z` or `-06:00`: how far local time is ahead of UTC, in minutes. */
  readonly offset?: number;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?)?$/i;

/** The parts of an ISO 8601 text; `impossible` for one that names no real time, undefined for any other text. */
export function isoParts(text: string): IsoParts | 'impossible' | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '0', utc, sign, ahead, aheadMinutes = '0'] = found;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (!isDate(date)) return 'impossible';
  if (hour === undefined) return date;
  const time = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
  if (time.hour > 23 || time.minute > 59 || time.second > 59) return 'impossible';
  if (utc !== undefined) return { ...date, time, offset: 0 };
  if (sign === undefined) return { ...date, time };
  if (Number(ahead) > 23 || Number(aheadMinutes) > 59) return 'impossible';
  return { ...date, time, offset: (sign === '-' ? -1 : 1) * (Number(ahead) * 60 + Number(aheadMinutes)) };
}

/** Years before 1900 are slips of the hand: nobody schedules or records anything then. */
function isDate({ year, month, day }: { year: number; month: number; day: number }): boolean {
  if (year < 1900) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Milliseconds since the epoch of parts that have an offset; undefined for those without one. */
export function instantOf({ year, month, day, time, offset }: IsoParts): number | undefined {
  if (!time || offset === undefined) return undefined;
  return Date.UTC(year, month - 1, day, time.hour, time.minute - offset, time.second, time.millisecond);
}

/** Whether a text is a timestamp with an offset, as the API takes them. */
export function isTimestamp(text: string): boolean {
  const parts = isoParts(text);
  return typeof parts === 'object' && parts.offset !== undefined;
}

/** Whether a text is a calendar day, `2026-11-24`. */
export function isDay(text: string): boolean {
  const parts = isoParts(text);
  return typeof parts === 'object' && !parts.time;
}
