import { expect, it } from 'vitest';
import { json, run, server } from './helpers.ts';
import { type Account, account, brief, GET, grants, JOB, KEYS, place, USER, WELL } from './store.ts';

/** Answers invalid_grant after another machine, which shares the home directory, has kept what it got. */
async function overtaken(wait: number, login: Readonly<Record<string, string>>) {
  let mine: Account | undefined;
  const newer = (): void => {
    if (!mine) return;
    const { token, tokenFile } = mine;
    const got = { access_token: 'newer', refresh_token: 'r2', obtained_at: Date.now(), generation: 2 };
    place(tokenFile, { ...token(), ...got });
  };
  const api = await server(
    ({ headers }, response) =>
      headers.authorization === 'Bearer newer'
        ? json(response, 200, JOB)
        : json(response, 401, { error: 'unauthorized' }),
    (_, response) => {
      if (wait === 0) newer();
      else setTimeout(newer, wait);
      json(response, 400, { error: 'invalid_grant' });
    },
  );
  mine = account(api, login);
  return { api, ...mine };
}

it.each([
  ['already holds', 0, USER],
  ['already holds (with a secret)', 0, KEYS],
  ['soon holds', 700, USER],
] as const)(
  '06 after invalid_grant the newer token that the store %s is used, without a login',
  async (_, wait, login) => {
    const { api, env, token } = await overtaken(wait, login);
    expect(brief(await run(GET, { env }))).toEqual(WELL);
    expect(token()).toMatchObject({ access_token: 'newer', refresh_token: 'r2', generation: 2 });
    expect(grants(api)).toEqual(['refresh_token']);
  },
);
