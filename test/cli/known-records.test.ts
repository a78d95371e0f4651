/** Completions with the account's records: what lists leave behind for them, and the one page they may ask for. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunOptions, run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const JIM = { id: 456, first_name: 'Jim', last_name: 'Tran', organization_id: 3 };
const ADA = { id: 457, first_name: 'Ada', last_name: 'Byron', organization_id: 3 };
const users = (...listed: object[]) => ({
  body: { users: listed, meta: { total: listed.length, limit: 200, offset: 0 } },
});
const NONE = ':nofiles\n';

const here = (words: string, options: RunOptions = {}) => run(words, { server, folder, ...options });
/** @param line what stands on it up to the cursor */
const completed = async (line: string, options: RunOptions = {}) => {
  const outcome = await run(['__complete', ...line.split(' ')], { server, folder, ...options });
  expect(outcome).toMatchObject({ code: 0, err: '' });
  return outcome.out;
};
const cache = () => join(folder, 'config', 'cache');

describe('after a list', () => {
  beforeEach(() => server.on('GET /v3/users', users(JIM, ADA)));

  it('ids are completed with names, without a request', async () => {
    await here('users list');
    const before = server.requests.length;
    expect(await completed('appointments list --user-id ')).toBe('456\tJim Tran\n457\tAda Byron\n:nofiles\n');
    expect(await completed('users get 457 4')).toBe('456\tJim Tran\n:nofiles\n');
    expect(server.requests.length).toBe(before);
  });

  it('each account and address has its own', async () => {
    await here('users list');
    server.on('GET /v3/users', users());
    expect(await completed('users get ', { env: { DISPATCH_CLIENT_ID: 'other' } })).toBe(NONE);
    expect(await completed('--api-url http://127.0.0.1:9 users get ')).toBe(NONE);
    expect(await completed('--profile nobody users get ')).toBe(NONE);
  });

  it('what is kept is for the user alone', async () => {
    await here('users list');
    const [file = '', ...others] = readdirSync(cache());
    expect(others).toEqual([]);
    expect(statSync(join(cache(), file)).mode & 0o777).toBe(0o600);
  });

  it('hostile names cannot steer the terminal', async () => {
    server.on('GET /v3/users', users({ ...JIM, first_name: '\u001b[2J\u202eJim\n457' }));
    await here('users list');
    expect(await completed('users get ')).toBe('456\t\\u{1b}[2J\\u{202e}Jim 457 Tran\n:nofiles\n');
  });

  it('scripts write once in ten minutes, terminals whatever is new', async () => {
    // The age of the file counts, and the clock of files cannot be set.
    const at = Date.now();
    await here('users list', { now: () => at });
    server.on('GET /v3/users', users({ ...JIM, last_name: 'Tran-Byron' }));
    await here('users list', { now: () => at + 60_000 });
    expect(await completed('users get 456', { now: () => at })).toContain('Jim Tran\n');
    await here('users list', { now: () => at + 60_000, tty: true });
    expect(await completed('users get 456', { now: () => at })).toContain('Jim Tran-Byron\n');
    server.on('GET /v3/users', users(JIM));
    await here('users list', { now: () => at + 700_000 });
    expect(await completed('users get 456', { now: () => at })).toContain('Jim Tran\n');
  });

  it('a cache that cannot be written fails nothing', async () => {
    mkdirSync(join(folder, 'config'));
    writeFileSync(cache(), 'no folder');
    expect(await here('users list')).toMatchObject({ code: 0, err: '' });
  });

  it('a token of somebody unknown keeps nothing', async () => {
    await here('users list', {
      env: { DISPATCH_TOKEN: 'token', DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined },
    });
    expect(existsSync(cache())).toBe(false);
  });

  it('records without a name are told by what stands in front of them', async () => {
    const appointment = { id: 55, job_id: 123, status: 'scheduled', time: '2026-11-24T14:00:00Z' };
    server.on('GET /v3/appointments', {
      body: { appointments: [appointment], meta: { total: 1, limit: 200, offset: 0 } },
    });
    await here('appointments list');
    expect(await completed('appointments update ')).toMatch(/^55\t2026-11-2\d \d\d:00[+-]\d\d:00 scheduled\n/);
  });
});

describe('with nothing kept', () => {
  beforeEach(() => {
    server.on('GET /v3/users', users(JIM));
    server.on('GET /v3/brands', { body: { brands: [], meta: { total: 0, limit: 200, offset: 0 } } });
  });
  const loggedOut = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };

  it('one page is asked for, by the token that is there, and kept', async () => {
    await here('brands list');
    const asked = () => server.requests.filter(({ path }) => path === '/v3/users');
    // On a busy machine a first try may not be quick enough.
    await vi.waitFor(async () => expect(await completed('users get ')).toBe('456\tJim Tran\n:nofiles\n'), 60_000);
    expect(asked().at(-1)?.search).toEqual([['limit', '100']]);
    const before = asked().length;
    expect(await completed('users get ')).toBe('456\tJim Tran\n:nofiles\n');
    expect(asked()).toHaveLength(before);
    expect(server.tokenRequests).toHaveLength(1);
  });

  it('nothing is sent without a token, not even for one', async () => {
    expect(await completed('users get ')).toBe(NONE);
    expect(await completed('users get ', { env: loggedOut })).toBe(NONE);
    expect([...server.requests, ...server.tokenRequests]).toEqual([]);
  });

  it('a token is not renewed', async () => {
    await here('brands list');
    const tomorrow = Date.now() + 86_400_000;
    expect(await completed('users get ', { now: () => tomorrow })).toBe(NONE);
    server.on('GET /v3/users', { status: 401 });
    expect(await completed('users get ')).toBe(NONE);
    expect(server.tokenRequests).toHaveLength(1);
  });

  it.each([
    ['an error', { status: 500 }],
    ['something else', { body: 'nonsense' }],
    ['nothing', () => new Promise<never>(() => {})],
  ])('an API that answers %s is no error', async (_, reply) => {
    await here('brands list');
    server.on('GET /v3/users', reply);
    expect(await completed('users get ')).toBe(NONE);
    expect(server.requests.filter(({ path }) => path === '/v3/users').length).toBeLessThan(2);
  });

  it('what cannot be listed is not asked for', async () => {
    await here('brands list');
    expect(await completed('work-orders cancel ')).toBe(NONE);
    expect(server.requests.map(({ path }) => path)).toEqual(['/v3/brands']);
  });
});

describe('what is kept goes away', () => {
  const nobody = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };
  const names = () => (existsSync(cache()) ? readdirSync(cache()) : []);

  it('with the login, and that of another account stays', async () => {
    server.on('GET /v3/users', users(JIM));
    await here('users list');
    await here('auth login --client-id my_key --client-secret-stdin', { env: nobody, stdin: 's3cr3t\n' });
    await here('users list', { env: nobody });
    const all = names();
    expect(all).toHaveLength(2);
    expect((await here('auth logout', { env: nobody })).code).toBe(0);
    expect(names()).toEqual(all.filter((name) => name.includes('public%5Fkey')));
  });

  it('with the data of the emulator', async () => {
    const env = { ...nobody, DISPATCH_API_URL: undefined };
    await here('users list --env emulator', { env });
    expect(names()).toEqual(['users_own-_own.json']);
    expect((await here('emulator reset --yes', { env })).code).toBe(0);
    expect(names()).toEqual([]);
  });
});
