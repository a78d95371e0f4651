/** seed: Appointments. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const visit = {
  id: 2,
  job_id: 123,
  organization_id: 3,
  status: 'scheduled',
  time: '2017-01-01T00:00:00Z',
  duration: 3600,
  user_id: 456,
};

it('creates one', async () => {
  server.on('POST /v3/appointments', { status: 201, body: { appointment: visit } });
  const { code, out } = await run(
    'appointments create --job-id 123 --user-id 456 --status scheduled --time 2017-01-01T00:00:00Z --duration 3600 -o json',
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    id: 2,
    job_id: 123,
    organization_id: 3,
    status: 'scheduled',
    time: '2017-01-01T00:00:00Z',
    duration: 3600,
    user_id: 456,
  });
  expect(sent(server.only())).toEqual({
    job_id: 123,
    user_id: 456,
    status: 'scheduled',
    time: '2017-01-01T00:00:00Z',
    duration: 3600,
  });
});

it('creates one with no more than a job and a status', async () => {
  server.on('POST /v3/appointments', { body: { appointment: visit } });
  await run('appointments create --job-id 123 --status draft', { server });
  expect(sent(server.only())).toEqual({ job_id: 123, status: 'draft' });
});

describe('list', () => {
  beforeEach(() => {
    server.on('GET /v3/appointments', { body: { appointments: [visit], meta: { total: 1, limit: 200, offset: 0 } } });
  });

  it('gives the records', async () => {
    const { code, out, err } = await run('appointments list -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      {
        id: 2,
        job_id: 123,
        organization_id: 3,
        status: 'scheduled',
        time: '2017-01-01T00:00:00Z',
        duration: 3600,
        user_id: 456,
      },
    ]);
    expect(err).toBe('');
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/appointments', search: [['limit', '100']] });
  });

  it.each([
    ['--job-id 123', 'job_id_eq', '123'],
    ['--job-id 123,124', 'job_id_in', '123,124'],
    ['--job-id 123 --job-id 124', 'job_id_in', '123,124'],
    ['--organization-id 3', 'organization_id_eq', '3'],
    ['--status scheduled', 'status_eq', 'scheduled'],
    ['--status scheduled,enroute', 'status_in', 'scheduled,enroute'],
    ['--status scheduled --status enroute', 'status_in', 'scheduled,enroute'],
    ['--after 2017-01-01T00:00:00Z', 'time_gt', '2017-01-01T00:00:00Z'],
    ['--from 2017-01-01T00:00:00Z', 'time_gteq', '2017-01-01T00:00:00Z'],
    ['--until 2017-01-01T00:00:00Z', 'time_lt', '2017-01-01T00:00:00Z'],
    ['--up-to 2017-01-01T00:00:00Z', 'time_lteq', '2017-01-01T00:00:00Z'],
    ['--user-id 456', 'user_id_eq', '456'],
    ['--user-id 456,789', 'user_id_in', '456,789'],
    ['--user-id 456 --user-id 789', 'user_id_in', '456,789'],
    ['--user-id none', 'user_id_null', 'true'],
    ['--unassigned', 'user_id_null', 'true'],
  ])('%s is filter[%s]=%s', async (flags, name, value) => {
    const { code } = await run(`appointments list ${flags}`, { server });
    expect(code).toBe(0);
    expect(server.only().search).toEqual([
      [`filter[${name}]`, value],
      ['limit', '100'],
    ]);
  });

  it.each(['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled'])(
    'knows the status %s',
    async (status) => {
      const { code } = await run(`appointments list --status ${status}`, { server });
      expect(code).toBe(0);
      expect(server.only().search[0]).toEqual(['filter[status_eq]', status]);
    },
  );

  it('combines filters', async () => {
    await run(
      'appointments list --user-id 456 --status scheduled --from 2017-01-01T00:00:00Z --until 2017-01-02T00:00:00Z',
      {
        server,
      },
    );
    expect(Object.fromEntries(server.only().search)).toEqual({
      'filter[time_gteq]': '2017-01-01T00:00:00Z',
      'filter[time_lt]': '2017-01-02T00:00:00Z',
      'filter[status_eq]': 'scheduled',
      'filter[user_id_eq]': '456',
      limit: '100',
    });
  });
});

it.each([
  ['bare, as the document shows it', visit],
  ['in an envelope', { appointment: visit }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/appointments/2', { body });
  const { code, out } = await run('appointments get 2 -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    id: 2,
    job_id: 123,
    organization_id: 3,
    status: 'scheduled',
    time: '2017-01-01T00:00:00Z',
    duration: 3600,
    user_id: 456,
  });
});

it('updates one', async () => {
  const moved = {
    id: 2,
    job_id: 123,
    organization_id: 3,
    status: 'scheduled',
    time: '2017-01-02T00:00:00Z',
    duration: 7200,
    user_id: 789,
  };
  server.on('PATCH /v3/appointments/2', { body: { appointment: moved } });
  const { code, out } = await run(
    'appointments update 2 --time 2017-01-02T00:00:00Z --duration 7200 --user-id 789 -o json',
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(moved);
  expect(sent(server.only())).toEqual({ time: '2017-01-02T00:00:00Z', duration: 7200, user_id: 789 });
});

it('takes the technician off one', async () => {
  server.on('PATCH /v3/appointments/2', { body: { appointment: { ...visit, user_id: null } } });
  const { out } = await run('appointments update 2 --user-id none -o json', { server });
  expect(sent(server.only())).toEqual({ user_id: null });
  expect(JSON.parse(out)).toMatchObject({ user_id: null });
});

it.each([200, 204])('deletes one, answered %i without a body', async (status) => {
  server.on('DELETE /v3/appointments/2', { status });
  const { code } = await run('appointments delete 2 --yes', { server });
  expect(code).toBe(0);
  expect(server.only()).toMatchObject({ method: 'DELETE', path: '/v3/appointments/2', search: [] });
});
