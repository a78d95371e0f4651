/** Real file systems that are full or read-only: small ones in memory, mounted in a namespace that ends with the command. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, BIN, folder, run } from './helpers.ts';
import { type Account, account, brief, GET, GOT, grants, strictApi, through } from './store.ts';

const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

/** After it the disk has no block left, or takes no write. */
const STATES = {
  full: 'head -c 1000000 /dev/zero > "$STORE/filler" 2>/dev/null',
  'read-only': 'mount -o remount,ro "$STORE"',
} as const;

/** Runs a command on a copy of the account on such a file system. @returns what it printed, and whether the files are intact */
async function on(state: keyof typeof STATES, { dir, env }: Account, args: readonly string[]) {
  const store = folder();
  const script = `
    mount -t tmpfs -o size=64k,mode=700 none "$STORE" && cp -rp "$SEED/." "$STORE"
    ${STATES[state]}
    "$@"
    code=$?
    diff -r -x filler -x '*.damaged' "$SEED" "$STORE" >&2 || echo "the files are not intact" >&2
    exit $code`;
  const ran = await through(['unshare', '-rm', 'sh', '-c', script, 'sh', process.execPath, BIN, ...args], {
    ...env,
    SEED: dir,
    STORE: store,
    DISPATCH_CONFIG_DIR: store,
  });
  return { ...brief(ran), err: ran.err.replaceAll(store, 'STORE') };
}

// In CI it is a failure when no file system can be mounted, not a reason to skip.
describe.skipIf(!canMount && !process.env['CI'])('a real disk (skipped where unshare is not permitted)', () => {
  it.each(Object.keys(STATES) as (keyof typeof STATES)[])(
    '13 a disk that is %s: the command works with the token in memory and warns once; the old file is intact',
    async (state) => {
      const api = await strictApi();
      const { code, out, err } = await on(state, account(api), GET);
      expect([code, out]).toEqual([0, GOT]);
      expect(err).toMatch(/^Warning: the token is not kept: cannot write STORE\/tokens\/\S+: .*(ENOSPC|EROFS).*\n$/);
      expect(grants(api)).toEqual(['refresh_token']);
    },
  );

  it.each(Object.keys(STATES) as (keyof typeof STATES)[])(
    '13 a disk that is %s: what is to be kept is refused with exit 1, and the old file is intact',
    async (state) => {
      const api = await strictApi();
      const { code, out, err } = await on(state, account(api), ['profiles', 'set', 'work', '--timeout', '30s']);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(
        /^Error: cannot write STORE\/config\.json: .*(ENOSPC|EROFS).*\nCheck that the folder is yours and not full\.\n$/,
      );
    },
  );
});

it('13 a folder that cannot be made: the command works with the token in memory and warns', async () => {
  const api = await strictApi();
  const plain = join(folder(), 'plain');
  writeFileSync(plain, 'kept');
  const keys = { DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'key', DISPATCH_CLIENT_SECRET: 'canary-secret' };
  const { code, out, err } = await run(GET, {
    env: { ...at(api), ...keys, DISPATCH_CONFIG_DIR: join(plain, 'config') },
  });
  expect([code, out]).toEqual([0, GOT]);
  expect(err).toMatch(/^Warning: the token is not kept: cannot write .*ENOTDIR.*\n$/);
  expect(grants(api)).toEqual(['client_credentials']);
});
