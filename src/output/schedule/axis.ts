/** The line of hours of one day, and where moments stand on it. */
import { type Day, HOUR, type Span, type Tick, ticksOf, touches, workingTime } from './days.ts';
import type { Schedule } from './model.ts';

export interface Axis extends Span {
  readonly ticks: readonly Tick[];
  /** Working hours on this day. */
  readonly work: Span;
}

/** Whole hours that hold the working hours and every visit of the day, as far as they belong to it. */
export function axisOf({ rows, hours, clock }: Schedule, day: Day): Axis {
  const work = workingTime(day, hours, clock);
  const visits = rows.flatMap((row) => row.visits.filter((visit) => touches(visit, day)));
  const earliest = Math.max(day.from, Math.min(work.from, ...visits.map(({ start }) => start)));
  const latest = Math.min(day.until, Math.max(work.until, ...visits.map(({ end }) => end)));
  const all = ticksOf(day, clock);
  const from = all.findLast(({ at }) => at <= earliest)?.at ?? day.from;
  const until = all.find(({ at }) => at >= latest && at > from)?.at ?? day.until;
  return { from, until, work, ticks: all.filter(({ at }) => at >= from && at <= until) };
}

/** How many hours really pass. */
export const lengthOf = ({ from, until }: Span): number => (until - from) / HOUR;

/** Every so many hours one is labelled. */
const STEPS = [1, 2, 3, 4, 6, 12] as const;

/** The hours that are labelled where an hour and a label have so much room, in the same unit. */
export function labelledTicks({ ticks }: Axis, perHour: number, label: number): readonly Tick[] {
  const step = STEPS.find((each) => each * perHour >= label) ?? 24;
  return ticks.filter(({ hour }) => hour % step === 0);
}

/** `08` */
export const hourLabel = ({ hour }: Tick): string => String(hour).padStart(2, '0');
