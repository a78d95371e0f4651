import { expect, it } from 'vitest';
import { json, run, server } from './helpers.ts';
import { account, brief, GET, JOB, WELL } from './store.ts';

it.each([[0], [-5], ['-5'], ['10800'], ['soon'], [null], [undefined], [{}], [1e308]])(
  '08 a life of %j makes no loop and no token for every call',
  async (life) => {
    const api = await server(
      (_, response) => json(response, 200, JOB),
      (_, response) => json(response, 200, { access_token: 'token', refresh_token: 'r2', expires_in: life }),
    );
    const { env } = account(api);
    for (let call = 0; call < 2; call += 1) expect(brief(await run(GET, { env }))).toEqual(WELL);
    expect(api.tokenRequests).toHaveLength(1);
  },
);
