/** contract: Output, the pager. What a pager got is told by the file that it writes. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

const ROWS = 10;

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  jobs(30);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function jobs(count: number, total = count): void {
  const list = Array.from({ length: count }, (_, index) => ({ id: index + 1, title: `Job ${index + 1}` }));
  server.on('GET /v3/jobs', { body: { jobs: list, meta: { total } } });
}

const paged = () => join(folder, 'paged');
const received = () => (existsSync(paged()) ? readFileSync(paged(), 'utf8') : undefined);

const LIST = 'jobs list --fields id,title --no-color';
const show = (words = LIST, options: RunOptions = {}) => {
  const { env, ...others } = options;
  const DISPATCH_PAGER = `cat > '${paged()}'`;
  return run(words, { server, folder, tty: true, rows: ROWS, ...others, env: { DISPATCH_PAGER, ...env } });
};

describe('long output at a terminal', () => {
  it('goes to the pager, and notes come behind it', async () => {
    jobs(30, 200);
    const { code, out, err } = await show(`${LIST} --limit 30`);
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(received()).toMatch(/^ID {2}TITLE\n 1 {2}Job 1\n(.*\n)*30 {2}Job 30\n$/);
    expect(err).toMatch(/Showing 30 of 200; use --limit N or --all for more\.\n$/);
  });

  it('uses PAGER where DISPATCH_PAGER is not set', async () => {
    await show(LIST, { env: { DISPATCH_PAGER: undefined, PAGER: `cat > '${paged()}'` } });
    expect(received()).toContain('Job 30');
  });

  it('is paged in other formats and in help, too', async () => {
    await show('jobs list -o json');
    expect(JSON.parse(received() ?? '')).toHaveLength(30);
    await show('jobs create --help');
    expect(received()).toContain('dispatch jobs create');
  });

  it('is paged in the schedule, whose unassigned visits stand on top', async () => {
    const visits = Array.from({ length: 6 }, (_, at) => ({
      id: at + 1,
      time: `2026-11-24T1${at}:00:00Z`,
      duration: 3600,
    }));
    server.on('GET /v3/appointments', { body: { appointments: visits, meta: { total: 6 } } });
    server.on('GET /v3/users', { body: { users: [], meta: { total: 0 } } });
    const { code, out } = await show('schedule 2026-11-24 --no-color', { columns: 60 });
    expect([code, out]).toEqual([0, '']);
    expect(received()).toContain('Unassigned');
  });

  it('ends quietly when the pager is quit early', async () => {
    jobs(5000);
    expect(await show(`${LIST} --all --quiet`, { env: { DISPATCH_PAGER: 'head -1 > /dev/null' } })).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  it('gives the pager no secret', async () => {
    await show(LIST, { env: { DISPATCH_PAGER: `env > '${paged()}'; cat > /dev/null` } });
    expect(received()).toContain('DISPATCH_CONFIG_DIR=');
    expect(received()).not.toContain('secret_key');
    expect(received()).not.toContain('DISPATCH_CLIENT');
  });
});

describe('output comes at once', () => {
  it.each<[string, string, RunOptions]>([
    ['with --no-pager', `${LIST} --no-pager`, {}],
    ['with --plain', `${LIST} --plain`, {}],
    ['with --no-input', `${LIST} --no-input`, {}],
    ['with ACCESSIBLE', LIST, { env: { ACCESSIBLE: '1' } }],
    ['where nothing is paged', LIST, { env: { DISPATCH_PAGER: '', PAGER: 'false' } }],
    ['with cat', LIST, { env: { DISPATCH_PAGER: 'cat' } }],
    ['in CI', LIST, { env: { CI: 'true' } }],
    ['at a terminal that cannot page', LIST, { env: { TERM: 'dumb' } }],
    ['in a pipe', LIST, { tty: false }],
  ])('%s', async (_, words, options) => {
    const { code, out } = await show(words, options);
    expect(code).toBe(0);
    expect(out).toContain('Job 30');
    expect(received()).toBeUndefined();
  });

  it('where it fits the screen', async () => {
    jobs(ROWS - 2);
    expect((await show()).out).toContain('Job 8');
    expect(received()).toBeUndefined();
    jobs(ROWS - 1);
    await show();
    expect(received()).toContain('Job 9');
  });

  it('where something is done while it is shown', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
    for (const id of ids) server.on(`DELETE /v3/appointments/${id}`, { status: 204 });
    const { out } = await show(`appointments delete ${ids.join(' ')} --yes -o ndjson`);
    expect(out).toContain('{"id":20,"deleted":true}');
    expect(received()).toBeUndefined();
  });
});

describe('a pager that is not there', () => {
  it('is told, and the output comes all the same', async () => {
    const { code, out, err } = await show(LIST, { env: { DISPATCH_PAGER: 'no-such-pager -x' } });
    expect(code).toBe(0);
    expect(out).toContain('Job 30');
    expect(err).toContain("the pager 'no-such-pager -x' cannot be started");
  });

  it('fails where only a shell could know', async () => {
    const { code, err } = await show(LIST, { env: { DISPATCH_PAGER: '(no-such-pager | no-such) 2> /dev/null' } });
    expect(code).toBe(1);
    expect(err).toContain('DISPATCH_PAGER');
  });
});
