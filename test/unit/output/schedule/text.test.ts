import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../../src/output/schedule/days.ts';
import { type Schedule, scheduleOf } from '../../../../src/output/schedule/model.ts';
import type { TextView } from '../../../../src/output/schedule/pen.ts';
import { scheduleText } from '../../../../src/output/schedule/text.ts';
import { DAY, planOf, sampleSchedule, visitOf } from './sample.ts';

const JIM = { id: 456, name: 'Jim Tran' };
const DAY_MS = 86_400_000;
const VIEW: TextView = { columns: 100, color: false, ascii: false };

const draw = (schedule: Schedule, view: Partial<TextView> = {}) => scheduleText(schedule, { ...VIEW, ...view });
const lines = (text: string) => text.trimEnd().split('\n');
const uncoloured = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, '');

const week: [Day, ...Day[]] = [
  DAY,
  ...['25', '26', '27', '28', '29', '30'].map((date, index) => ({
    date: `2026-11-${date}`,
    from: DAY.from + (index + 1) * DAY_MS,
    until: DAY.until + (index + 1) * DAY_MS,
  })),
];

describe('a day at a terminal', () => {
  it('is what docs/schedule.txt shows', async () => {
    const recorded = readFileSync(join(import.meta.dirname, '../../../../docs/schedule.txt'), 'utf8');
    expect(await draw(sampleSchedule())).toBe(recorded);
  });

  it.each([40, 60, 70, 80, 100, 120, 200])('fits %i columns, as a day and as a week', async (columns) => {
    for (const schedule of [sampleSchedule(), sampleSchedule({ days: week })]) {
      const widths = lines(await draw(schedule, { columns })).map((line) => stringWidth(line));
      expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    }
  });

  it.each([60, 80, 120])('says the same without colours at %i columns', async (columns) => {
    const coloured = await draw(sampleSchedule(), { columns, color: true });
    expect(coloured).toContain('\u001b[31m! overlap');
    expect(uncoloured(coloured)).toBe(await draw(sampleSchedule(), { columns }));
  });

  it.each([60, 80, 120])('draws nothing but ASCII where it must at %i columns', async (columns) => {
    expect(await draw(sampleSchedule(), { columns, ascii: true })).toMatch(/^[\n\x20-\x7e]+$/);
  });

  it('puts bars where the hours are, with the present moment as a line', async () => {
    const text = await draw(sampleSchedule(), { columns: 80, ascii: true });
    expect(lines(text).slice(3, 9)).toEqual([
      '              08   09   10   11   12   13   14   15   16   17   18   19   20',
      '              +----+----+----+-v now 11:24 -+----+----+----+----+....+....+',
      'Unassigned                     |       ========== 13:00-15:00',
      '                               |       Outlets dead in one room',
      '                               |       #21 Evanston, scheduled',
      '                               |                      ========== 16:00-18:00',
    ]);
  });

  it('is a list for each technician where there is little room', async () => {
    expect(lines(await draw(sampleSchedule(), { columns: 60 })).slice(9, 23)).toEqual([
      '               #9 Chicago, scheduled',
      '',
      'Marcus Bell',
      '  08:00-10:00  Furnace does not ignite',
      '               #5 Oak Park, complete',
      '  11:00-12:30  Kitchen sink backs up',
      '               #7 Evanston, started',
      '',
      'Priya Raman',
      '  09:30-12:30  Water heater replacement',
      '               #6 Chicago, started',
      '               ! overlap',
      '  12:00-13:00  Dishwasher leaks at the door',
      '               #8 Kenosha, scheduled',
    ]);
  });

  it('says so when there is nothing', async () => {
    expect(await draw(scheduleOf(planOf(), [JIM], []))).toBe(
      'Tuesday 24 November 2026                                                  America/Chicago, UTC-06:00\n' +
        'No visits on this day.\nnow 11:24\n',
    );
  });

  it('breaks a name that is too long for its room, and cuts one that cannot be broken', async () => {
    const long = scheduleOf(
      planOf(),
      [
        { id: 456, name: 'Owen Fitzgerald-Smith' },
        { id: 457, name: 'Wolfeschlegelsteinhausen' },
      ],
      [visitOf()],
    );
    expect(lines(await draw(long, { columns: 80, ascii: true })).slice(5, 10)).toEqual([
      'Owen                  ============ 09:00-11:00',
      'Fitzgerald-Sm~        Leaking tap   |',
      '                      #1 Evanston, scheduled',
      '                                    |',
      'Wolfeschlegel~  no visits           |',
    ]);
  });

  it('keeps columns straight beside wide characters', async () => {
    const wide = scheduleOf(
      planOf(),
      [{ id: 456, name: '田中 由紀' }],
      [visitOf({ title: '給湯器の交換 と 点検 と 清掃 と 報告' })],
    );
    const found = lines(await draw(wide, { columns: 80 }));
    expect(found[5]).toMatch(/^田中 由紀 {5}/);
    expect(Math.max(...found.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  });
});

describe('a visit that crosses midnight', () => {
  const visit = visitOf({ start: DAY.from - 2 * 3_600_000, end: DAY.from + 90 * 60_000 });

  it('is shown on both days with the name of the other', async () => {
    const today = await draw(scheduleOf(planOf(), [JIM], [visit]), { columns: 60 });
    expect(today).toContain('  Mon 22:00-01:30  Leaking tap');
    const before: Day = { date: '2026-11-23', from: DAY.from - DAY_MS, until: DAY.from };
    const yesterday = await draw(scheduleOf(planOf({ days: [before] }), [JIM], [visit]), { columns: 60 });
    expect(yesterday).toContain('  22:00-Tue 01:30  Leaking tap');
  });

  it('has a bar for what of it lies in the day', async () => {
    const text = await draw(scheduleOf(planOf(), [JIM], [visit]), { columns: 80, ascii: true });
    expect(text).toMatch(/\nJim Tran {2}===== Mon 22:00-01:30 +\|\n/);
  });

  it('ends at 24:00 when it ends with the day', async () => {
    const late = visitOf({ start: DAY.until - 3_600_000, end: DAY.until });
    expect(await draw(scheduleOf(planOf(), [JIM], [late]), { columns: 60 })).toContain('  23:00-24:00  Leaking tap');
  });
});

describe('a day on which clocks change', () => {
  const long: Day = {
    date: '2026-11-01',
    from: Date.parse('2026-11-01T05:00:00Z'),
    until: Date.parse('2026-11-02T06:00:00Z'),
  };

  it('has both offsets in its title and the hour twice on its line', async () => {
    const visit = visitOf({ start: Date.parse('2026-11-01T06:00:00Z'), end: Date.parse('2026-11-01T08:00:00Z') });
    const plan = planOf({ days: [long], hours: { from: 0, until: 6 } });
    const found = lines(await draw(scheduleOf(plan, [JIM], [visit]), { ascii: true }));
    expect(found[0]).toBe(
      'Sunday 1 November 2026       America/Chicago, UTC-05:00; UTC-06:00 from 01:00 on, when clocks change',
    );
    expect(found[3]).toBe(
      '          00          01          01          02          03          04          05          06',
    );
    // Two hours, although the clock says from one to two.
    expect(found[5]).toBe('Jim Tran              01:00==============02:00');
  });
});

describe('a week', () => {
  it('is a grid of visits and their time where there is room', async () => {
    const text = await draw(sampleSchedule({ days: week }));
    expect(text).toBe(
      [
        'Tuesday 24 to Monday 30 November 2026                                     America/Chicago, UTC-06:00',
        '8 visits: 2 unassigned, 2 overlapping, 1 off-hours, 1 canceled',
        'now 11:24',
        '',
        'visits, time  Tue 24 now  Wed 25      Thu 26      Fri 27      Sat 28      Sun 29      Mon 30',
        'Unassigned    2  4h       -           -           -           -           -           -',
        'Grace Kim     -           -           -           -           -           -           -',
        'Marcus Bell   2  3h30m    -           -           -           -           -           -',
        'Priya Raman   2  4h       -           -           -           -           -           -',
        '              ! overlap',
        'Tomasz Nowak  2  4h30m    -           -           -           -           -           -',
        '              ! off-hours',
        '              1 canceled',
        '',
        '! overlap: two visits of one technician at once; ! off-hours: outside 08:00-18:00',
        '',
      ].join('\n'),
    );
  });

  it('is a list of days where there is less', async () => {
    const text = await draw(sampleSchedule({ days: week }), { columns: 80 });
    expect(text).toContain('\nTuesday 24 November 2026\n\nUnassigned\n  13:00-15:00  Outlets dead in one room\n');
    expect(text).toContain('\nMonday 30 November 2026\n\nNo visits\n');
  });
});
