/** `… watch` against a small account that the test changes between two readings. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interrupted } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { memoryIo } from '../helpers/io.ts';
import { run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

const LONG_AGO = '2020-01-01T00:00:00Z';
const visit = (id: number, status: string, more: JsonObject = {}): JsonObject => ({
  id,
  job_id: 123,
  user_id: 456,
  status,
  time: '2026-11-24T14:30:00Z',
  created_at: LONG_AGO,
  updated_at: LONG_AGO,
  ...more,
});

let server: TestServer;
let folder: string;
let visits: JsonObject[];
beforeEach(async () => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'config'));
  visits = [visit(55, 'scheduled'), visit(56, 'draft')];
  server = await startServer();
  server.on('GET /v3/appointments', ({ search }) => {
    const { offset = '0', 'filter[status_eq]': status } = Object.fromEntries(search);
    const found = visits.filter((each) => status === undefined || each['status'] === status);
    return { body: { appointments: found.slice(Number(offset)), meta: { total: found.length } } };
  });
  server.on('GET /v3/users/456', { body: { id: 456, first_name: 'Jim', last_name: 'Doe' } });
  server.on('GET /v3/jobs/123', { body: { id: 123, title: 'Tap', address: { street_1: '1 Some Pl.' } } });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const once = (...words: string[]) =>
  run(['appointments', 'watch', '--since-file', 'seen', '--once', '-q', ...words], { server, folder });
const eventsIn = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('watch --once', () => {
  it('tells what changed since the file was written, and nothing twice', async () => {
    expect(await once('-o', 'ndjson')).toEqual({ code: 0, out: '', err: '' });
    visits = [visit(55, 'enroute'), visit(56, 'draft')];
    const { code, out } = await once('-o', 'ndjson');
    expect(code).toBe(0);
    expect(eventsIn(out)).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        event: 'changed',
        id: 55,
        before: visit(55, 'scheduled'),
        after: visit(55, 'enroute'),
      },
    ]);
    expect(await once('-o', 'ndjson')).toEqual({ code: 0, out: '', err: '' });
  });

  it('keeps what it saw in a file that nobody else can read, and leaves nothing beside it', async () => {
    await once();
    expect(statSync(join(folder, 'seen')).mode & 0o777).toBe(0o600);
    const { records } = JSON.parse(readFileSync(join(folder, 'seen'), 'utf8'));
    expect(records.map(({ id }: { id: number }) => id)).toEqual([55, 56]);
    expect(() => statSync(join(folder, 'seen.lock'))).toThrow('ENOENT');
  });

  it('shows people a line with names, each looked up once', async () => {
    await once();
    visits = [visit(55, 'enroute'), visit(56, 'scheduled', { time: '2026-11-24T16:00:00Z' })];
    const { out } = await once('--tz', 'America/New_York');
    const lines = out.split('\n').map((line) => line.replace(/^\d\d:\d\d /, 'HH:MM '));
    expect(lines).toEqual([
      'HH:MM  appointment 55  scheduled → enroute  Jim Doe, 1 Some Pl.',
      'HH:MM  appointment 56  draft → scheduled, time 2026-11-24 09:30-05:00 → 2026-11-24 11:00-05:00  Jim Doe, 1 Some Pl.',
      '',
    ]);
    expect(server.requests.filter(({ path }) => path === '/v3/users/456')).toHaveLength(1);
  });

  it.each([
    ['--plain', ['--plain'], {}],
    ['a locale without more', [], { LC_ALL: 'C' }],
  ])('draws with ASCII alone for %s', async (_, words, env) => {
    server.on('GET /v3/users/456', {
      body: { id: 456, first_name: 'Jim', last_name: 'of the very long name '.repeat(4) },
    });
    await once();
    visits = [visit(55, 'enroute'), visit(56, 'draft')];
    const { out } = await run(['appointments', 'watch', '--since-file', 'seen', '--once', ...words], {
      server,
      folder,
      env,
    });
    expect(out.slice(7)).toBe(
      'appointment 55  scheduled -> enroute  Jim of the very long name of the very long name of the ve..., 1 Some Pl.\n',
    );
  });

  it('colours a status at a terminal', async () => {
    await once();
    visits = [visit(55, 'enroute'), visit(56, 'draft')];
    const { out } = await run('appointments watch --since-file seen --once --plain', { server, folder, tty: true });
    expect(out.slice(7)).toBe(
      'appointment 55  \u001b[36mscheduled\u001b[39m -> \u001b[33menroute\u001b[39m  Jim Doe, 1 Some Pl.\n',
    );
  });

  it('shows what is new and what is gone, and does without names that cannot be had', async () => {
    server.on('GET /v3/jobs/123', { status: 404, body: {} });
    server.on('GET /v3/appointments/55', { status: 404, body: {} });
    await once();
    const fresh = new Date().toISOString();
    visits = [visit(56, 'draft'), visit(57, 'draft', { created_at: fresh, updated_at: fresh })];
    const { out } = await once('--tz', 'UTC');
    expect(out.replaceAll(/^\d\d:\d\d /gm, 'HH:MM ')).toBe(
      'HH:MM  appointment 57  created: 2026-11-24 14:30+00:00, draft  Jim Doe\nHH:MM  appointment 55  deleted  Jim Doe\n',
    );
  });

  it('keeps control characters of the API away from the terminal', async () => {
    server.on('GET /v3/users/456', { body: { id: 456, first_name: 'Jim\u001b[2J\n' } });
    await once();
    visits = [visit(55, 'en\u001broute'), visit(56, 'draft')];
    const { out } = await once();
    expect(out).not.toContain('\u001b');
    expect(out.trimEnd().split('\n')).toHaveLength(1);
  });

  it('tells a record that stopped matching the filter as changed', async () => {
    server.on('GET /v3/appointments/55', { body: visit(55, 'enroute') });
    const watch = () => once('--status', 'scheduled', '-o', 'ndjson');
    await watch();
    visits = [visit(55, 'enroute')];
    expect(eventsIn((await watch()).out)).toMatchObject([{ event: 'changed', id: 55, after: { status: 'enroute' } }]);
    expect((await watch()).out + (await watch()).out).toBe('');
  });

  it('counts only the chosen fields', async () => {
    const watch = () => once('--fields', 'status,user_id', '-o', 'ndjson');
    await watch();
    visits = [visit(55, 'scheduled', { time: '2026-11-24T16:00:00Z' }), visit(56, 'draft', { user_id: null })];
    expect(eventsIn((await watch()).out)).toMatchObject([
      { id: 56, before: { status: 'draft', user_id: 456 }, after: { status: 'draft', user_id: null } },
    ]);
  });

  it('refuses the file of another watch, and a damaged one', async () => {
    await once();
    const other = await once('--status', 'draft');
    expect(other.code).toBe(2);
    expect(other.err).toContain('written by another watch');
    writeFileSync(join(folder, 'seen'), '{"version":1');
    const damaged = await once();
    expect(damaged.code).toBe(1);
    expect(damaged.err).toContain('does not hold what a watch wrote');
  });

  it('ends with 6 when the API fails, and keeps the file', async () => {
    await once();
    const before = readFileSync(join(folder, 'seen'), 'utf8');
    server.on('GET /v3/appointments', { status: 503 });
    expect((await once('--retries', '0')).code).toBe(6);
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe(before);
  });

  it.each([
    ['--once', '--once needs --since-file'],
    ['--once --count 2 --since-file seen', 'contradict'],
    ['--interval 0', '--interval must be from 1s'],
    ['--interval 10s --max-interval 5s', 'shorter than --interval'],
    ['-o csv', 'csv'],
    ['--query id', '--query'],
  ])('refuses %s', async (words, message) => {
    const { code, err } = await run(`appointments watch ${words}`, { server, folder });
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(server.requests).toEqual([]);
  });

  it('--dry-run shows the request', async () => {
    const { out } = await run('appointments watch --status draft --dry-run', { server, folder });
    expect(JSON.parse(out)).toMatchObject({
      method: 'GET',
      url: `${server.url}/v3/appointments?filter[status_eq]=draft&limit=100`,
    });
    expect(server.requests).toEqual([]);
  });
});

describe('watch', () => {
  /** Starts one that goes on until it is interrupted. */
  function start(...words: string[]) {
    const controller = new AbortController();
    const io = memoryIo({
      cwd: folder,
      signal: controller.signal,
      env: {
        DISPATCH_API_URL: server.url,
        DISPATCH_TOKEN: 'token',
        DISPATCH_CONFIG_DIR: join(folder, 'config'),
      },
    });
    const ended = main(['appointments', 'watch', '--interval', '1', '-o', 'ndjson', ...words], io);
    const until = async (text: string) => {
      for (let tries = 0; !(io.out() + io.err()).includes(text); tries += 1) {
        if (tries > 500) throw new Error(`never said ${text}: ${io.out()}${io.err()}`);
        await wait(20);
      }
    };
    return { io, ended, until, interrupt: () => controller.abort(new Interrupted('SIGINT')) };
  }

  it('goes on until it is interrupted, with 130 and the state kept', async () => {
    const { io, ended, until, interrupt } = start('--since-file', 'seen');
    await until('Watching 2 appointments');
    visits = [visit(55, 'enroute'), visit(56, 'draft')];
    await until('"enroute"');
    await wait(100);
    interrupt();
    expect(await ended).toBe(130);
    expect(eventsIn(io.out())).toHaveLength(1);
    visits = [visit(55, 'started'), visit(56, 'draft')];
    const resumed = await run('appointments watch --since-file seen --once -q -o ndjson', {
      server,
      folder,
      env: { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined, DISPATCH_TOKEN: 'token' },
    });
    expect(eventsIn(resumed.out)).toMatchObject([{ before: { status: 'enroute' }, after: { status: 'started' } }]);
  });

  it('survives failures of the API', async () => {
    const { io, ended, until, interrupt } = start('--retries', '0');
    await until('Watching 2 appointments');
    const list = { body: { appointments: [visit(55, 'enroute'), visit(56, 'draft')], meta: { total: 2 } } };
    const end = { body: { appointments: [], meta: { total: 2 } } };
    server.on('GET /v3/appointments', { status: 503 }, list, end);
    await until('reading again in 2 s');
    await until('"enroute"');
    interrupt();
    expect(await ended).toBe(130);
    expect(eventsIn(io.out())).toHaveLength(1);
  });

  it("takes a profile's time limit for one of each request", async () => {
    expect((await run('profiles set default --timeout 1s', { folder })).code).toBe(0);
    const { io, ended, until, interrupt } = start('--retries', '0');
    await until('Watching 2 appointments');
    const list = { body: { appointments: [visit(55, 'enroute'), visit(56, 'draft')], meta: { total: 2 } } };
    const end = { body: { appointments: [], meta: { total: 2 } } };
    server.on('GET /v3/appointments', () => new Promise(() => undefined), list, end);
    await until('no answer within 1s; reading again in 2 s');
    await until('"enroute"');
    interrupt();
    expect(await ended).toBe(130);
    expect(eventsIn(io.out())).toHaveLength(1);
  });

  it('ends with a --timeout of its own', async () => {
    const { io, ended } = start('--timeout', '1s');
    expect(await ended).toBe(6);
    expect(io.err()).toContain('not done within 1s');
  });

  it('ends when the account may no longer read', async () => {
    const { ended, until } = start();
    await until('Watching 2 appointments');
    server.on('GET /v3/appointments', { status: 403, body: {} });
    expect(await ended).toBe(3);
  });

  it('ends after --count readings', async () => {
    const { io, ended } = start('--count', '2', '-q');
    expect(await ended).toBe(0);
    expect(io.err()).toBe('');
    const first = server.requests.filter(({ search }) => !search.some(([name]) => name === 'offset'));
    expect(first).toHaveLength(2);
  });
});
