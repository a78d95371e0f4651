/** `dispatch doctor` and its support bundle. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OLDEST_NODE, program } from '../../src/cli/doctor/local.ts';
import { memoryIo } from '../helpers/io.ts';
import { type RunOptions, run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  server = await startServer();
  server.on('GET /v3/jobs', ({ headers }) =>
    headers.authorization === 'Bearer bearer token value' ? { body: { jobs: [] } } : { status: 401, body: {} },
  );
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Row {
  readonly check: string;
  readonly result: string;
  readonly finding: string;
  readonly mend: string | null;
}

async function doctor(options: RunOptions = {}, ...words: string[]) {
  const { code, out, err } = await run(['doctor', '-o', 'json', ...words], { server, folder, ...options });
  const rows = JSON.parse(out) as Row[];
  return { code, err, rows, row: (check: string) => rows.find((each) => each.check === check) };
}

describe('doctor', () => {
  it('finds nothing wrong with an account that works', async () => {
    const { code, err, rows } = await doctor();
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(rows.map(({ check, result }) => [check, result])).toEqual([
      ['program', 'ok'],
      ['terminal', 'ok'],
      ['configuration', 'ok'],
      ['profile', 'ok'],
      ['time zone', 'ok'],
      ['keyring', 'ok'],
      ['proxy', 'ok'],
      ['api', 'ok'],
      ['certificate', 'ok'],
      ['clock', 'ok'],
      ['token', 'ok'],
      ['files', 'ok'],
    ]);
  });

  it('shows people a line for each, with the mend below', async () => {
    const ahead = () => Date.now() + 6 * 3_600_000;
    const { out } = await run('doctor', { server, folder, now: ahead, columns: 80 });
    expect(out).toMatch(/^ok {7}program {8}dispatch 0\.0\.0-test on Node /);
    expect(out).toMatch(/^warning {2}clock {10}6h\d*s? ahead of the API's\n {24}Set the clock of this machine: /m);
  });

  it('ends as the failure would: no token', async () => {
    server.on('POST /v3/oauth/token', { status: 401, body: { error: 'invalid_client' } });
    const { code, err, row } = await doctor();
    expect(row('token')).toMatchObject({ result: 'failed', mend: 'Log in again with: dispatch auth login' });
    expect(JSON.parse(err).error.code).toBe('not_allowed');
    expect(code).toBe(3);
  });

  it('a host that cannot be reached', async () => {
    const { code, row } = await doctor({ env: { DISPATCH_API_URL: 'http://127.0.0.1:9' } });
    expect(row('api')).toMatchObject({ result: 'failed', finding: 'cannot reach 127.0.0.1:9 (ECONNREFUSED)' });
    expect(row('token')).toMatchObject({ result: 'warning' });
    expect(code).toBe(6);
  });

  it('a host that fails', async () => {
    server.on('GET /v3/jobs', { status: 503 });
    const { code, row } = await doctor();
    expect(row('api')?.finding).toContain('503');
    expect(code).toBe(6);
  });

  it('a host of the files that cannot be reached', async () => {
    const { code, row } = await doctor({ env: { DISPATCH_FILES_URL: 'http://127.0.0.1:9/v1/datafiles' } });
    expect(row('files')).toMatchObject({ result: 'failed' });
    expect(row('token')).toMatchObject({ result: 'ok' });
    expect(code).toBe(6);
  });

  it('a proxy that is no address, and one that is there', async () => {
    const https = { DISPATCH_API_URL: 'https://127.0.0.1:9' };
    const wrong = await doctor({ env: { ...https, HTTPS_PROXY: 'ftp://x' } });
    expect(wrong.row('proxy')).toMatchObject({ result: 'failed' });
    expect(wrong.code).toBe(2);
    const { row } = await doctor({ env: { ...https, HTTPS_PROXY: 'http://jim:canary@127.0.0.1:9' } });
    expect(row('proxy')?.finding).toBe('http://[redacted]@127.0.0.1:9');
  });

  it('a certificate that is refused', async () => {
    // Whatever speaks no TLS has no certificate either.
    const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, rows } = await doctor({ env: { DISPATCH_API_URL: `https://127.0.0.1:${port}` } });
    plain.close();
    expect(rows.filter(({ result }) => result === 'failed')).toHaveLength(1);
    expect(code).toBe(6);
  });

  it('settings that are damaged, readable by others, or name a profile that is not there', async () => {
    const config = join(folder, 'config');
    mkdirSync(config, { mode: 0o755 });
    expect((await doctor()).row('configuration')).toMatchObject({
      result: 'warning',
      mend: `Run: chmod 700 ${config}`,
    });
    chmodSync(config, 0o700);
    writeFileSync(join(config, 'config.json'), '{}', { mode: 0o644 });
    chmodSync(join(config, 'config.json'), 0o644);
    expect((await doctor()).row('configuration')?.mend).toBe(`Run: chmod 600 ${join(config, 'config.json')}`);
    rmSync(join(config, 'config.json'));
    const missing = await doctor({}, '--profile', 'work');
    expect(missing.row('profile')).toMatchObject({ result: 'failed' });
    expect(missing.code).toBe(2);
    writeFileSync(join(config, 'config.json'), '{"current":', { mode: 0o600 });
    const damaged = await doctor();
    expect(damaged.row('configuration')?.finding).toContain('is damaged');
    expect(damaged.code).toBe(1);
  });

  it('a format in the environment that does not exist', async () => {
    const { code, out } = await run('doctor', { server, folder, env: { DISPATCH_OUTPUT: 'xml' } });
    expect(out).toMatch(/^failed {3}profile {8}DISPATCH_OUTPUT: there is no format/m);
    expect(code).toBe(2);
  });

  it('a TZ that is none', async () => {
    const { row } = await doctor({ env: { TZ: 'Chicago' } });
    expect(row('time zone')).toMatchObject({ result: 'warning', mend: 'Set TZ to an IANA name.' });
  });

  it('a terminal whose locale is not UTF-8', async () => {
    const terminal = { tty: true, columns: 80 };
    expect((await doctor({ ...terminal, env: { LANG: 'C' } })).row('terminal')?.result).toBe('warning');
    expect((await doctor({ ...terminal, env: { LANG: 'en_US.UTF-8' } })).row('terminal')?.result).toBe('ok');
  });

  it('a Node that is too old', () => {
    const io = (nodeVersion: string) => ({ ...memoryIo(), nodeVersion });
    expect(() => program(io('20.9.0'))).toThrow('is too old');
    expect(() => program(io('18.20.8'))).toThrow('is too old');
    expect(program(io('20.18.1')).result).toBe('ok');
    expect(program(io('22.1.0')).result).toBe('ok');
    const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(engines.node).toBe(`>=${OLDEST_NODE}`);
  });

  it('has nothing to show for --dry-run', async () => {
    expect((await run('doctor --dry-run', { server, folder })).code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});

describe('doctor --bundle', () => {
  const SECRETS = ['canary-key', 'canary-secret', 'canary-proxy', 'Ann', 'Smith', 'ann@example.com', 'work-for-ann'];

  it('holds no secret and nothing of a customer', async () => {
    mkdirSync(join(folder, 'config'));
    const env = { DISPATCH_CLIENT_ID: 'canary-key', DISPATCH_CLIENT_SECRET: 'canary-secret' };
    await run('profiles set work-for-ann --output json', { folder });
    server.on('GET /v3/customers/7', {
      status: 422,
      headers: { 'x-request-id': 'f00-1' },
      body: { message: 'Ann Smith (ann@example.com) is locked' },
    });
    const failed = await run('customers get 7 --fields id', { server, folder, env });
    expect(failed.code).toBe(5);
    server.on('GET /v3/jobs', { status: 400, body: { message: 'Ann Smith' } });
    const { code } = await run('doctor --bundle support.json', {
      server,
      folder,
      env: { ...env, HTTPS_PROXY: 'http://jim:canary-proxy@127.0.0.1:9', DISPATCH_ENV: 'sandbox' },
    });
    expect(code).toBe(5);
    const file = join(folder, 'support.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(text).not.toContain(folder);
    const bundle = JSON.parse(text);
    expect(bundle.versions).toMatchObject({ dispatch: '0.0.0-test', node: process.versions.node });
    expect(bundle.profiles).toEqual([{ current: false, defaults: { output: 'json' }, login: null }]);
    expect(bundle.environment).toMatchObject({
      DISPATCH_CLIENT_ID: '[set]',
      DISPATCH_CLIENT_SECRET: '[set]',
      DISPATCH_ENV: 'sandbox',
      HTTPS_PROXY: '[set]',
    });
    expect(bundle.checks.find(({ check }: Row) => check === 'token')).toMatchObject({ finding: 'refused (400)' });
    expect(bundle.last_failure).toEqual({
      at: expect.any(String),
      version: '0.0.0-test',
      command: 'customers get',
      flags: ['fields'],
      code: 'refused',
      exit_code: 5,
      status: 422,
      requests: [
        { method: 'POST', path: '/v3/oauth/token', status: 200, ms: expect.any(Number), request_id: null },
        { method: 'GET', path: '/v3/customers/7', status: 422, ms: expect.any(Number), request_id: 'f00-1' },
      ],
    });
  });

  it('replaces no file', async () => {
    writeFileSync(join(folder, 'support.json'), 'mine');
    const { code, err } = await run('doctor --bundle support.json', { server, folder });
    expect(err).toContain('exists already');
    expect(code).toBe(2);
    expect(readFileSync(join(folder, 'support.json'), 'utf8')).toBe('mine');
    expect(server.requests).toEqual([]);
  });
});

describe('the record of the last failure', () => {
  const record = () => join(folder, 'config', 'last-failure.json');

  it('is for its owner alone, and not made by wrong usage', async () => {
    mkdirSync(join(folder, 'config'), { mode: 0o700 });
    await run('jobs get nonsense', { server, folder });
    expect(existsSync(record())).toBe(false);
    await run('jobs get 7', { server, folder });
    expect(statSync(record()).mode & 0o777).toBe(0o600);
  });

  it('makes no folder, and does not matter where it cannot be written', async () => {
    await run('jobs get 7', { server, folder, env: { DISPATCH_TOKEN: 'token' } });
    expect(existsSync(join(folder, 'config'))).toBe(false);
    writeFileSync(join(folder, 'config'), '');
    const { err } = await run('jobs get 7', { server, folder, env: { DISPATCH_TOKEN: 'token' } });
    expect(err).not.toContain('last-failure');
  });
});
