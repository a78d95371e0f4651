/**
 * SIGKILL at random moments. Each of many stores is hit once; then every one is looked at, and used by the next command,
 * which is not to say a word.
 */
import { once } from 'node:events';
import { type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { run, start } from './helpers.ts';
import { type Account, account, brief, fresh, GET, KEYS, place, strictApi, WELL } from './store.ts';

/** Milliseconds; so many processes take their time on a busy machine. */
const LONG = 600_000;
const TIMES = 200;
/** Bytes. */
const FILLING = 300_000;
/** How many are at it at once: enough to keep two processors busy. */
const AT_ONCE = 6;

it('14 SIGKILL at 200 moments of a store write: the file parses and is 0600, the next command works', {
  timeout: LONG,
}, async () => {
  const api = await strictApi();
  // The larger the file, the more there is to interrupt.
  const filling = { profiles: { default: { login: { api_url: api.url, ...KEYS } } }, filling: 'x'.repeat(FILLING) };
  const stores = Array.from({ length: TIMES }, () => account(api, KEYS, fresh()));
  for (const { configFile } of stores) place(configFile, filling);
  let unfinished = 0;
  await each(stores, async ({ dir, env }) => {
    // From the lock on there are some ten changes in the folder, the last one being the lock's removal.
    const writing = changes(dir, 1 + Math.floor(Math.random() * 10));
    const child = start(['profiles', 'set', 'default', '--timeout', '30s'], { env });
    const ended = once(child, 'close');
    await Promise.race([writing.then(() => sleep(Math.random() * 3)), ended]);
    child.kill('SIGKILL');
    const [, signal] = await ended;
    if (signal === 'SIGKILL') unfinished += 1;
  });
  // A command that had ended already proves nothing.
  expect(unfinished).toBeGreaterThan(TIMES / 2);
  const states = stores.map((store) => {
    look(store);
    return JSON.stringify(store.config()['profiles']).includes('30s');
  });
  // Some were hit before the file was replaced, some after.
  expect(new Set(states)).toEqual(new Set([true, false]));
  await each(stores, async ({ env }) => {
    const { code, out, err } = await run(['profiles', 'list', '-o', 'ndjson', '--fields', 'account'], { env });
    expect([code, out, err]).toEqual([0, '{"account":"key"}\n', '']);
  });
  // One that writes waits until it is sure that the lock was left behind: those were hit long enough ago.
  await each(stores.slice(0, 20), async ({ env, config }) => {
    const { code, err } = await run(['profiles', 'set', 'default', '--retries', '3'], { env });
    expect([code, err]).toEqual([0, 'Kept in the profile default.\n']);
    expect(config()).toMatchObject({ profiles: { default: { login: KEYS, defaults: { retries: '3' } } } });
  });
});

const COMMANDS: readonly (readonly string[])[] = [
  GET,
  ['auth', 'refresh'],
  ['auth', 'token'],
  ['auth', 'status'],
  ['auth', 'login', '--client-id', 'key', '--client-secret-stdin'],
  ['profiles', 'set', 'default', '--timeout', '30s'],
  ['profiles', 'use', 'default'],
  ['profiles', 'list'],
];

it('14 SIGKILL at 200 random moments of any command leaves a store that the next command uses without a word', {
  timeout: LONG,
}, async () => {
  const api = await strictApi();
  const command = (nth: number): readonly string[] => COMMANDS[nth % COMMANDS.length] ?? GET;
  // Milliseconds that each command takes here and now.
  const usual = await Promise.all(
    COMMANDS.map(async (args) => (await run(args, { env: account(api).env, stdin: 'canary-secret' })).ms),
  );
  const stores = Array.from({ length: TIMES }, () => account(api));
  await each(stores, async ({ env }, nth) => {
    const child = start(command(nth), { env });
    const ended = once(child, 'close');
    child.stdin?.on('error', () => undefined);
    child.stdin?.end('canary-secret');
    await Promise.race([sleep(Math.random() * (usual[nth % COMMANDS.length] ?? 0)), ended]);
    child.kill('SIGKILL');
    await ended;
  });
  for (const store of stores) look(store);
  await each(stores, async ({ env }) => {
    expect(brief(await run(GET, { env, timeoutMs: LONG }))).toEqual(WELL);
  });
});

/** Both files parse, and whatever lies in the folder is for the user alone. */
function look({ dir, config, token }: Account): void {
  config();
  token();
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const found = lstatSync(join(dir, name));
    if (found.isFile()) expect([name, found.mode & 0o777]).toEqual([name, 0o600]);
  }
}

/** Resolves when so many changes have happened in a folder, or a moment after the last one. */
async function changes(dir: string, count: number): Promise<void> {
  let watcher: FSWatcher | undefined;
  await new Promise<void>((resolve) => {
    let seen = 0;
    watcher = watch(dir, () => {
      seen += 1;
      if (seen >= count) resolve();
    });
    setTimeout(resolve, 20_000).unref();
  });
  watcher?.close();
}

/** Does it for each, some at once. */
async function each<T>(items: readonly T[], work: (item: T, nth: number) => Promise<void>): Promise<void> {
  const left = items.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [nth, item] of left) await work(item, nth);
    }),
  );
}
