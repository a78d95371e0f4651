import { describe, expect, it } from 'vitest';
import { type Day, ticksOf, wallClock, workingTime } from '../../../../src/output/schedule/days.ts';

const clock = wallClock('America/Chicago');
const dayOf = (date: string, from: string, until: string): Day => ({
  date,
  from: Date.parse(from),
  until: Date.parse(until),
});
/** Clocks are set forward at two: 23 hours. */
const SHORT = dayOf('2026-03-08', '2026-03-08T06:00:00Z', '2026-03-09T05:00:00Z');
/** Clocks are set back at two: 25 hours. */
const LONG = dayOf('2026-11-01', '2026-11-01T05:00:00Z', '2026-11-02T06:00:00Z');

const iso = (at: number) => new Date(at).toISOString();

describe('the hours of a day', () => {
  it('leave out the one that does not exist', () => {
    expect(ticksOf(SHORT, clock).map(({ hour }) => hour)).toEqual([
      0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    ]);
  });

  it('come twice where clocks are set back', () => {
    const ticks = ticksOf(LONG, clock);
    expect(ticks.slice(0, 5).map(({ hour }) => hour)).toEqual([0, 1, 1, 2, 3]);
    expect(ticks).toHaveLength(26);
    expect(iso(ticks[3]?.at ?? 0)).toBe('2026-11-01T08:00:00.000Z');
  });

  it('are found where an offset has half an hour', () => {
    const kolkata = dayOf('2026-11-24', '2026-11-23T18:30:00Z', '2026-11-24T18:30:00Z');
    const [first, second] = ticksOf(kolkata, wallClock('Asia/Kolkata'));
    expect(first).toEqual({ at: Date.parse('2026-11-23T18:30:00Z'), hour: 0 });
    expect(second).toEqual({ at: Date.parse('2026-11-23T19:30:00Z'), hour: 1 });
  });
});

describe('working time', () => {
  it.each([
    ['a usual day', dayOf('2026-11-24', '2026-11-24T06:00:00Z', '2026-11-25T06:00:00Z'), '14:00', '2026-11-25T00:00'],
    ['a day of 23 hours', SHORT, '13:00', '2026-03-08T23:00'],
    ['a day of 25 hours', LONG, '14:00', '2026-11-02T00:00'],
  ])('is from eight to six by the local clock on %s', (_, day, from, until) => {
    const work = workingTime(day, { from: 8, until: 18 }, clock);
    expect(iso(work.from).slice(11, 16)).toBe(from);
    expect(iso(work.until).slice(0, 16)).toBe(until);
  });

  it('begins with the next hour where its own is missing', () => {
    expect(iso(workingTime(SHORT, { from: 2, until: 4 }, clock).from)).toBe('2026-03-08T08:00:00.000Z');
  });

  it('can be the whole day', () => {
    expect(workingTime(LONG, { from: 0, until: 24 }, clock)).toEqual({ from: LONG.from, until: LONG.until });
  });
});
