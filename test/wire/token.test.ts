/** seed: Authentication. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  server.on('GET /v3/brands', { body: { brands: [], meta: { limit: 200, offset: 0, total: 0 } } });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = (now?: () => number) => run('brands list -q', { server, folder, ...(now ? { now } : {}) });

it('asks for a token by the client credentials, as JSON', async () => {
  expect((await list()).code).toBe(0);
  expect(server.tokenRequests).toHaveLength(1);
  const [request] = server.tokenRequests;
  if (!request) throw new Error('no token was asked for');
  expect(sent(request)).toEqual({
    grant_type: 'client_credentials',
    client_id: 'public_key',
    client_secret: 'secret_key',
  });
  expect(request.headers['content-type']).toBe('application/json');
  expect(request.headers.authorization).toBeUndefined();
});

it('sends the token with every request', async () => {
  await list();
  expect(server.only().headers.authorization).toBe('Bearer bearer token value');
});

it('keeps the token for the next command', async () => {
  await list();
  await list();
  expect(server.tokenRequests).toHaveLength(1);
  expect(server.requests).toHaveLength(2);
});

it('refreshes a token that is over with the refresh token and nothing else', async () => {
  const start = Date.now();
  await list(() => start);
  server.on('POST /v3/oauth/token', {
    body: {
      access_token: 'second bearer token value',
      token_type: 'bearer',
      created_at: 1499868367,
      expires_in: 10800,
      refresh_token: 'second refresh token value',
    },
  });
  await list(() => start + 10_800_000);
  expect(server.tokenRequests.map(sent)[1]).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh token value',
  });
  expect(server.requests[1]?.headers.authorization).toBe('Bearer second bearer token value');

  await list(() => start + 21_600_000);
  expect(server.tokenRequests.map(sent)[2]).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'second refresh token value',
  });
});

it('counts the life of a token from its arrival, not from created_at', async () => {
  const start = Date.now();
  await list(() => start);
  await list(() => start + 10_700_000);
  expect(server.tokenRequests).toHaveLength(1);
});

it('takes a new token on a 401 and sends the request once more', async () => {
  server.on('GET /v3/brands', { status: 401 }, { body: { brands: [], meta: { limit: 200, offset: 0, total: 0 } } });
  expect((await list()).code).toBe(0);
  expect(server.tokenRequests.map(sent)).toEqual([
    { grant_type: 'client_credentials', client_id: 'public_key', client_secret: 'secret_key' },
    { grant_type: 'refresh_token', refresh_token: 'refresh token value' },
  ]);
  expect(server.requests).toHaveLength(2);
});

it('falls back to the client credentials when the refresh token is refused', async () => {
  const start = Date.now();
  await list(() => start);
  server.on(
    'POST /v3/oauth/token',
    { status: 400, body: { error: 'invalid_grant' } },
    { body: { access_token: 'third', token_type: 'bearer', created_at: 1499868367, expires_in: 10800 } },
  );
  expect((await list(() => start + 10_800_000)).code).toBe(0);
  expect(server.tokenRequests.map(sent).slice(1)).toEqual([
    { grant_type: 'refresh_token', refresh_token: 'refresh token value' },
    { grant_type: 'client_credentials', client_id: 'public_key', client_secret: 'secret_key' },
  ]);
  expect(server.requests[1]?.headers.authorization).toBe('Bearer third');
});
