import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { run, start } from './helpers.ts';
import { account, brief, GET, grants, signal, strictApi, USER, WELL } from './store.ts';

const OTHERS = 20;

it('02 when the one that renews is killed the others finish, with one more token request', async () => {
  const asked = signal();
  const api = await strictApi((nth) => {
    if (nth > 1) return undefined;
    asked.give();
    return new Promise(() => {});
  });
  const { env, token } = account(api);
  const holder = start(GET, { env });
  await asked.given;
  const others = Array.from({ length: OTHERS }, () => run(GET, { env }));
  await sleep(500);
  holder.kill('SIGKILL');
  expect((await Promise.all(others)).map(brief)).toEqual(Array(OTHERS).fill(WELL));
  // The refresh token that was on its way is not tried again.
  expect(grants(api)).toEqual(['refresh_token', 'client_credentials']);
  expect(token()).toMatchObject({ access_token: 'token2' });
});

it('02 where nothing but the lost refresh token could renew, one asks in vain and all say how to go on', async () => {
  const asked = signal();
  const api = await strictApi((nth) => {
    if (nth > 1) return undefined;
    asked.give();
    return new Promise(() => {});
  });
  const { env } = account(api, USER);
  const holder = start(GET, { env });
  await asked.given;
  const others = Array.from({ length: 5 }, () => run(GET, { env }));
  holder.kill('SIGKILL');
  for (const { code, err } of await Promise.all(others)) {
    expect(code).toBe(3);
    expect(err).toContain('dispatch auth login');
  }
  expect(grants(api)).toEqual(['refresh_token', 'refresh_token']);
});
