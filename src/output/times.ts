/** Times and durations as people read them. */

const MINUTE = 60_000;
/** No zone changes its offset within one of these. */
const QUARTER = 15 * MINUTE;
const CACHED_QUARTERS = 10_000;

/** A timestamp of the API: ISO 8601 with the offset said. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/;

/** Milliseconds since the epoch of a timestamp of the API; undefined for any other text. */
export function instantOf(timestamp: string): number | undefined {
  const at = TIMESTAMP.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Minutes by which a zone is ahead of UTC at a moment given in milliseconds since the epoch. */
function offsetsOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  // A format costs microseconds and a table has many rows; most of their times share a quarter of an hour.
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER);
    let minutes = known.get(quarter);
    if (minutes === undefined) {
      const [, sign, hours, rest] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(quarter * QUARTER)) ?? [];
      minutes = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(rest ?? 0));
      if (known.size >= CACHED_QUARTERS) known.clear();
      known.set(quarter, minutes);
    }
    return minutes;
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Minutes ahead of UTC as ISO 8601 writes them: `-06:00`. */
const offsetText = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;

/** A day of UTC in which a zone keeps its offset. */
interface Day {
  /** Minutes ahead of UTC. */
  readonly offset: number;
  /** `-06:00` */
  readonly ending: string;
  /** The dates of the day before, of itself and of the day after. */
  readonly dates: readonly string[];
}

/** A timestamp in UTC as the API writes it; whether there is such a day is another matter. */
const IN_UTC = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
const CACHED_DAYS = 2_000;
const MINUTES_A_DAY = 24 * 60;

/** `09:30` of the minutes since midnight. */
const clockText = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/**
 * How to show timestamps in a zone (IANA name; undefined: the system's own): `2026-11-24 09:30-06:00`. What is not a
 * timestamp stays as it is.
 */
export function localTimes(zone: string | undefined): (timestamp: string) => string {
  const offsetAt = zone === undefined ? (at: number) => -new Date(at).getTimezoneOffset() : offsetsOf(zone);
  // A table has many rows, and most of their times share a day: what is the same throughout it is worked out once.
  const days = new Map<string, Day | undefined>();
  const clocks: string[] = [];

  /** Undefined where the clocks change or were set by the sun, and for a day that does not exist. */
  const dayOf = (date: string): Day | undefined => {
    const at = Date.parse(`${date}T00:00:00Z`);
    if (Number.isNaN(at)) return undefined;
    const offset = offsetAt(at);
    const isConstant = offsetAt(at + MINUTES_A_DAY * MINUTE - QUARTER) === offset;
    if (!isConstant || !Number.isInteger(offset)) return undefined;
    const dates = [-1, 0, 1].map((away) => new Date(at + away * MINUTES_A_DAY * MINUTE).toISOString().slice(0, 10));
    return { offset, ending: offsetText(offset), dates };
  };
  const knownDay = (date: string): Day | undefined => {
    const known = days.get(date);
    if (known || days.has(date)) return known;
    if (days.size >= CACHED_DAYS) days.clear();
    const day = dayOf(date);
    days.set(date, day);
    return day;
  };

  return (timestamp) => {
    const day = IN_UTC.test(timestamp) ? knownDay(timestamp.slice(0, 10)) : undefined;
    if (day) {
      const minutes = Number(timestamp.slice(11, 13)) * 60 + Number(timestamp.slice(14, 16)) + day.offset;
      const away = Math.floor(minutes / MINUTES_A_DAY);
      const minute = minutes - away * MINUTES_A_DAY;
      clocks[minute] ??= clockText(minute);
      return `${day.dates[1 + away]} ${clocks[minute]}${day.ending}`;
    }
    const at = instantOf(timestamp);
    if (at === undefined) return timestamp;
    const offset = offsetAt(at);
    const local = new Date(at + offset * MINUTE).toISOString();
    return `${local.slice(0, 10)} ${local.slice(11, 16)}${offsetText(offset)}`;
  };
}

/** Whole seconds as `1h30m`; what is not a length of time stays as it is. */
export function durationText(seconds: number): string {
  if (!Number.isSafeInteger(seconds) || seconds < 0) return String(seconds);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes}m` : ''}${rest > 0 ? `${rest}s` : ''}` || '0s';
}
