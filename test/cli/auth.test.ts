/** contract: `auth` and `profiles`; secrets are never taken from flags and never shown. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, run, sent, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  server.on('GET /v3/brands', { body: { brands: [], meta: { total: 0 } } });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const noCredentials = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };
const SECRETS = ['s3cr3t', 'bearer token value', 'refresh token value'];

/** Runs in the same folder each time, without credentials in the environment. */
const dispatch = (words: string, options: RunOptions = {}) =>
  run(words, { server, folder, ...options, env: { ...noCredentials, ...options.env } });

const login = (more = '') =>
  dispatch(`auth login --client-id my_key --client-secret-stdin${more}`, { stdin: 's3cr3t\n' });

/** Every file below the settings' folder. */
const stored = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('login', () => {
  it('asks for a token with the keys and keeps them for later commands', async () => {
    const { code, out, err } = await login();
    expect(code).toBe(0);
    expect(out).toBe('');
    for (const secret of SECRETS) expect(err).not.toContain(secret);
    expect(server.tokenRequests.map(sent)).toEqual([
      { grant_type: 'client_credentials', client_id: 'my_key', client_secret: 's3cr3t' },
    ]);
    expect((await dispatch('brands list')).code).toBe(0);
    expect(server.tokenRequests).toHaveLength(1);
    expect(server.only().headers.authorization).toBe('Bearer bearer token value');
  });

  it('says once that the secret is in a file where there is no keyring, and lets nobody else read it', async () => {
    const { err } = await login();
    expect(err).toContain('Warning:');
    expect(stored().length).toBeGreaterThan(0);
    for (const file of stored()) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await dispatch('brands list -q')).err).toBe('');
  });

  it('keeps nothing when the keys are refused', async () => {
    server.on('POST /v3/oauth/token', { status: 401, body: { error: 'invalid_client' } });
    const { code, err } = await login();
    expect(code).toBe(3);
    expect(err).toContain('invalid_client');
    expect(stored()).toEqual([]);
  });

  it('asks at a terminal, and does not show the secret', async () => {
    const { code, out, err } = await dispatch('auth login', {
      answers: [
        ['Public key', 'my_key\n'],
        ['Secret key', 's3cr3t\n'],
      ],
    });
    expect(code).toBe(0);
    expect(server.tokenRequests.map(sent)).toEqual([
      { grant_type: 'client_credentials', client_id: 'my_key', client_secret: 's3cr3t' },
    ]);
    expect(err).toContain('my_key');
    expect(out + err).not.toContain('s3cr3t');
  });

  it.each(['auth login', 'auth login --client-id my_key', 'auth login --no-input'])(
    '%s without a terminal says what is missing',
    async (words) => {
      const { code, err } = await dispatch(words);
      expect(code).toBe(2);
      expect(err).toContain('missing --client-');
      expect(server.tokenRequests).toEqual([]);
    },
  );

  it('takes the keys from the environment', async () => {
    const env = { DISPATCH_CLIENT_ID: 'my_key', DISPATCH_CLIENT_SECRET: 's3cr3t' };
    expect((await dispatch('auth login', { env })).code).toBe(0);
    expect((await dispatch('brands list')).code).toBe(0);
    expect(server.only().headers.authorization).toBe('Bearer bearer token value');
  });

  it('of a service provider sends the password grant and keeps no password', async () => {
    const env = { DISPATCH_CLIENT_ID: 'my_key', DISPATCH_CLIENT_SECRET: 'key_secret' };
    const { code } = await dispatch('auth login --username jim@example.com --password-stdin', {
      env,
      stdin: 's3cr3t\n',
    });
    expect(code).toBe(0);
    expect(server.tokenRequests.map(sent)).toEqual([
      {
        grant_type: 'password',
        username: 'jim@example.com',
        password: 's3cr3t',
        client_id: 'my_key',
        client_secret: 'key_secret',
      },
    ]);
    for (const file of stored()) expect(readFileSync(file, 'utf8')).not.toContain('s3cr3t');
    expect((await dispatch('brands list')).code).toBe(0);
  });

  it('says where the keys come from when standard input holds the password', async () => {
    const words = 'auth login --client-id my_key --username jim@example.com --password-stdin';
    const { code, err } = await dispatch(words, { stdin: 's3cr3t\n' });
    expect(code).toBe(2);
    expect(err).toContain('missing the secret key, and standard input holds the password');
    expect(err).toContain('Set DISPATCH_CLIENT_ID and DISPATCH_CLIENT_SECRET.');
    expect(server.tokenRequests).toEqual([]);
  });

  it('with --dry-run shows the request without the secret and sends nothing', async () => {
    const { code, out } = await login(' --dry-run');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      method: 'POST',
      url: `${server.url}/v3/oauth/token`,
      body: { grant_type: 'client_credentials', client_id: 'my_key' },
    });
    expect(out).not.toContain('s3cr3t');
    expect(server.tokenRequests).toEqual([]);
    expect(stored()).toEqual([]);
  });
});

describe('status', () => {
  it('says who, where, from which source and how long, and no secret', async () => {
    await login();
    const { code, out } = await dispatch('auth status -o json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      profile: 'default',
      profile_source: 'default',
      account: 'my_key',
      account_source: 'profile default',
      api_url: server.url,
      token_valid: true,
    });
    expect(JSON.parse(out).token_valid_seconds).toBeGreaterThan(10_000);
    for (const secret of SECRETS) expect(out).not.toContain(secret);
  });

  it('says that the environment wins', async () => {
    await login();
    const env = { DISPATCH_CLIENT_ID: 'public_key', DISPATCH_CLIENT_SECRET: 's3cr3t' };
    const { out } = await dispatch('auth status -o json', { env });
    expect(JSON.parse(out)).toMatchObject({
      account: 'public_key',
      account_source: 'DISPATCH_CLIENT_ID',
      api_url_source: 'DISPATCH_API_URL',
      token_valid: false,
    });
    const fixed = await dispatch('auth status -o json', { env: { DISPATCH_TOKEN: 's3cr3t' } });
    expect(JSON.parse(fixed.out)).toMatchObject({ account_source: 'DISPATCH_TOKEN', token_valid: null });
    expect(fixed.out).not.toContain('s3cr3t');
  });

  it('says nothing of the token of an emulator that ends with the command', async () => {
    const { out } = await dispatch('auth status --env emulator -o json');
    expect(JSON.parse(out)).toMatchObject({
      secret: 'none: the emulator is open',
      token_valid: null,
      token_valid_until: null,
      token_valid_seconds: null,
    });
  });

  it('ends with 3 when not logged in', async () => {
    const { code, err } = await dispatch('auth status');
    expect(code).toBe(3);
    expect(err).toContain('Log in with `dispatch auth login`, or add --env emulator to try it without an account.');
  });

  it('says which login is meant', async () => {
    await dispatch('profiles set trial --tz UTC');
    const { err } = await dispatch('brands list --profile trial --env sandbox');
    expect(err).toContain('`dispatch auth login --profile trial --env sandbox`');
    const { err: other } = await dispatch(`brands list --api-url ${server.url}/v2`);
    expect(other).toContain(`dispatch auth login --api-url ${server.url}/v2\``);
  });

  it('sends nothing', async () => {
    await login();
    await dispatch('auth status');
    expect(server.tokenRequests).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });
});

it('token prints the bearer token and nothing else', async () => {
  await login();
  expect(await dispatch('auth token')).toEqual({ code: 0, out: 'bearer token value\n', err: '' });
  expect(server.tokenRequests).toHaveLength(1);
});

it('refresh gets a new token with the refresh token', async () => {
  await login();
  server.on('POST /v3/oauth/token', { body: { access_token: 'second', token_type: 'bearer', expires_in: 10800 } });
  expect((await dispatch('auth refresh')).code).toBe(0);
  expect(server.tokenRequests.map(sent)[1]).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh token value',
  });
  expect((await dispatch('auth token')).out).toBe('second\n');
});

describe('logout', () => {
  it('forgets secret and token', async () => {
    await login();
    expect((await dispatch('auth logout')).code).toBe(0);
    expect((await dispatch('brands list')).code).toBe(3);
    expect(server.requests).toEqual([]);
    for (const file of stored()) {
      for (const secret of SECRETS) expect(readFileSync(file, 'utf8')).not.toContain(secret);
    }
  });

  it('of nobody is no error', async () => {
    expect((await dispatch('auth logout')).code).toBe(0);
  });
});

describe('profiles', () => {
  beforeEach(async () => {
    await dispatch('profiles set work --output json --tz America/Chicago');
    await dispatch('profiles set other --env sandbox');
  });

  it('list shows each', async () => {
    const { out } = await dispatch('profiles list -o json');
    expect(JSON.parse(out)).toMatchObject([
      { name: 'work', current: false, output: 'json', tz: 'America/Chicago', account: null },
      { name: 'other', current: false, env: 'sandbox' },
    ]);
  });

  it('use makes one the current one', async () => {
    expect((await dispatch('profiles use work')).code).toBe(0);
    const { out } = await dispatch('profiles show');
    expect(JSON.parse(out)).toMatchObject({ name: 'work', current: true });
  });

  it('show shows one, and no secret', async () => {
    await login(' --profile work');
    const { out } = await dispatch('profiles show work -o json');
    expect(JSON.parse(out)).toMatchObject({ name: 'work', account: 'my_key', logged_in_at: server.url });
    for (const secret of SECRETS) expect(out).not.toContain(secret);
  });

  it('set forgets a default again', async () => {
    await dispatch('profiles set work --unset output');
    const { out } = await dispatch('profiles show work -o json');
    expect(JSON.parse(out)).toMatchObject({ output: null, tz: 'America/Chicago' });
  });

  it.each(['--output jsn', '--env staging', '--tz Nowhere', '--api-url http://api.example', '--retries x', ''])(
    'set work %s is refused',
    async (flags) => {
      expect((await dispatch(`profiles set work ${flags}`.trim())).code).toBe(2);
    },
  );

  it('remove needs --yes without a terminal', async () => {
    expect((await dispatch('profiles remove work')).code).toBe(2);
    expect((await dispatch('profiles remove work --yes')).code).toBe(0);
    expect(JSON.parse((await dispatch('profiles list -o json')).out)).toMatchObject([{ name: 'other' }]);
  });

  it.each(['profiles use wrk', 'profiles show wrk', 'profiles remove wrk --yes'])(
    '%s guesses what was meant',
    async (words) => {
      const { code, err } = await dispatch(words);
      expect(code).toBe(4);
      expect(err).toContain('Did you mean work?');
    },
  );

  it('must exist to be used', async () => {
    const { code } = await dispatch('brands list --profile nobody');
    expect(code).not.toBe(0);
    expect(server.requests).toEqual([]);
  });
});
