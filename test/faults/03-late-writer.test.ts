import { once } from 'node:events';
import { expect, it } from 'vitest';
import { run, start } from './helpers.ts';
import { account, brief, GET, grants, signal, strictApi, USER, WELL } from './store.ts';

it('03 a holder that is stopped past the stale time and resumed does not replace the newer token', async () => {
  const asked = signal();
  const resumed = signal();
  const api = await strictApi((nth) => {
    if (nth > 1) return undefined;
    asked.give();
    return resumed.given;
  });
  const { env, token } = account(api);
  const holder = start(GET, { env });
  const ended = once(holder, 'close');
  await asked.given;
  holder.kill('SIGSTOP');
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(token()).toMatchObject({ access_token: 'token2', refresh_token: 'refresh2', generation: 2 });
  resumed.give();
  holder.kill('SIGCONT');
  expect(await ended).toEqual([0, null]);
  expect(token()).toMatchObject({ access_token: 'token2', refresh_token: 'refresh2', generation: 2 });
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(grants(api)).toEqual(['refresh_token', 'client_credentials']);
});

it('03 what such a holder brings is kept where the others got nothing', async () => {
  const asked = signal();
  const resumed = signal();
  const api = await strictApi((nth) => {
    if (nth > 1) return undefined;
    asked.give();
    return resumed.given;
  });
  const { env, token } = account(api, USER);
  const holder = start(GET, { env });
  const ended = once(holder, 'close');
  await asked.given;
  holder.kill('SIGSTOP');
  expect((await run(GET, { env })).code).toBe(3);
  resumed.give();
  holder.kill('SIGCONT');
  expect(await ended).toEqual([0, null]);
  expect(token()).toMatchObject({ access_token: 'token1', refresh_token: 'refresh1', generation: 2 });
  expect(brief(await run(GET, { env }))).toEqual(WELL);
});
