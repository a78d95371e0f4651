import { expect, it } from 'vitest';
import { run } from './helpers.ts';
import { account, brief, GET, grants, strictApi, WELL } from './store.ts';

/** Milliseconds; starting so many processes takes its time on a busy machine. */
const LONG = 110_000;

it('01 50 processes that find the token expired ask for one, and none of them fails', { timeout: LONG }, async () => {
  const api = await strictApi();
  const { env, token } = account(api);
  const ran = await Promise.all(Array.from({ length: 50 }, () => run(GET, { env, timeoutMs: LONG })));
  expect(ran.map(brief)).toEqual(Array(50).fill(WELL));
  expect(grants(api)).toEqual(['refresh_token']);
  expect(token()).toMatchObject({ access_token: 'token1', refresh_token: 'refresh1', generation: 2 });
});

it('01 200 processes likewise', { timeout: LONG }, async () => {
  const api = await strictApi();
  const { env } = account(api);
  const ran = await Promise.all(Array.from({ length: 200 }, () => run(['auth', 'token'], { env, timeoutMs: LONG })));
  expect(ran.map(brief)).toEqual(Array(200).fill({ code: 0, out: 'token1\n', err: '' }));
  expect(grants(api)).toEqual(['refresh_token']);
});
