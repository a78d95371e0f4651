import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../src/main.ts';
import { memoryIo } from '../../helpers/io.ts';
import { type Said, startTokenServer, type TokenServer } from './server.ts';

let folder: string;
let server: TokenServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-login-'));
  server = await startTokenServer(grant);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Knows one account, and numbers the tokens that it gives. */
function grant(body: Record<string, unknown>, before: number): Said {
  const known =
    body['grant_type'] === 'refresh_token' ||
    (body['client_id'] === 'key' && body['client_secret'] === 'canary-secret' && body['password'] !== 'wrong');
  return known
    ? { status: 200, body: { access_token: `token${before}`, expires_in: 10_800, refresh_token: `canary-r${before}` } }
    : { status: 401, body: { error: 'invalid_client' } };
}

async function dispatch(
  words: string,
  { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {},
) {
  const io = memoryIo({ stdin, env: { DISPATCH_CONFIG_DIR: join(folder, 'config'), ...env } });
  const code = await main(words.split(' '), { ...io, platform: 'linux' });
  return { code, out: io.out(), err: io.err() };
}

const login = (words = '', stdin = 'canary-secret\n') =>
  dispatch(`auth login --api-url ${server.apiUrl} --client-id key --client-secret-stdin${words}`, { stdin });
const status = async (words = '', env = {}) => JSON.parse((await dispatch(`auth status -o json${words}`, { env })).out);
const config = () => JSON.parse(readFileSync(join(folder, 'config/config.json'), 'utf8'));
const tokenFiles = () => readdirSync(join(folder, 'config/tokens')).filter((name) => name.endsWith('.json'));

describe('auth login', () => {
  it('keeps what was tried, for the user alone, and says once where the secret is', async () => {
    const { code, out, err } = await login();
    expect([code, out]).toEqual([0, '']);
    expect(err).toBe(
      'Warning: there is no keyring in use: the secret is kept in a file that only you can read\n' +
        `Logged in at ${server.apiUrl} as key (profile default).\n`,
    );
    expect(config().profiles.default.login).toEqual({
      api_url: server.apiUrl,
      client_id: 'key',
      secret_in: 'file',
      client_secret: 'canary-secret',
    });
    expect(statSync(join(folder, 'config/config.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o700);
    // The token of the trial is used from then on.
    expect((await dispatch('auth token')).out).toBe('token0\n');
    expect(server.bodies).toHaveLength(1);
  });

  it('keeps nothing when the account does not know the secret', async () => {
    const { code, err } = await login('', 'canary-wrong');
    expect(code).toBe(3);
    expect(err).toContain('the credentials are not accepted (401: invalid_client)');
    expect(err).not.toContain('canary');
    expect(existsSync(join(folder, 'config'))).toBe(false);
  });

  it.each([
    ['auth login --client-id key', '', 'missing --client-secret-stdin'],
    ['auth login --client-secret-stdin', 'canary', 'missing --client-id'],
    ['auth login --client-id key --client-secret-stdin', '', '--client-secret-stdin: standard input is empty'],
    [
      'auth login --client-id key --client-secret-stdin',
      'a\r\nb',
      '--client-secret-stdin: the secret holds control characters',
    ],
    ['auth login --client-id key --password-stdin', 'canary', '--password-stdin needs --username'],
  ])('without a terminal needs everything given, and sends nothing: %s', async (words, stdin, message) => {
    const { code, err } = await dispatch(`${words} --api-url ${server.apiUrl}`, { stdin });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(server.bodies).toHaveLength(0);
  });

  it('shows with --dry-run what it would send, without the secret, and sends nothing', async () => {
    const { code, out } = await login(' --dry-run');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      method: 'POST',
      url: `${server.apiUrl}/v3/oauth/token`,
      body: {
        grant_type: 'client_credentials',
        client_id: 'key',
        client_secret: expect.not.stringContaining('canary'),
      },
    });
    expect(server.bodies).toHaveLength(0);
  });

  it('with a user name keeps neither password nor secret, and is renewed by the refresh token', async () => {
    const env = { DISPATCH_CLIENT_ID: 'key', DISPATCH_CLIENT_SECRET: 'canary-secret' };
    const words = `auth login --api-url ${server.apiUrl} --username dana@example.com --password-stdin`;
    expect((await dispatch(words, { stdin: 'canary-pw', env })).code).toBe(0);
    expect(server.bodies[0]).toEqual({
      grant_type: 'password',
      username: 'dana@example.com',
      password: 'canary-pw',
      client_id: 'key',
      client_secret: 'canary-secret',
    });
    expect(readFileSync(join(folder, 'config/config.json'), 'utf8')).not.toContain('canary');
    expect((await dispatch('auth refresh')).code).toBe(0);
    expect(server.bodies[1]).toEqual({ grant_type: 'refresh_token', refresh_token: 'canary-r0' });
  });

  it('is not needed for the emulator', async () => {
    const { code, err } = await dispatch('auth login --env emulator --client-id key --client-secret-stdin');
    expect(code).toBe(2);
    expect(err).toContain('--env emulator needs no login');
  });

  it('somewhere else makes that the address of the profile', async () => {
    await dispatch('profiles set default --env sandbox --output csv');
    await login();
    expect(await status()).toMatchObject({ api_url: server.apiUrl, environment: 'custom' });
    expect(config().profiles.default.defaults).toEqual({ output: 'csv' });
  });
});

describe('auth status', () => {
  it('says who, where, from which source and for how long, and no secret', async () => {
    await login(' --profile work');
    const { out } = await dispatch('auth status -o json --profile work');
    expect(out).not.toContain('canary');
    expect(JSON.parse(out)).toMatchObject({
      profile: 'work',
      profile_source: '--profile',
      account: 'key',
      account_source: 'profile work',
      api_url: server.apiUrl,
      api_url_source: 'profile work',
      files_url: `${server.apiUrl}/v3/datafiles`,
      secret: 'file',
      token_valid: true,
    });
    expect(JSON.parse(out).token_valid_seconds).toBeGreaterThan(10_700);
  });

  it('says when the environment wins over the profile', async () => {
    await login();
    const env = { DISPATCH_CLIENT_ID: 'other', DISPATCH_CLIENT_SECRET: 'canary-other' };
    expect(await status('', env)).toMatchObject({
      account: 'other',
      account_source: 'DISPATCH_CLIENT_ID',
      secret: 'DISPATCH_CLIENT_SECRET',
      token_valid: false,
    });
    expect(await status('', { DISPATCH_TOKEN: 'canary-token' })).toMatchObject({
      account: null,
      account_source: 'DISPATCH_TOKEN',
    });
  });

  it('is an error for who is not logged in, or not there', async () => {
    expect(await dispatch('auth status')).toMatchObject({ code: 3, err: expect.stringContaining('not logged in') });
    const missing = await dispatch('auth status --profile wrok');
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('--profile: there is no profile "wrok"') });
  });
});

describe('a secret', () => {
  it('goes nowhere but to the address it was kept for', async () => {
    await login();
    const other = await startTokenServer(grant);
    try {
      for (const words of ['auth token', 'auth status', 'auth refresh', 'jobs list']) {
        const { code, err } = await dispatch(`${words} --api-url ${other.apiUrl}`);
        expect(code).toBe(3);
        expect(err).toContain(`the profile default is logged in at ${server.apiUrl}, not at ${other.apiUrl}`);
      }
      expect(other.bodies).toHaveLength(0);
    } finally {
      await other.close();
    }
  });

  it('of the environment goes with its own key alone', async () => {
    const env = { DISPATCH_CLIENT_ID: 'other', DISPATCH_CLIENT_SECRET: 'canary-other' };
    const { code } = await dispatch(`auth login --api-url ${server.apiUrl} --client-id key`, { env });
    expect(code).toBe(2);
    expect(server.bodies).toHaveLength(0);
  });
});

describe('auth token and refresh', () => {
  it('print the token, and get a new one on demand', async () => {
    await login();
    expect(await dispatch('auth token')).toEqual({ code: 0, out: 'token0\n', err: '' });
    expect((await dispatch('auth refresh')).code).toBe(0);
    expect((await dispatch('auth token')).out).toBe('token1\n');
    expect(server.bodies.map((body) => body['grant_type'])).toEqual(['client_credentials', 'refresh_token']);
  });

  it('use DISPATCH_TOKEN as it is', async () => {
    const env = { DISPATCH_TOKEN: 'given' };
    expect((await dispatch('auth token', { env })).out).toBe('given\n');
    expect(await dispatch('auth refresh', { env })).toMatchObject({ code: 3 });
  });

  it('work without a folder, with the token in memory', async () => {
    const env = {
      DISPATCH_CONFIG_DIR: '',
      DISPATCH_API_URL: server.apiUrl,
      DISPATCH_CLIENT_ID: 'key',
      DISPATCH_CLIENT_SECRET: 'canary-secret',
    };
    expect(await dispatch('auth token', { env })).toEqual({ code: 0, out: 'token0\n', err: '' });
  });

  it('send nothing with --dry-run', async () => {
    await login();
    const { out } = await dispatch('auth refresh --dry-run');
    expect(JSON.parse(out)).toMatchObject({ method: 'POST', body: { grant_type: 'refresh_token' } });
    expect(out).not.toContain('canary');
    expect((await dispatch('auth token --dry-run')).code).toBe(0);
    expect(server.bodies).toHaveLength(1);
  });
});

it('auth logout forgets the secret and the token, and keeps the defaults', async () => {
  await login();
  await dispatch('profiles set default --output csv');
  expect(tokenFiles()).toHaveLength(1);
  expect((await dispatch('auth logout --dry-run')).code).toBe(2);
  expect((await dispatch('auth logout')).code).toBe(0);
  expect(tokenFiles()).toEqual([]);
  expect(config().profiles).toEqual({ default: { defaults: { output: 'csv' } } });
  expect((await dispatch('auth token')).code).toBe(3);
});

describe('profiles', () => {
  const list = async () => JSON.parse((await dispatch('profiles list -o json')).out);

  it('keep defaults, one of them in use', async () => {
    await dispatch('profiles set work --env sandbox --tz America/Chicago --timeout 30s --retries 2');
    await dispatch('profiles set home --files-url https://files.example/v1 --api-url https://a.example');
    await dispatch('profiles use work');
    expect(await list()).toMatchObject([
      { name: 'work', current: true, env: 'sandbox', tz: 'America/Chicago', timeout: '30s', retries: '2' },
      { name: 'home', current: false, 'files-url': 'https://files.example/v1', 'api-url': 'https://a.example' },
    ]);
    await dispatch('profiles set work --unset tz --output json');
    expect(JSON.parse((await dispatch('profiles show work')).out)).toMatchObject({ tz: null, output: 'json' });
  });

  it.each([
    ['profiles set work', 'nothing to keep was given'],
    ['profiles set work --retries many', '--retries'],
    ['profiles set work --timeout soon', 'soon'],
    ['profiles set work --tz Mars/Olympus', 'Mars/Olympus'],
    ['profiles set work --api-url http://a.example', '--api-url: http: to a.example'],
    ['profiles set work --unset colour', 'colour'],
    ['profiles set a/b --output json', "cannot be a profile's name"],
    ['profiles remove work', "there is no profile 'work'"],
  ])('are not changed by a mistake: %s', async (words, message) => {
    const { code, err } = await dispatch(words);
    expect(code).not.toBe(0);
    expect(err).toContain(message);
    expect(existsSync(join(folder, 'config'))).toBe(false);
  });

  it('are removed on the word, with their secret and token', async () => {
    await login(' --profile work');
    expect((await dispatch('profiles remove work')).code).toBe(2);
    expect(await list()).toHaveLength(1);
    expect((await dispatch('profiles remove work --yes')).code).toBe(0);
    expect(await list()).toEqual([]);
    expect(tokenFiles()).toEqual([]);
    expect(readFileSync(join(folder, 'config/config.json'), 'utf8')).not.toContain('canary');
  });
});
