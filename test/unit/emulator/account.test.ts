import { expect, test } from 'vitest';
import { account } from '../../../src/emulator/account.ts';
import { emulated, loggedIn } from './client.ts';

const HOUR = 3_600_000;

test.each(['2026-11-24T03:00:00Z', '2026-11-24T15:00:00Z', '2026-03-08T23:30:00Z'])(
  'at %s statuses agree with times, users and jobs',
  (moment) => {
    const now = Date.parse(moment);
    const { appointments = [], jobs = [] } = account(now).records;
    const statuses = new Set(appointments.map(({ status }) => status));
    for (const status of ['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled']) {
      expect(statuses).toContain(status);
    }
    for (const { time, duration, status, user_id } of appointments) {
      const end = Date.parse(String(time)) + Number(duration) * 1000;
      if (status === 'complete') expect(end).toBeLessThanOrEqual(now);
      if (status === 'complete' || status === 'started') expect(user_id).not.toBe(null);
    }
    for (const { id, status } of jobs) {
      const visits = appointments.filter(({ job_id }) => job_id === id).map((visit) => visit.status);
      if (status === 'canceled') expect(visits).toEqual(['canceled']);
      if (status === 'complete') expect(new Set(visits)).toEqual(new Set(['complete']));
      if (status === 'offered' || status === 'rejected') expect(visits).toEqual([]);
    }
    expect(new Set(jobs.map(({ status }) => status))).toContain('complete');
  },
);

test('visits are at the hour that the local clock shows, also across a change of the clocks', () => {
  // The clocks in Chicago go forward in the night after this moment.
  const { appointments = [] } = account(Date.parse('2026-03-07T18:00:00Z')).records;
  const time = (id: number) => appointments.find((one) => one.id === id)?.['time'];
  expect(time(5)).toBe('2026-03-07T14:00:00Z');
  expect(time(10)).toBe('2026-03-08T13:00:00Z');
  expect(time(19)).toBe('2026-03-07T13:30:00Z');
  expect(time(30)).toBe('2026-03-07T15:00:00Z');
});

test('there is work near today, and the numbers of the document exist', async () => {
  const now = Date.parse('2026-11-24T15:00:00Z');
  const { appointments = [] } = account(now).records;
  const near = appointments.filter(({ time }) => Math.abs(Date.parse(String(time)) - now) < 14 * HOUR);
  expect(near.length).toBeGreaterThanOrEqual(10);

  const api = await loggedIn(await emulated({ now: () => now }));
  expect((await api.get('/v3/jobs/123')).body.organization_id).toBe(3);
  expect((await api.get('/v3/appointments/2')).body).toMatchObject({ job_id: 123, user_id: 456 });
  expect((await api.get('/v3/users/789')).body.roles).toEqual(['technician']);
  expect((await api.get('/v3/datafiles/fe9194b3-3cc2-4862-af52-d8b59f7dd062')).status).toBe(302);
});
