import { describe, expect, it } from 'vitest';
import { schedulePage } from '../../../../src/output/schedule/html.ts';
import { scheduleOf } from '../../../../src/output/schedule/model.ts';
import { DAY, planOf, sampleSchedule, visitOf } from './sample.ts';

const next = { date: '2026-11-25', from: DAY.until, until: DAY.until + 86_400_000 };

describe('the page', () => {
  it('loads nothing and runs nothing', () => {
    for (const page of [schedulePage(sampleSchedule()), schedulePage(sampleSchedule({ days: [DAY, next] }))]) {
      expect(page).not.toMatch(/<(script|link|img|iframe|object|embed)\b|https?:|@import|url\(|\son\w+=/i);
      expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"');
    }
  });

  it('escapes what comes from the API, in text and in attributes', () => {
    const hostile = '"><img src=x onerror=alert(1)>&\'';
    const visit = visitOf({ title: hostile, town: hostile, customer: hostile, status: hostile });
    const technicians = [{ id: 456, name: hostile }];
    for (const days of [[DAY], [DAY, next]] as const) {
      const page = schedulePage(scheduleOf(planOf({ days }), technicians, [visit]));
      expect(page).not.toContain('<img');
      expect(page).toContain('<strong>&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;&#39;</strong>');
      expect(page).toContain('<li data-status="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;&#39;"');
    }
  });

  it('is a table with heads that a screen reader can tell', () => {
    const page = schedulePage(sampleSchedule());
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1>.*<\/h1>/g)).toEqual(['<h1>Tuesday 24 November 2026</h1>']);
    expect(page.match(/<th scope="row">[^<]*/g)).toEqual([
      '<th scope="row">Unassigned',
      '<th scope="row">Grace Kim',
      '<th scope="row">Marcus Bell',
      '<th scope="row">Priya Raman',
      '<th scope="row">Tomasz Nowak',
    ]);
    expect(page).toContain(
      '<time datetime="2026-11-24T19:00:00Z">13:00</time>-<time datetime="2026-11-24T21:00:00Z">15:00</time>',
    );
  });

  it('puts visits in slots of five minutes and marks what is amiss in words', () => {
    const page = schedulePage(sampleSchedule());
    // From 08:00 on: 09:30 is slot 19, 12:30 slot 55 of the 144 until 20:00; the second one needs a lane of its own.
    expect(page).toContain('<li data-status="started" style="grid-column:19/55;grid-row:1">');
    expect(page).toContain('<li data-status="scheduled" style="grid-column:49/70;grid-row:2">');
    expect(page.match(/! overlap<\/span>/g)).toHaveLength(2);
    expect(page.match(/! off-hours<\/span>/g)).toHaveLength(1);
    expect(page).toContain('<span class="now" style="left:28.33%">now 11:24</span>');
  });

  it('has a column for each of several days', () => {
    const page = schedulePage(sampleSchedule({ days: [DAY, next] }));
    expect(page).toContain('<th scope="col" class="today">Tue 24, today</th><th scope="col">Wed 25</th>');
  });

  it('says so when there is nothing', () => {
    const page = schedulePage(scheduleOf(planOf(), [{ id: 456, name: 'Jim Tran' }], []));
    expect(page).toContain('<p class="summary">No visits on this day.</p>');
    expect(page).not.toContain('<table');
  });
});
