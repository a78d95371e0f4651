import { describe, expect, it } from 'vitest';
import type { Day } from '../../../../src/output/schedule/days.ts';
import { countsOf, scheduleOf, type Visit } from '../../../../src/output/schedule/model.ts';
import { scheduleRecords } from '../../../../src/output/schedule/records.ts';
import { DAY, planOf, sampleSchedule, visitOf } from './sample.ts';

const JIM = { id: 456, name: 'Jim Tran' };
const at = (time: string) => Date.parse(`2026-11-24T${time}:00-06:00`);
const from = (start: string, end: string, changes: Partial<Visit> = {}) =>
  visitOf({ start: at(start), end: at(end), ...changes });

/** What is amiss with each visit of one technician, by its number. */
function marksOf(visits: readonly Visit[], plan = planOf()) {
  const marked = scheduleOf(plan, [JIM], visits).rows.flatMap((row) => row.visits);
  return Object.fromEntries(marked.map(({ id, overlaps, offHours }) => [id, { overlaps, offHours }]));
}

describe('rows', () => {
  it('begin with what nobody is assigned to, then have every technician by name', () => {
    expect(
      sampleSchedule().rows.map(({ technician, visits }) => [technician?.name, visits.map(({ id }) => id)]),
    ).toEqual([
      [undefined, [21, 9]],
      ['Grace Kim', []],
      ['Marcus Bell', [5, 7]],
      ['Priya Raman', [6, 8]],
      ['Tomasz Nowak', [26, 11, 38]],
    ]);
  });

  it('hold no visit of another day', () => {
    const yesterday = visitOf({ start: DAY.from - 7_200_000, end: DAY.from });
    const tomorrow = visitOf({ start: DAY.until, end: DAY.until + 3_600_000 });
    expect(marksOf([yesterday, tomorrow])).toEqual({});
  });
});

describe('overlaps', () => {
  it('are visits of one technician at once, and one after the other are none', () => {
    const visits = [
      from('09:00', '11:00', { id: 1 }),
      from('10:30', '12:00', { id: 2 }),
      from('12:00', '13:00', { id: 3 }),
    ];
    expect(marksOf(visits)).toEqual({
      1: { overlaps: [2], offHours: false },
      2: { overlaps: [1], offHours: false },
      3: { overlaps: [], offHours: false },
    });
  });

  it('are none with a canceled visit, with somebody else, or where nobody is assigned', () => {
    const visits = [
      from('09:00', '11:00', { id: 1 }),
      from('09:00', '11:00', { id: 2, status: 'canceled' }),
      from('09:00', '11:00', { id: 3, userId: undefined }),
      from('09:00', '11:00', { id: 4, userId: undefined }),
    ];
    expect(Object.values(marksOf(visits)).map(({ overlaps }) => overlaps)).toEqual([[], [], [], []]);
  });
});

describe('off-hours', () => {
  it.each([
    ['08:00', '18:00', false],
    ['07:59', '09:00', true],
    ['17:00', '18:01', true],
    ['20:00', '21:00', true],
  ])('from %s to %s: %s', (start, end, offHours) => {
    expect(marksOf([from(start, end)])[1]?.offHours).toBe(offHours);
  });

  it('is not what is canceled', () => {
    expect(marksOf([from('20:00', '21:00', { status: 'canceled' })])[1]?.offHours).toBe(false);
  });

  it('is what crosses midnight, on both days, unless work never ends', () => {
    const visit = visitOf({ start: DAY.from - 3_600_000, end: DAY.from + 3_600_000 });
    expect(marksOf([visit])[1]?.offHours).toBe(true);
    expect(marksOf([visit], planOf({ hours: { from: 0, until: 24 } }))[1]?.offHours).toBe(false);
  });

  it('follows the local clock when clocks change', () => {
    const day: Day = {
      date: '2026-11-01',
      from: Date.parse('2026-11-01T05:00:00Z'),
      until: Date.parse('2026-11-02T06:00:00Z'),
    };
    const visit = (start: string) => visitOf({ start: Date.parse(start), end: Date.parse(start) + 3_600_000 });
    const plan = planOf({ days: [day] });
    expect(marksOf([visit('2026-11-01T14:00:00Z')], plan)[1]?.offHours).toBe(false);
    expect(marksOf([visit('2026-11-01T13:00:00Z')], plan)[1]?.offHours).toBe(true);
  });
});

it('counts without what is canceled', () => {
  expect(countsOf(sampleSchedule())).toEqual({ visits: 8, unassigned: 2, overlapping: 2, offHours: 1, canceled: 1 });
});

it('gives a record for each visit', () => {
  const records = scheduleRecords(sampleSchedule());
  expect(records).toHaveLength(9);
  expect(records[0]).toMatchObject({ appointment_id: 21, technician: null, user_id: null, overlaps: [] });
  expect(records[4]).toEqual({
    appointment_id: 6,
    start: '2026-11-24T15:30:00Z',
    end: '2026-11-24T18:30:00Z',
    technician: 'Priya Raman',
    user_id: 789,
    status: 'started',
    job_id: 106,
    job_title: 'Water heater replacement',
    customer: 'Walter Jennings',
    town: 'Chicago',
    overlaps: [8],
    outside_hours: false,
  });
});
