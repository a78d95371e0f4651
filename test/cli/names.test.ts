/** contract: Output, names beside numbers in tables: what is asked for them, and what happens when it cannot be had. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

const visit = (id: number, user: number | null, job = 123) => ({
  id,
  time: '2026-11-24T15:30:00Z',
  status: 'scheduled',
  job_id: job,
  user_id: user,
  organization_id: 3,
});
const JIM = { id: 456, first_name: 'Jim', last_name: 'Tran' };
const LIST = 'appointments list --fields id,user_id';

let server: TestServer;
let folder: string;
let now: number;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  now = Date.parse('2026-11-24T15:00:00Z');
  answer(visit(1, 456), visit(2, 456), visit(3, null));
  server.on('GET /v3/users/456', { body: { user: JIM } });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function answer(...appointments: readonly object[]): void {
  server.on('GET /v3/appointments', { body: { appointments, meta: { total: appointments.length } } });
}

const show = (words = LIST, options: RunOptions = {}) =>
  run(`${words} --no-color`, {
    server,
    folder,
    tty: true,
    now: () => now,
    // A machine under load would show a spinner.
    env: { ACCESSIBLE: '1' },
    ...options,
  });

/** What was asked for beside the list itself. */
const lookups = () =>
  server.requests
    .filter(({ path }) => path !== '/v3/appointments')
    .map(({ path, search }) => `${path}${search.map(([name, value]) => ` ${name}=${value}`).join('')}`);

describe('at a terminal', () => {
  it('each id is looked up once and kept for an hour', async () => {
    const { code, out } = await show();
    expect(code).toBe(0);
    expect(out).toBe('ID  USER_ID\n 1  456 Jim Tran\n 2  456 Jim Tran\n 3    -\n');
    expect(lookups()).toEqual(['/v3/users/456']);

    now += 59 * 60_000;
    expect((await show()).out).toContain('456 Jim Tran');
    expect(lookups()).toHaveLength(1);

    now += 2 * 60_000;
    await show();
    expect(lookups()).toHaveLength(2);
  });

  it('a name that was changed here is shown as it is now', async () => {
    await show();
    server.on('PATCH /v3/users/456', { body: { user: { ...JIM, last_name: 'Ngo' } } });
    await show('users update 456 --last-name Ngo');
    expect((await show()).out).toContain('456 Jim Ngo');
  });

  it('what is kept is for the user alone', async () => {
    await show();
    const cache = join(folder, 'config', 'cache');
    const [file = ''] = readdirSync(cache).filter((name) => name.startsWith('users'));
    expect(statSync(join(cache, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cache, file), 'utf8')).toContain('Jim Tran');
  });

  it('several of a small collection are read as one list, of the one organization', async () => {
    answer(visit(1, 456), visit(2, 457), visit(3, 458));
    const users = [JIM, { id: 457, first_name: 'Ann' }, { id: 458, first_name: 'Bo' }, { id: 9, first_name: 'Cy' }];
    server.on('GET /v3/users', { body: { users, meta: { total: 4 } } });
    expect((await show()).out).toBe('ID  USER_ID\n 1  456 Jim Tran\n 2  457 Ann\n 3  458 Bo\n');
    expect(lookups()).toEqual(['/v3/users filter[organization_id_eq]=3 limit=100']);
  });

  it('the time at the site stands beside a planned one', async () => {
    server.on('GET /v3/jobs/123', {
      body: { job: { id: 123, title: 'Tap', address: { timezone: 'America/Chicago' } } },
    });
    const { out } = await show('appointments list --fields id,time --limit 3');
    expect(out.split('\n')[1]).toBe(' 1  2026-11-24 10:30-05:00 (09:30-06:00)');
  });

  it.each(['--no-names', '-o json', '-o csv', '-o ndjson', '--dry-run'])(
    'nothing is looked up with %s',
    async (flags) => {
      expect((await show(`${LIST} ${flags}`)).out).not.toContain('Jim');
      expect(lookups()).toEqual([]);
    },
  );
});

describe('in a pipe', () => {
  it('there are numbers, and names where they are asked for', async () => {
    expect((await show(LIST, { tty: false })).out).toBe('ID  USER_ID\n 1      456\n 2      456\n 3        -\n');
    expect(lookups()).toEqual([]);
    expect((await show(`${LIST} --names`, { tty: false })).out).toContain('456 Jim Tran');
  });
});

describe('a look-up that fails', () => {
  it.each([403, 404, 429, 500, 503])('with %i leaves the number, and is not tried again', async (status) => {
    server.on('GET /v3/users/456', { status });
    const { code, out, err } = await show();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('ID  USER_ID\n 1      456\n 2      456\n 3        -\n');
    expect(lookups()).toEqual(['/v3/users/456']);
  });

  it('ends the look-ups of that collection alone', async () => {
    answer(visit(1, 456, 1), visit(2, 456, 2));
    server.on('GET /v3/users/456', { status: 403 });
    server.on('GET /v3/jobs/1', { body: { id: 1, title: 'Tap' } });
    server.on('GET /v3/jobs/2', { body: { id: 2, title: 'Sink' } });
    const { out } = await show('appointments list --fields id,user_id,job_id');
    expect(out).toBe('ID  USER_ID  JOB_ID\n 1      456  1 Tap\n 2      456  2 Sink\n');
  });

  it('by taking too long does not hold the table up', async () => {
    let release = () => {};
    server.on('GET /v3/users/456', async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { body: { user: JIM } };
    });
    const { code, out } = await show();
    release();
    expect(code).toBe(0);
    expect(out).toContain(' 1      456\n');
  });

  it('with text that acts on a terminal shows it spelt out', async () => {
    server.on('GET /v3/users/456', { body: { id: 456, first_name: '\u001b[31mJim\n' } });
    expect((await show()).out).toContain('456 \\u{1b}[31mJim');
  });
});
