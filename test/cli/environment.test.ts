/** contract: Environment, and the global flags that win over it. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  server.on('GET /v3/jobs/1', { body: { id: 1 } });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const noCredentials = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };

/** The address that a request would go to. Nothing is sent. */
async function addressOf(words: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const { code, out, err } = await run(`${words} --dry-run`, { folder, env });
  expect(err).toBe('');
  expect(code).toBe(0);
  return (JSON.parse(out) as { url: string }).url;
}

describe('credentials', () => {
  beforeEach(async () => {
    const words = 'auth login --client-id profile_key --client-secret-stdin --insecure-storage';
    const { code } = await run(words, { server, folder, env: noCredentials, stdin: 'profile_secret\n' });
    expect(code).toBe(0);
  });

  it('of the environment win over the profile’s', async () => {
    await run('jobs get 1', { server, folder });
    expect(server.tokenRequests.map(sent).at(-1)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'public_key',
      client_secret: 'secret_key',
    });
  });

  it('are the profile’s where the environment has none', async () => {
    const { code } = await run('jobs get 1', { server, folder, env: noCredentials });
    expect(code).toBe(0);
    expect(server.tokenRequests).toHaveLength(1);
  });

  it('must be both or none', async () => {
    const { code, err } = await run('jobs get 1', { server, env: { DISPATCH_CLIENT_SECRET: undefined } });
    expect(code).toBe(2);
    expect(err).toContain('DISPATCH_CLIENT_SECRET');
    expect(server.requests).toEqual([]);
  });

  it('of a profile go to the address it logged in at and to no other', async () => {
    const other = await startServer();
    const { code } = await run('jobs get 1', { server: other, folder, env: noCredentials });
    expect(code).toBe(3);
    expect(other.tokenRequests).toEqual([]);
    expect(other.requests).toEqual([]);
    await other.close();
  });
});

describe('DISPATCH_TOKEN', () => {
  const env = { DISPATCH_TOKEN: 'my own token' };

  it('is used as it is', async () => {
    expect((await run('jobs get 1', { server, env })).code).toBe(0);
    expect(server.only().headers.authorization).toBe('Bearer my own token');
    expect(server.tokenRequests).toEqual([]);
  });

  it('is never renewed', async () => {
    server.on('GET /v3/jobs/1', { status: 401 });
    expect((await run('jobs get 1', { server, env })).code).toBe(3);
    expect(server.requests).toHaveLength(1);
    expect(server.tokenRequests).toEqual([]);
  });

  it('must be free of line ends', async () => {
    const { code } = await run('jobs get 1', { server, env: { DISPATCH_TOKEN: 'a\r\nX-Evil: 1' } });
    expect(code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});

describe('addresses', () => {
  const nowhere = { DISPATCH_API_URL: undefined };

  it('are those of production by default', async () => {
    expect(await addressOf('jobs get 1', nowhere)).toBe('https://api.dispatch.me/v3/jobs/1');
  });

  it('follow DISPATCH_ENV, and --env wins over it', async () => {
    const env = { ...nowhere, DISPATCH_ENV: 'sandbox' };
    expect(await addressOf('jobs get 1', env)).toBe('https://api-sandbox.dispatch.me/v3/jobs/1');
    expect(await addressOf('jobs get 1 --env production', env)).toBe('https://api.dispatch.me/v3/jobs/1');
  });

  it('follow DISPATCH_API_URL, and --api-url wins over it', async () => {
    const env = { DISPATCH_API_URL: 'https://one.example/base/' };
    expect(await addressOf('jobs get 1', env)).toBe('https://one.example/base/v3/jobs/1');
    expect(await addressOf('jobs get 1 --api-url https://two.example', env)).toBe('https://two.example/v3/jobs/1');
  });

  it('of files are below the API’s by default, or DISPATCH_FILES_URL in full', async () => {
    const api = { DISPATCH_API_URL: 'https://one.example' };
    expect(await addressOf('datafiles download abc', api)).toBe('https://one.example/v3/datafiles/abc');
    const files = { ...api, DISPATCH_FILES_URL: 'https://files.example/v1/datafiles' };
    expect(await addressOf('datafiles download abc', files)).toBe('https://files.example/v1/datafiles/abc');
  });

  it.each(['staging', 'prod'])('must be of a known environment, not %s', async (name) => {
    const { code, err } = await run(`jobs get 1 --env ${name}`, { server });
    expect(code).toBe(2);
    expect(err).toContain(name);
    expect(server.requests).toEqual([]);
  });
});

describe('http:', () => {
  it.each(['http://api.example', 'http://192.168.0.1:8080', 'http://127.0.0.1.example'])(
    'to %s is refused',
    async (url) => {
      for (const env of [{ DISPATCH_API_URL: url }, { DISPATCH_FILES_URL: url }]) {
        const { code, err } = await run('datafiles download abc --dry-run', { env });
        expect(code).toBe(2);
        expect(err).toContain('--insecure-http');
      }
    },
  );

  it.each(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'])('to %s is fine', async (url) => {
    expect(await addressOf('jobs get 1', { DISPATCH_API_URL: url })).toBe(`${url}/v3/jobs/1`);
  });

  it('is allowed by --insecure-http', async () => {
    const env = { DISPATCH_API_URL: 'http://api.example' };
    expect(await addressOf('jobs get 1 --insecure-http', env)).toBe('http://api.example/v3/jobs/1');
  });

  it.each(['ftp://api.example', 'api.example', 'https://user:pass@api.example', 'https://api.example?x=1'])(
    '%s is no address',
    async (url) => {
      const { code, err } = await run('jobs get 1 --dry-run', { env: { DISPATCH_API_URL: url } });
      expect(code).toBe(2);
      expect(err).toContain('DISPATCH_API_URL');
      expect(err).not.toContain('pass@');
    },
  );
});

describe('profiles', () => {
  beforeEach(async () => {
    await run('profiles set one --api-url https://one.example', { folder });
    await run('profiles set two --api-url https://two.example --output json --tz America/Denver', { folder });
  });
  const env = { DISPATCH_API_URL: undefined };

  it('are named by DISPATCH_PROFILE, and --profile wins over it', async () => {
    const named = { ...env, DISPATCH_PROFILE: 'one' };
    expect(await addressOf('jobs get 1', named)).toBe('https://one.example/v3/jobs/1');
    expect(await addressOf('jobs get 1 --profile two', named)).toBe('https://two.example/v3/jobs/1');
  });

  it('are used without a name after profiles use', async () => {
    await run('profiles use two', { folder });
    expect(await addressOf('jobs get 1', env)).toBe('https://two.example/v3/jobs/1');
  });

  it('give way to variables', async () => {
    const named = { DISPATCH_PROFILE: 'one', DISPATCH_API_URL: 'https://three.example' };
    expect(await addressOf('jobs get 1', named)).toBe('https://three.example/v3/jobs/1');
  });

  it('hold the default format and zone', async () => {
    server.on('GET /v3/jobs/1', { body: { id: 1 } });
    const { out } = await run('jobs get 1 --profile two', { server, folder });
    expect(JSON.parse(out)).toEqual({ id: 1 });
    const url = await addressOf('appointments list --from 2026-11-24 --profile two', env);
    expect(url).toContain('filter[time_gteq]=2026-11-24T07:00:00Z');
  });
});

it('--env emulator needs neither login nor address', async () => {
  const env = { ...noCredentials, DISPATCH_API_URL: undefined };
  const { code, out, err } = await run('brands list --env emulator -o json', { folder, env });
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(out).length).toBeGreaterThan(0);
});

describe('the trace', () => {
  it.each([
    ['--debug', {}],
    ['--quiet', { DISPATCH_DEBUG: '1' }],
  ])('goes to standard error with %s %j, without secrets', async (flag, env) => {
    const { out, err } = await run(`jobs get 1 -o json ${flag}`, { server, env });
    expect(JSON.parse(out)).toEqual({ id: 1 });
    expect(err).toContain('GET ');
    expect(err).toContain('/v3/jobs/1');
    for (const secret of ['secret_key', 'bearer token value', 'refresh token value']) expect(err).not.toContain(secret);
  });

  it('is not there otherwise', async () => {
    expect((await run('jobs get 1 -o json', { server })).err).toBe('');
  });
});
