/** Days and times of day in words, `next monday 9am`, as chrono-node reads them; its guesses are not taken over. */
import type { Temporal as T } from 'temporal-polyfill';

export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Absent: the day alone. */
  readonly time?: { readonly hour: number; readonly minute: number; readonly second: number };
}

/** The days that are typed most, which need no library. */
const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** A weekday on its own is the next one to come, today included; `last friday` is not. */
const WEEKDAY = /^(this |next |on )?(mon|tue|wed|thu|fri|sat|sun)/;

/**
 * What chrono-node says it did for readings that nobody could rely on: what hour the evening is, which of two midnights,
 * which day next week is, whether 1/12 is in January or in December.
 */
const GUESS = /^(casualReference\/(?!today|tomorrow|yesterday|noon)|result\/relativeDate|parser\/SlashDate)/;

/** @param text in lower case. @param now local time. @returns undefined where not all of the text is a day or a time */
export async function dayOrTime(text: string, now: T.PlainDateTime): Promise<LocalTime | undefined> {
  const away = Object.hasOwn(DAYS, text) ? DAYS[text] : undefined;
  if (away !== undefined) {
    const { year, month, day } = now.add({ days: away });
    return { year, month, day };
  }
  const chrono = await import('chrono-node/en');
  // The local calendar stands for UTC, so that chrono-node sees no zone; and from midnight on, so that the hour at which
  // somebody types `monday` makes no difference.
  const reference = { instant: new Date(Date.UTC(now.year, now.month - 1, now.day)), timezone: 0 };
  const [found, ...more] = chrono.casual.parse(text, reference, { forwardDate: WEEKDAY.test(text) });
  if (!found || more.length > 0 || found.end || found.text !== text) return undefined;
  const { start } = found;
  if (start.isCertain('timezoneOffset') || [...start.tags()].some((tag) => GUESS.test(tag))) return undefined;
  if (start.isCertain('month') && !start.isCertain('day')) return undefined;
  const at = (part: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second') => start.get(part) ?? 0;
  const date = { year: at('year'), month: at('month'), day: at('day') };
  if (start.isCertain('weekday') && start.get('weekday') !== weekdayOf(date)) return undefined;
  if (start.isCertain('hour'))
    return { ...date, time: { hour: at('hour'), minute: at('minute'), second: at('second') } };
  return start.isCertain('day') || start.isCertain('weekday') ? date : undefined;
}

/** From 0 for Sunday. */
const weekdayOf = ({ year, month, day }: LocalTime): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
