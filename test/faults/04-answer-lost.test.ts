import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { run, start } from './helpers.ts';
import { account, brief, GET, grants, signal, strictApi, WELL } from './store.ts';

it('04 after a kill between the answer and the write the next run recovers without asking anybody', async () => {
  const asked = signal();
  const stopped = signal();
  const api = await strictApi((nth) => {
    if (nth > 1) return undefined;
    asked.give();
    return stopped.given;
  });
  const { env, token } = account(api);
  const killed = start(GET, { env });
  await asked.given;
  killed.kill('SIGSTOP');
  stopped.give();
  // The answer is in the socket of a process that will not read it.
  await sleep(200);
  killed.kill('SIGKILL');
  await once(killed, 'close');
  expect(token()).toMatchObject({ access_token: 'old', refresh_token: 'r1', generation: 1 });

  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(token()).toMatchObject({ access_token: 'token2', refresh_token: 'refresh2', generation: 2 });
  // Not by the refresh token, which was used up.
  expect(grants(api)).toEqual(['refresh_token', 'client_credentials']);
});
