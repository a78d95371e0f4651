import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkCredential,
  checkProfileName,
  resolveSettings,
  type Settings,
  withEmulator,
} from '../../../src/config/settings.ts';
import { LocalError, UsageError } from '../../../src/errors.ts';
import { memoryIo } from '../../helpers/io.ts';

const PRODUCTION = 'https://api.dispatch.me';
const SANDBOX = 'https://api-sandbox.dispatch.me';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (config: unknown) => writeFileSync(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });

function settle(flags: Record<string, string> = {}, env: Record<string, string> = {}): Promise<Settings> {
  const given = new Map(Object.entries(flags));
  return resolveSettings(
    { get: (name) => given.get(name), has: (name) => given.has(name) },
    memoryIo({ env: { DISPATCH_CONFIG_DIR: folder, ...env } }),
  );
}

const login = (apiUrl: string) => ({ api_url: apiUrl, client_id: 'key', secret_in: 'file', client_secret: 's' });

describe('with nothing given', () => {
  it('talks to production', async () => {
    const settings = await settle();
    expect(settings).toMatchObject({
      profile: { value: 'default', source: 'default', exists: false },
      environment: { value: 'production', source: 'default' },
      apiUrl: PRODUCTION,
      apiUrlSource: 'default',
      filesUrl: `${PRODUCTION}/v3/datafiles`,
    });
    expect(settings.credentials).toBeUndefined();
    expect(settings.given('output')).toBeUndefined();
  });

  it('needs no home directory', async () => {
    const none = { get: () => undefined, has: () => false };
    expect((await resolveSettings(none, memoryIo())).apiUrl).toBe(PRODUCTION);
  });
});

describe('flag, variable, profile, default', () => {
  beforeEach(() =>
    place({
      current: 'work',
      profiles: {
        work: { defaults: { env: 'sandbox', output: 'csv', tz: 'America/Chicago', retries: '2' } },
        home: {},
      },
    }),
  );

  it('win in this order, and each says where it is from', async () => {
    const at = async (flags: Record<string, string>, env: Record<string, string>) =>
      (await settle(flags, env)).given('output');
    expect(await at({ output: 'json' }, { DISPATCH_OUTPUT: 'ndjson' })).toEqual({ value: 'json', source: '--output' });
    expect(await at({}, { DISPATCH_OUTPUT: 'ndjson' })).toEqual({ value: 'ndjson', source: 'DISPATCH_OUTPUT' });
    expect(await at({}, { DISPATCH_OUTPUT: '' })).toEqual({ value: 'csv', source: 'profile work' });
    expect(await at({ profile: 'home' }, {})).toBeUndefined();
  });

  it('choose the profile', async () => {
    const at = async (flags: Record<string, string>, env: Record<string, string>) => (await settle(flags, env)).profile;
    expect(await at({ profile: 'home' }, { DISPATCH_PROFILE: 'other' })).toEqual({
      value: 'home',
      source: '--profile',
      exists: true,
    });
    expect(await at({}, { DISPATCH_PROFILE: 'other' })).toEqual({
      value: 'other',
      source: 'DISPATCH_PROFILE',
      exists: false,
    });
    expect(await at({}, {})).toEqual({ value: 'work', source: 'default', exists: true });
  });

  it('choose the environment', async () => {
    const at = async (flags: Record<string, string>, env: Record<string, string>) => {
      const { environment, apiUrl } = await settle(flags, env);
      return [environment.value, environment.source, apiUrl];
    };
    expect(await at({ env: 'production' }, { DISPATCH_ENV: 'sandbox' })).toEqual(['production', '--env', PRODUCTION]);
    expect(await at({}, { DISPATCH_ENV: 'production' })).toEqual(['production', 'DISPATCH_ENV', PRODUCTION]);
    expect(await at({}, {})).toEqual(['sandbox', 'profile work', SANDBOX]);
  });
});

describe('the address', () => {
  it('wins over an environment of the same rank and yields to one of a higher rank', async () => {
    const env = { DISPATCH_API_URL: 'https://test.example', DISPATCH_ENV: 'sandbox' };
    expect(await settle({}, env)).toMatchObject({ apiUrl: 'https://test.example', apiUrlSource: 'DISPATCH_API_URL' });
    expect(await settle({ env: 'production' }, env)).toMatchObject({ apiUrl: PRODUCTION, apiUrlSource: '--env' });
    expect(await settle({ 'api-url': SANDBOX }, env)).toMatchObject({
      apiUrl: SANDBOX,
      environment: { value: 'sandbox', source: '--api-url' },
    });
  });

  it('of the login is the last that counts', async () => {
    place({ profiles: { default: { login: login('https://account.example') } } });
    expect(await settle()).toMatchObject({
      apiUrl: 'https://account.example',
      apiUrlSource: 'profile default',
      environment: { value: 'custom' },
    });
    expect((await settle({ env: 'sandbox' })).apiUrl).toBe(SANDBOX);
  });

  it('of files follows the address it was given with: no sandbox token goes to a host of production', async () => {
    place({
      profiles: {
        default: { defaults: { 'api-url': 'https://a.example', 'files-url': 'https://files.a.example/v1' } },
      },
    });
    expect((await settle()).filesUrl).toBe('https://files.a.example/v1');
    expect((await settle({ env: 'sandbox' })).filesUrl).toBe(`${SANDBOX}/v3/datafiles`);
    const env = { DISPATCH_API_URL: 'https://b.example', DISPATCH_FILES_URL: 'https://files.b.example/v1' };
    expect((await settle({}, env)).filesUrl).toBe('https://files.b.example/v1');
    expect((await settle({ env: 'sandbox' }, env)).filesUrl).toBe(`${SANDBOX}/v3/datafiles`);
    const alone = { DISPATCH_FILES_URL: 'https://files.c.example/v1' };
    expect((await settle({ env: 'sandbox' }, alone)).filesUrl).toBe('https://files.c.example/v1');
  });

  it('loses the slash at its end', async () => {
    expect((await settle({ 'api-url': 'https://test.example/api//' })).apiUrl).toBe('https://test.example/api');
  });

  it.each(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'])('may be %s', async (url) => {
    expect((await settle({ 'api-url': url })).apiUrl).toBe(url);
  });

  it.each([
    ['http://test.example', '--api-url: http: to test.example would send secrets in the clear'],
    ['http://127.0.0.1.example', '--api-url: http: to 127.0.0.1.example would send secrets in the clear'],
    ['ftp://test.example', '--api-url: "ftp://test.example" is not an address'],
    ['test.example', '--api-url: "test.example" is not an address'],
    ['', '--api-url: "" is not an address'],
    ['https://test.exam\nple', '--api-url: "https://test.exam\\nple" is not an address'],
    ['https://dana:pw@test.example', '--api-url: an address cannot hold a name or password'],
    ['https://test.example/?a=1', '--api-url: an address cannot hold a query'],
  ])('cannot be %j', async (url, message) => {
    const error = await settle({ 'api-url': url }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(message);
  });

  it('may be http: elsewhere only on the word', async () => {
    const url = 'http://test.example';
    expect((await settle({ 'api-url': url, 'insecure-http': '' })).apiUrl).toBe(url);
    await expect(settle({}, { DISPATCH_FILES_URL: 'http://files.example' })).rejects.toThrow(
      /^DISPATCH_FILES_URL: http:/,
    );
  });

  it('of the emulator is filled in when it has started, and takes its own credentials along', async () => {
    place({ profiles: { default: { login: login(PRODUCTION) } } });
    const settings = await settle({ env: 'emulator' }, { DISPATCH_TOKEN: 'real' });
    expect(settings.apiUrl).toBe('');
    const started = withEmulator(settings, {
      apiUrl: 'http://127.0.0.1:1',
      filesUrl: 'http://127.0.0.1:1/f',
      clientId: 'e',
      clientSecret: 's',
    });
    expect(started).toMatchObject({ apiUrl: 'http://127.0.0.1:1', credentials: { clientId: 'e', clientSecret: 's' } });
    expect([started.token, started.login]).toEqual([undefined, undefined]);
  });
});

describe('names', () => {
  it('of unknown environments are told with those there are', async () => {
    const error = await settle({}, { DISPATCH_ENV: 'sandbux' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect([error.message, error.hint]).toEqual([
      'DISPATCH_ENV: there is no environment "sandbux"',
      'Did you mean sandbox?',
    ]);
    await expect(settle({ env: 'moon' })).rejects.toThrow('--env: there is no environment "moon"');
  });

  it.each(['work', 'a.b-c_1'])('of profiles can be %j', (name) => expect(checkProfileName(name)).toBe(name));
  it.each(['', 'a b', '../x', '__proto__', '-x', 'x'.repeat(65), 'a\n'])('of profiles cannot be %j', (name) => {
    expect(() => checkProfileName(name)).toThrow(UsageError);
  });
});

describe('credentials', () => {
  it('of the environment come in pairs', async () => {
    const both = { DISPATCH_CLIENT_ID: 'key', DISPATCH_CLIENT_SECRET: 'secret' };
    expect((await settle({}, both)).credentials).toEqual({ clientId: 'key', clientSecret: 'secret' });
    await expect(settle({}, { DISPATCH_CLIENT_ID: 'key' })).rejects.toThrow(
      'DISPATCH_CLIENT_ID is set, but DISPATCH_CLIENT_SECRET is not',
    );
    expect((await settle({}, { DISPATCH_CLIENT_ID: '', DISPATCH_CLIENT_SECRET: '' })).credentials).toBeUndefined();
  });

  it.each(['\r', '\n', '\0', '\x1b', '\x7f'])(
    'cannot hold %j, and the error does not repeat them',
    async (character) => {
      for (const name of ['DISPATCH_TOKEN', 'DISPATCH_CLIENT_ID', 'DISPATCH_CLIENT_SECRET']) {
        const error = await settle({}, { [name]: `canary${character}x` }).catch((thrown) => thrown);
        expect(error).toBeInstanceOf(UsageError);
        expect(error.message).toBe(`${name} holds control characters`);
      }
      expect(() => checkCredential(`canary${character}`, 'the secret key')).toThrow(UsageError);
    },
  );
});

describe('a store of another shape', () => {
  it.each([
    ['profiles in an array', { profiles: [] }],
    ['a profile that is text', { profiles: { work: 'x' } }],
    ['a current profile that is a number', { current: 5 }],
  ])('is named, not taken for an empty one: %s', async (_, config) => {
    place(config);
    const error = await settle().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(LocalError);
    expect(error.message).toBe(`${join(folder, 'config.json')} is damaged: it does not hold what dispatch wrote`);
  });
});
