import { expect, it } from 'vitest';
import { json, run, server } from './helpers.ts';
import { account, brief, GET, JOB, place, USER, WELL } from './store.ts';

it('05 when the answer to a refresh has no refresh token the old one is kept, and good for the next', async () => {
  let nth = 0;
  const api = await server(
    (_, response) => json(response, 200, JOB),
    (_, response) => {
      nth += 1;
      json(response, 200, { access_token: `token${nth}`, expires_in: 10_800 });
    },
  );
  const { env, token, tokenFile } = account(api, USER);
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(token()).toMatchObject({ access_token: 'token1', refresh_token: 'r1' });
  place(tokenFile, { ...token(), obtained_at: Date.now() - 18_000_000 });
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(token()).toMatchObject({ access_token: 'token2', refresh_token: 'r1' });
  expect(api.tokenRequests.map(({ body }) => JSON.parse(body.toString()))).toEqual(
    Array(2).fill({ grant_type: 'refresh_token', refresh_token: 'r1' }),
  );
});
