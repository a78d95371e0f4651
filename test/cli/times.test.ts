/** contract: Shape, times and durations as people type them. It is 10:15:30 on Tuesday, 24 November 2026, in New York. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

const now = () => Date.parse('2026-11-24T15:15:30Z');

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('PATCH /v3/appointments/2', { body: { appointment: { id: 2 } } });
  server.on('GET /v3/appointments', { body: { appointments: [], meta: { total: 0 } } });
});
afterEach(() => server.close());

describe('a time', () => {
  it.each([
    ['2026-11-24T14:30:00Z', '2026-11-24T14:30:00Z'],
    ['2026-11-24T14:30:00-06:00', '2026-11-24T20:30:00Z'],
    ['2026-11-24 14:30', '2026-11-24T19:30:00Z'],
    ['2026-11-24T14:30', '2026-11-24T19:30:00Z'],
    ['2026-07-01 14:30', '2026-07-01T18:30:00Z'],
    ['2026-11-24', '2026-11-24T05:00:00Z'],
    ['today', '2026-11-24T05:00:00Z'],
    ['tomorrow', '2026-11-25T05:00:00Z'],
    ['tomorrow 9am', '2026-11-25T14:00:00Z'],
    ['tomorrow 14:30', '2026-11-25T19:30:00Z'],
    ['+2h', '2026-11-24T17:15:30Z'],
    ['+30m', '2026-11-24T15:45:30Z'],
    ['+1d', '2026-11-25T15:15:30Z'],
    ['now', '2026-11-24T15:15:30Z'],
  ])('%s is sent as %s', async (typed, expected) => {
    const { code } = await run(['appointments', 'update', '2', '--time', typed], { server, now });
    expect(code).toBe(0);
    expect(sent(server.only())).toEqual({ time: expected });
  });

  it.each([
    ['2026-11-24 14:30', 'America/Chicago', '2026-11-24T20:30:00Z'],
    ['tomorrow 9am', 'America/Los_Angeles', '2026-11-25T17:00:00Z'],
    ['today', 'UTC', '2026-11-24T00:00:00Z'],
    ['2026-11-24T14:30:00Z', 'America/Chicago', '2026-11-24T14:30:00Z'],
  ])('%s with --tz %s is sent as %s', async (typed, zone, expected) => {
    await run(['appointments', 'update', '2', '--time', typed, '--tz', zone], { server, now });
    expect(sent(server.only())).toEqual({ time: expected });
  });

  it.each([
    ['that comes twice', '2026-11-01 01:30', '2026-11-01T01:30-04:00'],
    ['that never comes', '2026-03-08 02:30', 'does not exist'],
    ['of a day that does not exist', '2026-02-30 10:00', 'does not exist'],
    ['that is none', 'soonish', 'soonish'],
    ['that is empty', '', '--time'],
  ])('%s is refused', async (_, typed, told) => {
    const { code, err } = await run(['appointments', 'update', '2', '--time', typed], { server, now });
    expect(code).toBe(2);
    expect(err).toContain('--time');
    expect(err).toContain(told);
    expect(server.requests).toEqual([]);
  });

  it('needs a zone that is known', async () => {
    const { code, err } = await run('appointments list --from today --tz America/Bostn', { server, now });
    expect(code).toBe(2);
    expect(err).toContain('America/Bostn');
    expect(server.requests).toEqual([]);
  });
});

describe('a day', () => {
  it.each([
    ['today', '2026-11-24T05:00:00Z', '2026-11-25T05:00:00Z'],
    ['tomorrow', '2026-11-25T05:00:00Z', '2026-11-26T05:00:00Z'],
    ['2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
    ['2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
  ])('--on %s is the whole local day', async (day, from, until) => {
    await run(['appointments', 'list', '--on', day], { server, now });
    expect(Object.fromEntries(server.only().search)).toEqual({
      'filter[time_gteq]': from,
      'filter[time_lt]': until,
      limit: '100',
    });
  });

  it('--on a day of --tz', async () => {
    await run('appointments list --on today --tz Asia/Tokyo', { server, now });
    expect(Object.fromEntries(server.only().search)).toMatchObject({
      'filter[time_gteq]': '2026-11-24T15:00:00Z',
      'filter[time_lt]': '2026-11-25T15:00:00Z',
    });
  });

  it.each(['--on today --from today', '--on 2026-11-24T10:00:00Z', '--on never'])('%s is refused', async (flags) => {
    expect((await run(`appointments list ${flags}`, { server, now })).code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});

describe('a duration', () => {
  it.each([
    ['3600', 3600],
    ['90m', 5400],
    ['2h', 7200],
    ['1h30m', 5400],
    ['45s', 45],
    ['0', 0],
  ])('%s is sent as %i', async (typed, expected) => {
    await run(`appointments update 2 --duration ${typed}`, { server, now });
    expect(sent(server.only())).toEqual({ duration: expected });
  });

  it.each(['-5', '1.5h', 'long', '2x', ''])('%j is refused', async (typed) => {
    const { code, err } = await run(['appointments', 'update', '2', `--duration=${typed}`], { server, now });
    expect(code).toBe(2);
    expect(err).toContain('--duration');
    expect(server.requests).toEqual([]);
  });
});

it('a TZ that names no zone is told, and times are read in UTC, where Node then is', async () => {
  const words = ['appointments', 'update', '2', '--time', '2026-11-25 09:00'];
  const { code, err } = await run(words, { server, now, env: { TZ: 'CST' } });
  expect(code).toBe(0);
  expect(err).toBe('Warning: TZ=CST names no time zone: times are read and shown in UTC\n');
  expect(sent(server.only())).toEqual({ time: '2026-11-25T09:00:00Z' });
});
