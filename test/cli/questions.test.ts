/** Questions for required values that were not given: at a terminal only. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, run, sent, startServer, type TestServer } from '../helpers/server.ts';

const ENTER = '\r';
const DOWN = '\x1b[B';
const CONTROL_C = '\x03';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  const meta = { limit: 200, offset: 0, total: 2 };
  server.on('GET /v3/jobs', {
    body: {
      jobs: [
        { id: 122, title: 'Boiler inspection' },
        { id: 123, title: 'Leaking tap' },
      ],
      meta,
    },
  });
  server.on('GET /v3/organizations', { body: { organizations: [{ id: 3, name: 'Acme Plumbing' }], meta } });
  server.on('POST /v3/appointments', { body: { appointment: { id: 2 } } });
  server.on('POST /v3/users', { body: { user: { id: 5 } } });
  server.on('POST /v3/customers', { body: { customer: { id: 7 } } });
  server.on('POST /v3/jobs/123/time_windows', { status: 204 });
});
afterEach(() => server.close());

type Answers = NonNullable<RunOptions['answers']>;
const asked = (words: string, answers: Answers, options: RunOptions = {}) =>
  run(words, { server, answers, ...options });
const writes = () => server.requests.filter(({ method }) => method !== 'GET');
/** The body of the only write. */
const written = () => {
  expect(writes()).toHaveLength(1);
  return writes().map(sent)[0];
};

describe('at a terminal', () => {
  it('a choice is picked, and a record found by its name', async () => {
    const { code } = await asked('appointments create --duration 1h -o json', [
      ['Where the visit stands (--status)', `${DOWN}${ENTER}`],
      ['Job it belongs to (--job-id)', 'tap'],
      ['tap', ENTER],
    ]);
    expect(code).toBe(0);
    expect(written()).toEqual({ duration: 3600, status: 'scheduled', job_id: 123 });
  });

  it('a number that is not among the records can be typed', async () => {
    await asked('appointments create --status draft', [
      ['(--job-id)', '9000'],
      ['9000', ENTER],
    ]);
    expect(written()).toEqual({ status: 'draft', job_id: 9000 });
  });

  it('is silent when everything is there', async () => {
    await asked('appointments create --status draft --job-id 123', []);
    expect(written()).toEqual({ status: 'draft', job_id: 123 });
  });

  it('several can be chosen where a field takes several', async () => {
    await asked('users create --first-name Ada --last-name Byron', [
      ['(--organization-id)', ENTER],
      ['What they do (--roles)', ' '],
      ['◉ dispatcher', ENTER],
    ]);
    expect(written()).toEqual({ first_name: 'Ada', last_name: 'Byron', organization_id: 3, roles: ['dispatcher'] });
  });

  it('what a nested object must have is asked for once some of it is given', async () => {
    await asked('customers create --organization-id 3 --first-name Ada --home-address.city Boston', [
      ['Where they live: Street and number (--home-address.street-1)', `1 Some Pl.${ENTER}`],
    ]);
    expect(written()).toEqual({
      organization_id: 3,
      first_name: 'Ada',
      home_address: { city: 'Boston', street_1: '1 Some Pl.' },
    });
  });

  it('asks again with what was wrong', async () => {
    const { err } = await asked(
      'jobs suggest-times 123 --tz UTC',
      [
        ['A time window: Begin (--time-windows)', `soon${ENTER}`],
        ["'soon' is not a time", `\x15tomorrow 9am${ENTER}`],
        ['A time window: End (--time-windows)', `2026-11-25T11:00Z${ENTER}`],
        ['Time windows: one more?', `y${ENTER}`],
        ['A time window: Begin', `2026-11-26T09:00Z${ENTER}`],
        ['A time window: End', `2026-11-26T11:00Z${ENTER}`],
        ['one more?', `n${ENTER}`],
      ],
      { now: () => Date.parse('2026-11-24T12:00:00Z') },
    );
    expect(err).toContain("--time-windows: 'soon' is not a time");
    expect(written()).toEqual({
      time_windows: [
        { start_time: '2026-11-25T09:00:00Z', end_time: '2026-11-25T11:00:00Z' },
        { start_time: '2026-11-26T09:00:00Z', end_time: '2026-11-26T11:00:00Z' },
      ],
    });
  });

  it('records that cannot be listed leave a number to be typed', async () => {
    server.on('GET /v3/jobs', { status: 403 });
    await asked('appointments create --status draft', [
      ['(--job-id)', `tap${ENTER}`],
      ['must be a positive whole number', `\x15123${ENTER}`],
    ]);
    expect(written()).toEqual({ status: 'draft', job_id: 123 });
  });

  it('nobody answers in vain who is not logged in', async () => {
    const env = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };
    const { code, err } = await asked('appointments create --status draft', [], { env });
    expect(code).toBe(3);
    expect(err).toContain('not logged in');
    expect(err).not.toContain('--job-id');
  });

  it('what else is wrong is told before anything is asked', async () => {
    const { code, err } = await asked('appointments create --duration soon', []);
    expect(code).toBe(2);
    expect(err).toContain('--duration');
    expect(err).toContain('missing --status, --job-id');
    expect(server.requests).toEqual([]);
  });

  it('Ctrl-C ends it, and nothing is written', async () => {
    const { code } = await asked('appointments create', [['(--status)', CONTROL_C]]);
    expect(code).toBe(130);
    expect(server.requests).toEqual([]);
  });

  it('a dry run asks, and sends nothing', async () => {
    const { code, out } = await asked('appointments create --dry-run', [
      ['(--status)', ENTER],
      ['(--job-id)', `123${ENTER}`],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ method: 'POST', body: { status: 'draft', job_id: 123 } });
    expect([...server.requests, ...server.tokenRequests]).toEqual([]);
  });
});

describe('without somebody to ask', () => {
  it.each<[name: string, words: string, options: RunOptions]>([
    ['a pipe', 'appointments create --status draft', {}],
    ['--no-input', 'appointments create --status draft --no-input', { tty: true }],
    ['--data -', 'appointments create --data -', { tty: true, stdin: '{"status":"draft"}' }],
  ])('%s gets an error', async (_, words, options) => {
    const { code, err } = await run(words, { server, ...options });
    expect(code).toBe(2);
    expect(err).toContain('missing --job-id');
    expect(server.requests).toEqual([]);
  });
});
