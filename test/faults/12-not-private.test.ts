import { chmodSync, chownSync, copyFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { at, folder, run } from './helpers.ts';
import { account, brief, fresh, GET, KEYS, strictApi, WELL } from './store.ts';

const FILES = ['configFile', 'tokenFile'] as const;

it.each(FILES.flatMap((file) => [0o640, 0o604, 0o660].map((mode) => [file, mode.toString(8)] as const)))(
  '12 a %s of mode %s is refused, and the mend that is named works',
  async (name, mode) => {
    const api = await strictApi();
    const made = account(api);
    const { env, [name]: file } = made;
    chmodSync(file, Number.parseInt(mode, 8));
    const { code, out, err } = await run(GET, { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(`Error: ${file} can be read by others, and it may hold secrets\nRun: chmod 600 ${file}\n`);
    expect([api.requests, api.tokenRequests]).toEqual([[], []]);
    chmodSync(file, 0o600);
    expect(brief(await run(GET, { env }))).toEqual(WELL);
  },
);

it.each(FILES)("12 a %s that is a symbolic link to somebody else's file is refused", async (name) => {
  const api = await strictApi();
  const { env, [name]: file } = account(api, KEYS, fresh());
  const theirs = join(folder(), 'theirs.json');
  copyFileSync(file, theirs);
  chmodSync(theirs, 0o600);
  renameSync(file, `${file}.aside`);
  symlinkSync(theirs, file);
  for (const args of [GET, ['auth', 'refresh']]) {
    const { code, err } = await run(args, { env });
    expect(code).toBe(1);
    expect(err).toContain(`${file} is not a plain file`);
    expect(err).toContain('Remove it and log in again: dispatch auth login');
  }
  expect([api.requests, api.tokenRequests]).toEqual([[], []]);
  rmSync(file);
  renameSync(`${file}.aside`, file);
  expect((await run(GET, { env })).code).toBe(0);
});

it.runIf(process.getuid?.() === 0).each(FILES)('12 a %s of another user is refused (needs root)', async (name) => {
  const api = await strictApi();
  const { env, [name]: file } = account(api);
  chownSync(file, 65_534, 65_534);
  const { code, err } = await run(GET, { env });
  expect(code).toBe(1);
  expect(err).toContain(`${file} belongs to another user`);
  expect([api.requests, api.tokenRequests]).toEqual([[], []]);
});

it('12 what is written is for the user alone, whatever the umask', async () => {
  const api = await strictApi();
  const dir = join(folder(), 'config');
  const keys = { DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'key', DISPATCH_CLIENT_SECRET: 'canary-secret' };
  const old = process.umask(0);
  try {
    expect(brief(await run(GET, { env: { ...at(api), ...keys, DISPATCH_CONFIG_DIR: dir } }))).toEqual(WELL);
  } finally {
    process.umask(old);
  }
  const [file = ''] = readdirSync(join(dir, 'tokens'));
  const modes = [dir, join(dir, 'tokens'), join(dir, 'tokens', file)].map((path) => statSync(path).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});
