/** contract: Output. Default table; json, ndjson, csv; data on standard output and everything else on standard error. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('GET /v3/appointments', {
    body: {
      appointments: [
        {
          id: 2,
          job_id: 123,
          status: 'scheduled',
          time: '2017-01-01T00:00:00Z',
          duration: 5400,
          user_id: 456,
          odd: [1],
        },
        { id: 13, job_id: 123, status: 'draft', time: null, duration: 7200, user_id: null },
      ],
      meta: { total: 2, limit: 200, offset: 0 },
    },
  });
});
afterEach(() => server.close());

describe('json', () => {
  it('is an array for list, with exactly the API’s fields and values', async () => {
    const { out } = await run('appointments list -o json', { server });
    expect(JSON.parse(out)).toEqual([
      { id: 2, job_id: 123, status: 'scheduled', time: '2017-01-01T00:00:00Z', duration: 5400, user_id: 456, odd: [1] },
      { id: 13, job_id: 123, status: 'draft', time: null, duration: 7200, user_id: null },
    ]);
  });

  it('is an object for one record, without its envelope', async () => {
    server.on('GET /v3/jobs/1', { body: { job: { id: 1, title: 'Tap', address: { city: 'Boston' }, beta: true } } });
    const { out } = await run('jobs get 1 -o json', { server });
    expect(JSON.parse(out)).toEqual({ id: 1, title: 'Tap', address: { city: 'Boston' }, beta: true });
  });

  it('keeps the API’s order of fields', async () => {
    server.on('GET /v3/jobs/1', { body: { zeta: 1, id: 1, alpha: 2 } });
    const { out } = await run('jobs get 1 -o json', { server });
    expect(Object.keys(JSON.parse(out))).toEqual(['zeta', 'id', 'alpha']);
  });
});

it('ndjson is one record a line', async () => {
  const { out } = await run('appointments list --output ndjson', { server });
  const lines = out.split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual([2, 13]);
});

describe('csv', () => {
  it('has a header, LF line ends, nested values flattened and arrays as JSON', async () => {
    server.on('GET /v3/customers', {
      body: {
        customers: [
          {
            id: 7,
            first_name: 'Ada, "the Countess"',
            notes: 'one\ntwo',
            home_address: { street_1: '1 Some Pl.', city: 'Boston' },
            external_ids: ['AAA123', 'BBB456'],
          },
        ],
        meta: { total: 1, limit: 200, offset: 0 },
      },
    });
    const { out } = await run('customers list -o csv --fields id,first_name,notes,home_address.city,external_ids', {
      server,
    });
    expect(out).toBe(
      'id,first_name,notes,home_address.city,external_ids\n' +
        '7,"Ada, ""the Countess""","one\ntwo",Boston,"[""AAA123"",""BBB456""]"\n',
    );
  });

  it('of a single record has the same columns as of a list', async () => {
    server.on('GET /v3/appointments/2', { body: { id: 2, job_id: 123, status: 'scheduled' } });
    const one = await run('appointments get 2 -o csv', { server });
    server.on('GET /v3/appointments', { body: { appointments: [{ id: 2, job_id: 123, status: 'scheduled' }] } });
    const many = await run('appointments list -o csv', { server });
    expect(one.out).toBe(many.out);
    expect(one.out).toBe(
      'id,time,duration,status,job_id,user_id,organization_id,created_at,updated_at\n2,,,scheduled,123,,,,\n',
    );
  });

  const hostile = { id: 1, title: '=HYPERLINK("http://x")', description: '+15551234567', status_message: '-5' };
  it('neutralises what a spreadsheet would run, and no telephone or other number', async () => {
    server.on('GET /v3/jobs/1', { body: hostile });
    const { out } = await run('jobs get 1 -o csv --fields title,description,status_message', { server });
    expect(out.split('\n')[1]).toBe(`"'=HYPERLINK(""http://x"")",+15551234567,-5`);
  });

  it('leaves every cell as it is with --csv-raw', async () => {
    server.on('GET /v3/jobs/1', { body: hostile });
    const { out } = await run('jobs get 1 -o csv --csv-raw --fields title', { server });
    expect(out.split('\n')[1]).toBe('"=HYPERLINK(""http://x"")"');
  });
});

describe('table', () => {
  it('is the default, with local times, the full width and no colour where there is no terminal', async () => {
    const { out } = await run('appointments list', { server });
    expect(out).toBe(
      [
        'ID  TIME                    DURATION  STATUS     JOB_ID  USER_ID  ORGANIZATION_ID',
        ' 2  2016-12-31 19:00-05:00  1h30m     scheduled     123      456                -',
        '13  -                       2h        draft         123        -                -',
        '',
      ].join('\n'),
    );
  });

  it('shows times in the zone of --tz', async () => {
    const { out } = await run('appointments list --tz America/Chicago --fields time', { server });
    expect(out).toBe('TIME\n2016-12-31 18:00-06:00\n-\n');
  });

  it('of one record shows every property', async () => {
    server.on('GET /v3/appointments/2', {
      body: { id: 2, time: '2017-01-01T00:00:00Z', duration: 3600, extra: 'more' },
    });
    const { out } = await run('appointments get 2', { server });
    expect(out).toBe(
      ['id        2', 'time      2016-12-31 19:00-05:00', 'duration  1h', 'extra     more', ''].join('\n'),
    );
  });
});

describe('the format', () => {
  it('is that of DISPATCH_OUTPUT', async () => {
    const { out } = await run('appointments list', { server, env: { DISPATCH_OUTPUT: 'json' } });
    expect(JSON.parse(out)).toHaveLength(2);
  });

  it('is that of the flag where both are given', async () => {
    const { out } = await run('appointments list -o ndjson', { server, env: { DISPATCH_OUTPUT: 'json' } });
    expect(out.split('\n')).toHaveLength(3);
  });

  it('must be known; nothing is sent otherwise', async () => {
    const { code, out, err } = await run('appointments list -o jsn', { server });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('jsn');
    expect(err).toContain('json');
    expect(server.requests).toEqual([]);
  });
});
