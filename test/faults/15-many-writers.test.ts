import { expect, it } from 'vitest';
import { run } from './helpers.ts';
import { account, KEYS, strictApi } from './store.ts';

/** Milliseconds; starting so many processes takes its time on a busy machine. */
const LONG = 600_000;

it('15 50 processes change different profiles at once: all 50 are there', { timeout: LONG }, async () => {
  const { env, config } = account(await strictApi());
  const names = Array.from({ length: 50 }, (_, nth) => `p${nth}`);
  const ran = await Promise.all(
    names.map((name) =>
      run(['profiles', 'set', name, '--timeout', `${Number(name.slice(1)) + 1}m`], { env, timeoutMs: LONG }),
    ),
  );
  expect(ran.map(({ code, err }) => [code, err])).toEqual(names.map((name) => [0, `Kept in the profile ${name}.\n`]));
  const profiles = config()['profiles'] as Record<string, { defaults: unknown; login?: unknown }>;
  expect(Object.keys(profiles).sort()).toEqual(['default', ...names].sort());
  for (const name of names) expect(profiles[name]).toEqual({ defaults: { timeout: `${Number(name.slice(1)) + 1}m` } });
  expect(profiles['default']?.login).toMatchObject(KEYS);
});
