import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interrupted } from '../../src/errors.ts';
import {
  type Recorded,
  type RunOptions,
  run,
  startServer,
  type TestServer,
  temporaryFolder,
} from '../helpers/server.ts';

/** 11:24 in Chicago. */
const now = () => Date.parse('2026-11-24T17:24:00Z');

interface Appointment {
  readonly id: number;
  readonly job_id: number;
  readonly user_id: number | null;
  readonly time: string;
  readonly duration: number | null;
  readonly status: string;
}

const APPOINTMENTS: readonly Appointment[] = [
  { id: 1, job_id: 123, user_id: 456, time: '2026-11-24T15:00:00Z', duration: 7200, status: 'started' },
  { id: 2, job_id: 123, user_id: 456, time: '2026-11-24T16:00:00Z', duration: null, status: 'scheduled' },
  { id: 3, job_id: 124, user_id: null, time: '2026-11-24T20:00:00Z', duration: 3600, status: 'scheduled' },
];
const USERS = [
  { id: 456, first_name: 'Jim', last_name: 'Tran' },
  { id: 457, first_name: 'Ann', last_name: 'Lee' },
];
const JOBS: Readonly<Record<number, object>> = {
  123: { id: 123, title: 'Leaking tap', customer_id: 7, address: { city: 'Boston' } },
  124: { id: 124, title: 'Cold radiator', customer_id: 7, address: null },
};
const CUSTOMER = { id: 7, first_name: 'Rosa', last_name: 'Diaz', home_address: { city: 'Quincy' } };

let server: TestServer;
let folder: string;

/** A list of which the first page is all. */
const pages = (key: string, records: readonly object[]) => (request: Recorded) => {
  const isFirst = request.search.every(([name]) => name !== 'offset');
  const meta = { total: records.length, limit: 100, offset: 0 };
  return { body: { [key]: isFirst ? records : [], meta } };
};

const schedule = (words: string, options: RunOptions = {}) =>
  run(['schedule', ...words.split(' ').filter(Boolean), '--tz', 'America/Chicago'], {
    server,
    now,
    folder,
    ...options,
  });

/** The first pages that were asked for. */
const asked = (path: string) =>
  server.requests.filter((each) => each.path === path && each.search.every(([name]) => name !== 'offset'));

beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  server.on('GET /v3/appointments', pages('appointments', APPOINTMENTS));
  server.on('GET /v3/users', pages('users', USERS));
  for (const [id, job] of Object.entries(JOBS)) server.on(`GET /v3/jobs/${id}`, { body: job });
  server.on('GET /v3/customers/7', { body: CUSTOMER });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('dispatch schedule', () => {
  it('draws today, with names in the place of numbers', async () => {
    const { code, out, err } = await schedule('--plain');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').slice(0, 12)).toEqual([
      'Tuesday 24 November 2026                                                  America/Chicago, UTC-06:00',
      '3 visits: 1 unassigned, 2 overlapping',
      '',
      '            08      09      10      11      12      13      14      15      16      17      18',
      '            +-------+-------+-------+--v now 11:24 -+-------+-------+-------+-------+-------+',
      'Unassigned                             |                    ======== 14:00-15:00',
      '                                       |                    Cold radiator',
      '                                       |                    #3 Quincy, scheduled',
      '                                       |',
      'Ann Lee     no visits                  |',
      '                                       |',
      'Jim Tran            09:00======11:00   |',
    ]);
  });

  it('asks for the day with what began before it, and for the technicians', async () => {
    await schedule('2026-11-25 --organization-id 3');
    expect(asked('/v3/appointments')[0]?.search).toEqual([
      ['filter[time_gteq]', '2026-11-24T06:00:00Z'],
      ['filter[time_lt]', '2026-11-26T06:00:00Z'],
      ['filter[organization_id_eq]', '3'],
      ['limit', '100'],
    ]);
    expect(asked('/v3/users')[0]?.search).toEqual([
      ['filter[organization_id_eq]', '3'],
      ['filter[by_user_roles]', 'technician'],
      ['limit', '100'],
    ]);
  });

  it('asks for a week that has an hour more', async () => {
    await schedule('2026-10-29 --week');
    expect(asked('/v3/appointments')[0]?.search.slice(0, 2)).toEqual([
      ['filter[time_gteq]', '2026-10-28T05:00:00Z'],
      ['filter[time_lt]', '2026-11-05T06:00:00Z'],
    ]);
  });

  it('reads each job and customer once', async () => {
    await schedule('');
    const single = server.requests.map(({ path }) => path).filter((path) => /\d$/.test(path));
    expect(single.sort()).toEqual(['/v3/customers/7', '/v3/jobs/123', '/v3/jobs/124']);
  });

  it('says the same as data', async () => {
    const { out } = await schedule('-o json');
    expect(JSON.parse(out)).toEqual([
      {
        appointment_id: 3,
        start: '2026-11-24T20:00:00Z',
        end: '2026-11-24T21:00:00Z',
        technician: null,
        user_id: null,
        status: 'scheduled',
        job_id: 124,
        job_title: 'Cold radiator',
        customer: 'Rosa Diaz',
        town: 'Quincy',
        overlaps: [],
        outside_hours: false,
      },
      expect.objectContaining({ appointment_id: 1, technician: 'Jim Tran', town: 'Boston', overlaps: [2] }),
      expect.objectContaining({ appointment_id: 2, end: '2026-11-24T18:00:00Z', overlaps: [1] }),
    ]);
  });

  it('takes other working hours', async () => {
    const { out } = await schedule('--hours 10-18 -o csv --fields appointment_id,outside_hours');
    expect(out).toBe('appointment_id,outside_hours\n3,false\n1,true\n2,false\n');
  });

  it('says so when there is nothing, and gives an empty list as data', async () => {
    server.on('GET /v3/appointments', pages('appointments', []));
    expect((await schedule('')).out).toContain('\nNo visits on this day.\n');
    expect((await schedule('-o json')).out).toBe('[]\n');
  });

  it('shows a visit whose job is gone and whose technician is no longer listed', async () => {
    server.on('GET /v3/appointments', pages('appointments', [{ ...APPOINTMENTS[0], user_id: 999, job_id: 9 }]));
    server.on('GET /v3/jobs/9', { status: 404, body: {} });
    server.on('GET /v3/users/999', { body: { user: { id: 999, first_name: 'Old', last_name: 'Hand' } } });
    const { code, out } = await schedule('');
    expect(code).toBe(0);
    expect(out).toMatch(/\nOld Hand {4}.*\n.* job 9 +│\n.* #1 started/);
  });

  it('fails when a job cannot be read for another reason', async () => {
    server.on('GET /v3/jobs/124', { status: 500, body: {} });
    const { code, out } = await schedule('--retries 0');
    expect({ code, out }).toEqual({ code: 6, out: '' });
  });

  it('lets nothing through to the terminal that acts on it', async () => {
    server.on('GET /v3/jobs/123', { body: { id: 123, title: 'Tap\u001b[2J\u202e\nleaks', customer_id: 7 } });
    const { out } = await schedule('--no-color', { tty: true, columns: 120 });
    expect(out).toContain('Tap\\u{1b}[2J\\u{202e} leaks');
    expect(out).not.toMatch(/\u001b|\u202e/);
  });

  it('draws ASCII where the locale has nothing else', async () => {
    expect((await schedule('', { env: { LANG: 'en_US.ISO-8859-1' } })).out).toMatch(/^[\n\x20-\x7e]+$/);
    expect((await schedule('', { env: { ACCESSIBLE: '1' } })).out).toMatch(/^[\n\x20-\x7e]+$/);
    expect((await schedule('', { env: { LANG: 'en_US.UTF-8' } })).out).toContain('━━');
  });

  it('sends nothing on a dry run', async () => {
    const { out } = await schedule('--dry-run');
    expect(server.requests).toEqual([]);
    expect(JSON.parse(out)).toHaveLength(2);
  });

  it.each([
    ['--watch', '--watch needs a terminal'],
    ['--interval 10s', '--interval is for --watch'],
    ['--force', '--force is for --html'],
    ['--html a.html -o csv', '--html contradicts --output, --fields and --query'],
    ['--hours 18-8', "--hours must be two whole hours from 0 to 24, not '18-8'"],
    ['--hours 8-25', "--hours must be two whole hours from 0 to 24, not '8-25'"],
    ['+2h', "'+2h' is not a day"],
    ['nextweek', "'nextweek' is not a day"],
    ['--organization-id x', "--organization-id: must be a positive whole number, not 'x'"],
  ])('refuses %s before anything is sent', async (words, message) => {
    const { code, err } = await schedule(words);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(server.requests).toEqual([]);
  });
});

describe('--html', () => {
  it('writes a page and replaces one only with --force', async () => {
    const { code, out, err } = await schedule('--html day.html');
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Saved day.html\n' });
    expect(readFileSync(join(folder, 'day.html'), 'utf8')).toContain('<strong>Leaking tap</strong>');

    writeFileSync(join(folder, 'day.html'), 'mine');
    const refused = await schedule('--html day.html');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('day.html exists already');
    expect(readFileSync(join(folder, 'day.html'), 'utf8')).toBe('mine');

    expect((await schedule('--html day.html --force')).code).toBe(0);
    expect(readFileSync(join(folder, 'day.html'), 'utf8')).toContain('<strong>Leaking tap</strong>');
  });

  it('writes to standard output for -', async () => {
    expect((await schedule('--html -')).out).toMatch(/^<!doctype html>\n/);
  });

  it('leaves nothing behind where it cannot write', async () => {
    mkdirSync(join(folder, 'there'));
    const { code } = await schedule('--html there --force');
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'there'))).toBe(true);
    expect((await schedule('--html missing/day.html')).code).toBe(1);
  });
});

describe('--watch', () => {
  const watch = (signal: AbortSignal, words = '') =>
    schedule(`--watch --interval 1s --retries 0 ${words}`, {
      tty: true,
      columns: 80,
      signal,
      env: { LANG: 'C.UTF-8' },
    });

  it('draws anew in place, keeps the picture while the API fails, and leaves the screen as it was', async () => {
    const controller = new AbortController();
    let reads = 0;
    server.on('GET /v3/appointments', (request) => {
      const isFirst = request.search.every(([name]) => name !== 'offset');
      if (isFirst) reads += 1;
      if (reads === 2) return { status: 503, body: {} };
      if (reads === 3) controller.abort(new Interrupted('SIGINT'));
      return pages('appointments', APPOINTMENTS)(request);
    });
    const { code, out } = await watch(controller.signal);
    expect(code).toBe(130);
    expect(out.startsWith('\u001b[?1049h\u001b[?25l\u001b[H')).toBe(true);
    expect(out.endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
    const frames = out.split('\u001b[H').slice(1);
    expect(frames).toHaveLength(2);
    expect(frames[0]).toContain('every 1 s; Ctrl-C ends');
    expect(frames[1]).toContain('Cold radiator');
    expect(frames[1]).toContain('not up to date, trying again: the API failed (503)');
    expect(server.requests.filter(({ path }) => path.startsWith('/v3/jobs/'))).toHaveLength(2);
  });

  it("goes on beyond a profile's time limit", async () => {
    await run('profiles set default --timeout 1s', { folder });
    const controller = new AbortController();
    let reads = 0;
    server.on('GET /v3/appointments', (request) => {
      reads += request.search.every(([name]) => name !== 'offset') ? 1 : 0;
      if (reads === 3) controller.abort(new Interrupted('SIGINT'));
      return pages('appointments', APPOINTMENTS)(request);
    });
    expect((await watch(controller.signal)).code).toBe(130);
  });

  it('says how much does not fit below', async () => {
    const controller = new AbortController();
    const many = Array.from({ length: 10 }, (_, index) => ({ ...APPOINTMENTS[2], id: index }));
    server.on('GET /v3/appointments', (request) => {
      if (asked('/v3/appointments').length === 2) controller.abort(new Interrupted('SIGINT'));
      return pages('appointments', many)(request);
    });
    const { out } = await watch(controller.signal);
    const [first = ''] = out.split('\u001b[H').slice(1);
    expect(first.split('\n')).toHaveLength(24);
    expect(first).toMatch(/\nand \d+ more lines/);
  });

  it('is nothing for those who want nothing to move', async () => {
    const { code, err } = await watch(new AbortController().signal, '--plain');
    expect(code).toBe(2);
    expect(err).toContain('--watch draws in place, which --plain and ACCESSIBLE rule out');
  });
});
