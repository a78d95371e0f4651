/**
 * SIGKILL of real processes at random moments: each of many stores is hit twice and looked at each time, then used by the next
 * command, which runs in this process: what it finds is what counts.
 */
import { once } from 'node:events';
import { type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { memoryIo } from '../helpers/io.ts';
import { folder, run, start } from './helpers.ts';
import { type Account, account, GET, KEYS, place, strictApi, WELL } from './store.ts';

/** Milliseconds; so many processes take their time on a busy machine. */
const LONG = 600_000;
const TIMES = 200;
/** Bytes. */
const FILLING = 300_000;
/** How many are at it at once: enough to keep two processors busy. */
const AT_ONCE = 6;

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

it('14 SIGKILL at 200 moments of a store write, then at 200 of any command: files are whole and 0600, the next command works without a word', {
  timeout: LONG,
}, async () => {
  const api = await strictApi();
  // Milliseconds that each command takes here and now.
  const usual = await Promise.all(
    COMMANDS.map(async (args) => (await run(args, { env: account(api).env, stdin: 'canary-secret' })).ms),
  );
  // The larger the file, the more there is to interrupt.
  const filling = { profiles: { default: { login: { api_url: api.url, ...KEYS } } }, filling: 'x'.repeat(FILLING) };
  const stores = Array.from({ length: TIMES }, () => account(api));
  for (const { configFile } of stores) place(configFile, filling);

  await each(stores, ({ dir, env }) =>
    hit(['profiles', 'set', 'default', '--timeout', '30s'], env, async () => {
      // From the lock on there are some ten changes in the folder, the last one being the lock's removal.
      await changes(dir, 1 + Math.floor(Math.random() * 10));
      await sleep(Math.random() * 3);
    }),
  );
  for (const store of stores) look(store);
  // Some were hit before the file was replaced, some after.
  const states = stores.map(({ config }) => JSON.stringify(config()['profiles']).includes('30s'));
  expect(new Set(states)).toEqual(new Set([true, false]));

  await each(stores, ({ env }, nth) => {
    const at = nth % COMMANDS.length;
    return hit(COMMANDS[at] ?? GET, env, () => sleep(Math.random() * (usual[at] ?? 0)));
  });
  for (const store of stores) look(store);

  const home = folder();
  const used = stores.map(async ({ env }) => {
    const io = memoryIo({ env, home, cwd: home });
    return { code: await main(GET, io), out: io.out(), err: io.err() };
  });
  expect(await Promise.all(used)).toEqual(Array(TIMES).fill(WELL));
  // One that writes waits until it is sure that the lock was left behind: those were hit long enough ago.
  await each(stores.slice(0, 20), async ({ env, config }) => {
    const { code, err } = await run(['profiles', 'set', 'default', '--retries', '3'], { env, timeoutMs: LONG });
    expect([code, err]).toEqual([0, 'Kept in the profile default.\n']);
    expect(config()).toMatchObject({ profiles: { default: { login: KEYS, defaults: { retries: '3' } } } });
  });
});

/** Starts a command and kills it at a moment; one that has ended by then proves nothing, and is started again. */
async function hit(args: readonly string[], env: Account['env'], moment: () => Promise<void>): Promise<void> {
  for (let signal: unknown; signal !== 'SIGKILL'; ) {
    const child = start(args, { env });
    const ended = once(child, 'close');
    child.stdin?.on('error', () => undefined);
    child.stdin?.end('canary-secret');
    await Promise.race([moment(), ended]);
    child.kill('SIGKILL');
    [, signal] = await ended;
  }
}

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
