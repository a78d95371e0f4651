import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { run } from './helpers.ts';
import { account, brief, GET, grants, strictApi, WELL } from './store.ts';

it('01 also when the answer takes longer than the lock of a dead process lasts', async () => {
  const api = await strictApi(() => sleep(13_000));
  const { env } = account(api);
  const ran = await Promise.all([run(GET, { env }), run(GET, { env }), run(GET, { env })]);
  expect(ran.map(brief)).toEqual([WELL, WELL, WELL]);
  expect(grants(api)).toEqual(['refresh_token']);
});
