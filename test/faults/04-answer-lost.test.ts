import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { run, start } from './helpers.ts';
import { account, brief, GET, grants, KEYS, signal, strictApi, USER, WELL } from './store.ts';

/** An account of which a process was killed when the answer to its refresh had come and was not yet written. */
async function killedBeforeWriting(login: Readonly<Record<string, string>>) {
  const asked = signal();
  const stopped = signal();
  const api = await strictApi((nth) => {
    if (nth > 1) return undefined;
    asked.give();
    return stopped.given;
  });
  const { env, token } = account(api, login);
  const killed = start(GET, { env });
  await asked.given;
  killed.kill('SIGSTOP');
  stopped.give();
  // The answer is in the socket of a process that will not read it.
  await sleep(200);
  killed.kill('SIGKILL');
  await once(killed, 'close');
  expect(token()).toMatchObject({ access_token: 'old', refresh_token: 'r1', generation: 1 });
  return { api, env, token };
}

it('04 after a kill between the answer and the write the next run recovers without asking anybody', async () => {
  const { api, env, token } = await killedBeforeWriting(KEYS);
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(token()).toMatchObject({ access_token: 'token2', refresh_token: 'refresh2', generation: 2 });
  // Not by the refresh token, which was used up.
  expect(grants(api)).toEqual(['refresh_token', 'client_credentials']);
});

it('04 a login by user name and password has nothing but the lost token: exit 3, and to log in again', async () => {
  const { api, env } = await killedBeforeWriting(USER);
  const next = await run(GET, { env });
  expect(brief(next)).toEqual({
    code: 3,
    out: '',
    err: 'Error: the refresh token is not accepted (400: invalid_grant)\nLog in again with: dispatch auth login\n',
  });
  expect(grants(api)).toEqual(['refresh_token', 'refresh_token']);
  // What was refused is not asked with again.
  expect((await run(GET, { env })).code).toBe(3);
  expect(api.tokenRequests).toHaveLength(2);
});
