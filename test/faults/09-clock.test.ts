/** The program under another clock: libfaketime where it is installed, and what was kept moved in time everywhere. */
import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { json, run, server } from './helpers.ts';
import { account, brief, GET, grants, JOB, KEYS, strictApi, WELL } from './store.ts';

const HOUR = 3_600_000;
const LIBRARY = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));

it.each([
  ['behind', -6, ['refresh_token']],
  ['ahead', 6, []],
])(
  '09 a token that was kept by a clock six hours %s makes no failure and no token for every call',
  async (_, hours, asked) => {
    const now = Date.now();
    const api = await server(
      (__, response) => json(response, 200, JOB),
      (__, response) => json(response, 200, { access_token: 'token', refresh_token: 'r2', expires_in: 10_800 }),
    );
    const { env } = account(api, KEYS, { obtained_at: now + hours * HOUR });
    for (let call = 0; call < 3; call += 1) expect(brief(await run(GET, { env }))).toEqual(WELL);
    expect(grants(api)).toEqual(asked);
  },
);

it('09 a token whose end was missed because the clock was set back is renewed once', async () => {
  const api = await strictApi();
  const { env, token } = account(api, KEYS, { obtained_at: Date.now() + 6 * HOUR });
  const before = Date.now();
  for (let call = 0; call < 2; call += 1) expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(grants(api)).toEqual(['refresh_token']);
  expect(token()['obtained_at']).toBeGreaterThanOrEqual(before);
});

it('09 life is counted from the local arrival, whatever the server says of its own clock', async () => {
  const api = await server(
    (_, response) => json(response, 200, JOB, { date: 'Thu, 01 Jan 1998 00:00:00 GMT' }),
    (_, response) =>
      json(
        response,
        200,
        { access_token: 'token', created_at: 883_612_800, expires_in: 10_800 },
        { date: 'Thu, 01 Jan 1998 00:00:00 GMT' },
      ),
  );
  const { env, token } = account(api);
  const before = Date.now();
  for (let call = 0; call < 2; call += 1) expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(token()['obtained_at']).toBeGreaterThanOrEqual(before);
  expect(api.tokenRequests).toHaveLength(1);
});

it('09 the lock of a dead process that the clock has put into the future is not waited for', async () => {
  const api = await strictApi();
  const { env, tokenFile } = account(api);
  mkdirSync(`${tokenFile}.lock`);
  utimesSync(`${tokenFile}.lock`, new Date(), new Date(Date.now() + 6 * HOUR));
  expect(brief(await run(GET, { env }))).toEqual(WELL);
});

// In CI a missing library is a failure, not a reason to skip.
describe.skipIf(!LIBRARY && !process.env['CI'])('under libfaketime (skipped where it is not installed)', () => {
  /** NO_FAKE_STAT: the file system keeps the right time, as a file server would. */
  const shifted = (hours: number) => ({
    LD_PRELOAD: LIBRARY,
    FAKETIME: `${hours < 0 ? '' : '+'}${hours}h`,
    NO_FAKE_STAT: '1',
  });

  it('09 a clock that jumps six hours either way: no failure, one token', async () => {
    const api = await server(
      (_, response) => json(response, 200, JOB),
      (_, response) => json(response, 200, { access_token: 'token', refresh_token: 'r2', expires_in: 10_800 }),
    );
    const { env } = account(api, KEYS, { obtained_at: Date.now() });
    for (const hours of [0, 6, 6, 0, -6, 6, -6]) {
      expect(brief(await run(GET, { env: { ...env, ...shifted(hours) } }))).toEqual(WELL);
    }
    // It is asked for once, when the clock has first gone past the token's end.
    expect(api.tokenRequests).toHaveLength(1);
  });

  it('09 processes whose clocks differ by twelve hours renew together without a failure', async () => {
    const api = await strictApi();
    const { env } = account(api);
    const offsets = [-6, 0, 6, -6, 0, 6, -6, 0, 6];
    const ran = await Promise.all(offsets.map((hours) => run(GET, { env: { ...env, ...shifted(hours) } })));
    expect(ran.map(brief)).toEqual(offsets.map(() => WELL));
    const asked = api.tokenRequests.length;
    // They cannot agree on whether a lock is old, which costs tokens, but no more than one each.
    expect(asked).toBeLessThanOrEqual(2 * offsets.length);
    expect(brief(await run(GET, { env }))).toEqual(WELL);
    expect(api.tokenRequests.length).toBeLessThanOrEqual(asked + 1);
  });
});
