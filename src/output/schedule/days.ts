/** Local days as they really are: of 23, 24 or 25 hours, with the hours that a clock on the wall shows. */
import { localTimes } from '../times.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const QUARTER = 15 * MINUTE;

/** A span of time in milliseconds since the epoch; `until` is not part of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A local day: its date, `2026-11-24`, and its span. */
export interface Day extends Span {
  readonly date: string;
}

/** What a clock on the wall shows. */
export interface Wall {
  /** `2026-11-24` */
  readonly date: string;
  /** `09:30` */
  readonly time: string;
  readonly hour: number;
  /** `-06:00` */
  readonly offset: string;
}

/** Reads a clock in a zone at a moment in milliseconds since the epoch. */
export type WallClock = (at: number) => Wall;

/** @param zone IANA name; undefined: the system's own */
export function wallClock(zone: string | undefined): WallClock {
  const show = localTimes(zone);
  return (at) => {
    const text = show(new Date(at).toISOString());
    return {
      date: text.slice(0, 10),
      time: text.slice(11, 16),
      hour: Number(text.slice(11, 13)),
      offset: text.slice(16),
    };
  };
}

/** A moment at which a local hour begins. */
export interface Tick {
  readonly at: number;
  /** 0 to 23; 24 for the end of the day. */
  readonly hour: number;
}

/** The beginnings of the day's hours, and its end. Where clocks are set back an hour comes twice, where forward one is missing. */
export function ticksOf(day: Day, clock: WallClock): readonly Tick[] {
  const ticks: Tick[] = [];
  // Offsets are multiples of a quarter of an hour.
  for (let at = Math.ceil(day.from / QUARTER) * QUARTER; at < day.until; at += QUARTER) {
    const { time, hour } = clock(at);
    if (time.endsWith(':00')) ticks.push({ at, hour });
  }
  return [...ticks, { at: day.until, hour: 24 }];
}

/** Working hours by the local clock, from 0 to 24. */
export interface WorkingHours {
  readonly from: number;
  readonly until: number;
}

/** When work begins and ends on a day; an hour that the day does not have counts as the next one. */
export function workingTime(day: Day, hours: WorkingHours, clock: WallClock): Span {
  const ticks = ticksOf(day, clock);
  const from = ticks.find(({ hour }) => hour >= hours.from)?.at ?? day.until;
  const until = ticks.find(({ at, hour }) => at > from && hour >= hours.until)?.at ?? day.until;
  return { from, until };
}

/** Whether something is going on in the span; what takes no time goes on where it begins. */
export const touches = ({ start, end }: { readonly start: number; readonly end: number }, span: Span): boolean =>
  start < span.until && (end > span.from || start >= span.from);
