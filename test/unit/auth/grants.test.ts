import { afterEach, describe, expect, it } from 'vitest';
import { clientCredentials, password, refresh } from '../../../src/auth/grants.ts';
import { AuthError, type DispatchError, TemporaryError } from '../../../src/errors.ts';
import { type Said, startTokenServer, type TokenServer } from './server.ts';

let server: TokenServer;
afterEach(() => server.close());

const answering = async (said: Said) => {
  server = await startTokenServer(() => said);
  return server;
};

const failure = (): Promise<DispatchError> =>
  server.exchange(clientCredentials('key', 'secret')).then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

/** The answer of the documentation. */
const DOCUMENTED = {
  access_token: 'bearer token value',
  token_type: 'bearer',
  created_at: 1499868367,
  expires_in: 10800,
  refresh_token: 'refresh token value',
};

it('sends the documented bodies to the documented place, as JSON and without a token', async () => {
  await answering({ status: 200, body: DOCUMENTED });
  await server.exchange(clientCredentials('public_key', 'secret_key'));
  await server.exchange(refresh('refresh token value'));
  await server.exchange(password('dana@example.com', 'pw', 'public_key', 'secret_key'));
  expect(server.bodies).toEqual([
    { grant_type: 'client_credentials', client_id: 'public_key', client_secret: 'secret_key' },
    { grant_type: 'refresh_token', refresh_token: 'refresh token value' },
    {
      grant_type: 'password',
      username: 'dana@example.com',
      password: 'pw',
      client_id: 'public_key',
      client_secret: 'secret_key',
    },
  ]);
  for (const { method, url, headers } of server.requests) {
    expect([method, url, headers['content-type']]).toEqual(['POST', '/v3/oauth/token', 'application/json']);
    expect(headers.authorization).toBeUndefined();
  }
});

it('reads the documented answer', async () => {
  await answering({ status: 200, body: DOCUMENTED });
  expect(await server.exchange(refresh('x'))).toEqual({
    accessToken: 'bearer token value',
    refreshToken: 'refresh token value',
    expiresIn: 10800,
  });
});

it.each([
  [3600, 3600],
  ['3600', 3600],
  [0, 10800],
  [-5, 10800],
  ['soon', 10800],
  [null, 10800],
  [undefined, 10800],
])('takes a life of %j for %i seconds', async (given, seconds) => {
  await answering({ status: 200, body: { access_token: 't', expires_in: given } });
  expect((await server.exchange(refresh('x'))).expiresIn).toBe(seconds);
});

describe('answers that are no token', () => {
  it.each([
    ['an empty body', ''],
    ['a page', '<html>canary</html>'],
    ['null', 'null'],
    ['an array', ['canary']],
    ['an empty token', { access_token: '', note: 'canary' }],
    ['a token with a line end', { access_token: 'canary\r\nx: y' }],
    ['a token that is a number', { access_token: 5, note: 'canary' }],
  ])('are temporary and not repeated: %s', async (_, body) => {
    await answering({ status: 200, body });
    const error = await failure();
    expect(error).toBeInstanceOf(TemporaryError);
    expect(error.message).toBe('the token endpoint answered something that is not a token');
    expect(JSON.stringify([error.message, error.hint, error.details])).not.toContain('canary');
  });

  it.each([
    [500, '<html>canary</html>'],
    [503, { error: 'canary', message: 'canary' }],
    [429, { message: 'canary' }],
  ])('of status %i are temporary and not repeated', async (status, body) => {
    await answering({ status, body });
    const error = await failure();
    expect(error).toBeInstanceOf(TemporaryError);
    expect([error.message, error.status, error.requestId]).toEqual([
      `the token endpoint failed (${status})`,
      status,
      'r-1',
    ]);
    expect(JSON.stringify([error.hint, error.details])).not.toContain('canary');
  });
});

it.each([
  [
    401,
    { error: 'invalid_client', error_description: 'canary' },
    'the credentials are not accepted (401: invalid_client)',
  ],
  [400, { error: 'invalid_grant' }, 'the credentials are not accepted (400: invalid_grant)'],
  [403, 'canary', 'the credentials are not accepted (403)'],
  [401, { error: 'canary' }, 'the credentials are not accepted (401)'],
])('a refusal (%i) says the reason in words of OAuth alone', async (status, body, message) => {
  await answering({ status, body });
  const error = await failure();
  expect(error).toBeInstanceOf(AuthError);
  expect([error.message, error.details]).toEqual([message, undefined]);
});
