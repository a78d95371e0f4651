import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Ran, type RunOptions, run } from './helpers.ts';
import { account, brief, GET, grants, strictApi, WELL } from './store.ts';

/** Milliseconds; starting so many processes takes its time on a busy machine. */
const LONG = 600_000;

it('01 50 processes that find the token expired ask for one, and none of them fails', { timeout: LONG }, async () => {
  const api = await strictApi();
  const { env, token } = account(api);
  const ran = await all(50, GET, { env, timeoutMs: LONG });
  expect(ran.map(brief)).toEqual(Array(50).fill(WELL));
  expect(grants(api)).toEqual(['refresh_token']);
  expect(token()).toMatchObject({ access_token: 'token1', refresh_token: 'refresh1', generation: 2 });
});

it('01 200 processes likewise', { timeout: LONG }, async () => {
  const api = await strictApi();
  const { env } = account(api);
  const ran = await all(200, ['auth', 'token'], { env, timeoutMs: LONG });
  expect(ran.map(brief)).toEqual(Array(200).fill({ code: 0, out: 'token1\n', err: '' }));
  expect(grants(api)).toEqual(['refresh_token']);
});

/** The same command in so many processes; between two starts the server of the test can answer. */
async function all(count: number, args: readonly string[], options: RunOptions): Promise<readonly Ran[]> {
  const ran: Promise<Ran>[] = [];
  for (; ran.length < count; await turn()) ran.push(run(args, options));
  return Promise.all(ran);
}
