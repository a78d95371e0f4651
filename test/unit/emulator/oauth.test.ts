import { expect, test } from 'vitest';
import { CLIENT_GRANT, emulated, grant, send } from './client.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const statusWith = async (apiUrl: string, authorization?: string) =>
  (await send('GET', `${apiUrl}/v3/brands`, undefined, authorization === undefined ? {} : { authorization })).status;

test('client credentials give a token in the documented shape', async () => {
  const emulator = await emulated({ now: () => NOON });
  const { status, body } = await grant(emulator);
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^\w{40,}$/),
    token_type: 'bearer',
    created_at: 1795521600,
    expires_in: 10800,
    refresh_token: expect.stringMatching(/^\w{40,}$/),
  });
  expect(await statusWith(emulator.apiUrl, `Bearer ${body.access_token}`)).toBe(200);
});

test('requests without a good token are answered 401', async () => {
  const { apiUrl } = await emulated();
  expect(await statusWith(apiUrl)).toBe(401);
  expect(await statusWith(apiUrl, 'Bearer wrong')).toBe(401);
  expect(await statusWith(apiUrl, 'Basic ZTplbXU=')).toBe(401);
});

test('a token dies when its life is over', async () => {
  let now = NOON;
  const emulator = await emulated({ now: () => now, tokenLifetimeS: 60 });
  const { body } = await grant(emulator);
  expect(body.expires_in).toBe(60);
  now = NOON + 59_000;
  expect(await statusWith(emulator.apiUrl, `Bearer ${body.access_token}`)).toBe(200);
  now = NOON + 60_000;
  expect(await statusWith(emulator.apiUrl, `Bearer ${body.access_token}`)).toBe(401);
});

test('a refresh token gives a new pair, once', async () => {
  const emulator = await emulated();
  const first = (await grant(emulator)).body;
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
  const second = await grant(emulator, refresh);
  expect(second.status).toBe(200);
  expect(second.body.refresh_token).not.toBe(first.refresh_token);
  expect(await statusWith(emulator.apiUrl, `Bearer ${second.body.access_token}`)).toBe(200);
  const again = await grant(emulator, refresh);
  expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
  expect((await grant(emulator, { ...refresh, refresh_token: second.body.refresh_token })).status).toBe(200);
});

test('a service provider logs in with a password', async () => {
  const emulator = await emulated();
  const password = {
    ...CLIENT_GRANT,
    grant_type: 'password',
    username: 'dana.whitfield@example.com',
    password: 'emulator-password',
  };
  expect((await grant(emulator, password)).status).toBe(200);
  const wrong = await grant(emulator, { ...password, password: 'x' });
  expect([wrong.status, wrong.body.error]).toEqual([400, 'invalid_grant']);
});

test.each([
  ['a wrong secret', { ...CLIENT_GRANT, client_secret: 'x' }, 401, 'invalid_client'],
  ['a missing secret', { grant_type: 'client_credentials', client_id: 'emulator' }, 400, 'invalid_request'],
  ['a field too many', { ...CLIENT_GRANT, scope: 'all' }, 400, 'invalid_request'],
  [
    'a refresh with the client in it',
    { ...CLIENT_GRANT, grant_type: 'refresh_token', refresh_token: 'x' },
    400,
    'invalid_request',
  ],
  ['an unknown grant', { ...CLIENT_GRANT, grant_type: 'magic' }, 400, 'unsupported_grant_type'],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant'],
  ['broken JSON', '{"grant_type":', 400, 'invalid_request'],
])('%s is refused', async (_, body, status, error) => {
  const answer = await grant(await emulated(), body);
  expect([answer.status, answer.body.error]).toEqual([status, error]);
});

test('a form instead of JSON is refused', async () => {
  const { apiUrl } = await emulated();
  const body = 'grant_type=client_credentials&client_id=emulator&client_secret=emulator-secret';
  const answer = await send('POST', `${apiUrl}/v3/oauth/token`, body, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
});
