/** reference: jobs, the requests beyond the shared ones. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

describe('accept', () => {
  it('sends no body without an appointment', async () => {
    server.on('POST /v3/jobs/123/accept', { body: { job: { id: 123, status: 'unscheduled' } } });
    const { code, out } = await run('jobs accept 123 -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ id: 123, status: 'unscheduled' });
    expect(server.only()).toMatchObject({ method: 'POST', path: '/v3/jobs/123/accept' });
    expect(server.only().body).toHaveLength(0);
  });

  it('sends the appointment', async () => {
    server.on('POST /v3/jobs/123/accept', { body: { job: { id: 123, status: 'scheduled' } } });
    const { code } = await run(
      'jobs accept 123 --appointment.time 2017-01-01T00:00:00Z --appointment.duration 1h --appointment.user-id 456',
      { server },
    );
    expect(code).toBe(0);
    expect(sent(server.only())).toEqual({
      appointment: { time: '2017-01-01T00:00:00Z', duration: 3600, user_id: 456 },
    });
  });

  it('takes an answer without a body', async () => {
    server.on('POST /v3/jobs/123/accept', { status: 204 });
    const { code, err } = await run('jobs accept 123', { server });
    expect(code).toBe(0);
    expect(err).toContain('Accepted job 123');
  });
});

describe('reject', () => {
  it('sends no body', async () => {
    server.on('POST /v3/jobs/123/reject', { body: { job: { id: 123, status: 'rejected' } } });
    const { code, out } = await run('jobs reject 123 --yes -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ id: 123, status: 'rejected' });
    expect(server.only()).toMatchObject({ method: 'POST', path: '/v3/jobs/123/reject' });
    expect(server.only().body).toHaveLength(0);
  });

  it('needs --yes where nobody can be asked', async () => {
    expect((await run('jobs reject 123', { server })).code).toBe(2);
    expect(server.requests).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });
});

it('creates a job with its customer and organization', async () => {
  const body = {
    title: 'Leaking tap',
    status: 'unscheduled',
    address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', postal_code: '02108' },
    customer: { first_name: 'Ada', last_name: 'Byron' },
    organization: { name: 'Acme Plumbing', email: 'office@acme.example' },
  };
  server.on('POST /v3/jobs/factory', { status: 201, body: { job: { id: 124, customer_id: 8, organization_id: 3 } } });
  const { code, out } = await run(['jobs', 'create-with-relations', '--data', JSON.stringify(body), '-o', 'json'], {
    server,
  });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ id: 124, customer_id: 8, organization_id: 3 });
  expect(sent(server.only())).toEqual({
    title: 'Leaking tap',
    status: 'unscheduled',
    address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', postal_code: '02108' },
    customer: { first_name: 'Ada', last_name: 'Byron' },
    organization: { name: 'Acme Plumbing', email: 'office@acme.example' },
  });
});

it('suggests times', async () => {
  server.on('POST /v3/jobs/123/time_windows', { status: 204 });
  const { code } = await run(
    [
      ...['jobs', 'suggest-times', '123', '--time-windows'],
      '[{"start_time":"2017-01-01T14:00:00Z","end_time":"2017-01-01T16:00:00Z"},' +
        '{"start_time":"2017-01-02T14:00:00Z","end_time":"2017-01-02T16:00:00Z"}]',
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(sent(server.only())).toEqual({
    time_windows: [
      { start_time: '2017-01-01T14:00:00Z', end_time: '2017-01-01T16:00:00Z' },
      { start_time: '2017-01-02T14:00:00Z', end_time: '2017-01-02T16:00:00Z' },
    ],
  });
});

const window = { start_time: '2017-01-01T14:00:00Z', end_time: '2017-01-01T16:00:00Z' };
it.each([
  ['four times', [window, window, window, window], 'must have at most 3, not 4'],
  ['no time', [], 'must have at least 1, not 0'],
  ['a time that ends before it begins', [{ ...window, end_time: '2017-01-01T13:00:00Z' }], 'later than start_time'],
])('does not suggest %s', async (_, windows, message) => {
  const words = ['jobs', 'suggest-times', '123', '--time-windows', JSON.stringify(windows)];
  const { code, err } = await run(words, { server });
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  expect(server.requests).toEqual([]);
});

describe('contacts', () => {
  const bob = {
    id: 5,
    first_name: 'Bob',
    last_name: 'May',
    primary: true,
    relationship: 'tenant',
    contact_methods: [{ id: 9, method: 'phone', value: '+15551234567', notify: true }],
  };

  it.each(['jobs contacts list 123', 'jobs contacts 123'])('%s lists them; the answer has no meta', async (words) => {
    server.on('GET /v3/jobs/123/contacts', { body: { contacts: [bob] } });
    const { code, out, err } = await run(`${words} -o json`, { server });
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toEqual([bob]);
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/jobs/123/contacts' });
  });

  it('replaces them', async () => {
    server.on('PATCH /v3/jobs/123/contacts', { body: { contacts: [bob] } });
    const contacts =
      '[{"first_name":"Bob","last_name":"May","contact_methods":[{"method":"phone","value":"+15551234567"}]}]';
    const { code, out } = await run(['jobs', 'contacts', 'replace', '123', '--contacts', contacts, '-o', 'json'], {
      server,
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([bob]);
    expect(sent(server.only())).toEqual({
      contacts: [
        { first_name: 'Bob', last_name: 'May', contact_methods: [{ method: 'phone', value: '+15551234567' }] },
      ],
    });
  });

  it.each([
    ['phone', '555 1234', 'must be a number such as +15551234567'],
    ['email', 'ada', 'must be an e-mail address'],
  ])('are not sent with a wrong %s', async (method, value, message) => {
    const contacts = [{ first_name: 'Bob', last_name: 'May', contact_methods: [{ method, value }] }];
    const words = ['jobs', 'contacts', 'replace', '123', '--contacts', JSON.stringify(contacts)];
    const { code, err } = await run(words, { server });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(server.requests).toEqual([]);
  });

  it('updates one of them', async () => {
    server.on('PATCH /v3/jobs/123/contacts/5', { body: { contact: { ...bob, first_name: 'Robert' } } });
    const { code, out } = await run('jobs contacts update 123 5 --first-name Robert -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ ...bob, first_name: 'Robert' });
    expect(sent(server.only())).toEqual({ first_name: 'Robert' });
  });
});
