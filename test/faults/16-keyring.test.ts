/** A real gnome-keyring on a session bus of its own: unlocked, locked, hanging, absent. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, folder, json, run, server } from './helpers.ts';
import { brief, GET, JOB, WELL } from './store.ts';

const LOGIN = ['auth', 'login', '--client-id', 'key', '--client-secret-stdin'];
const SAID_ALOUD = 'Warning: there is no keyring in use: the secret is kept in a file that only you can read\n';

/** An empty folder for the settings, and an API without refresh tokens: the secret is needed for every token. */
async function surroundings() {
  const served = await server(
    (_, response) => json(response, 200, JOB),
    (_, response) => json(response, 200, { access_token: 'token', expires_in: 10_800 }),
  );
  const dir = join(folder(), 'config');
  return { served, dir, env: { ...at(served), DISPATCH_TOKEN: undefined, DISPATCH_CONFIG_DIR: dir } };
}

/** What a login at the server prints last. */
const loggedIn = (url: string) => `Logged in at ${url} as key (profile default).\n`;

const installed = ['dbus-run-session', 'gnome-keyring-daemon', 'gdbus'].every(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0,
);

interface KeyringSession {
  /** Leads to the bus. */
  readonly env: Readonly<Record<string, string>>;
  /** The keyring's process. */
  readonly daemon: number;
  readonly end: () => Promise<void>;
}

/** A session bus without anything that would be started on demand. */
const BUS = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
  <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

/** Runs a shell command on a bus of its own; keyrings are kept in the home directory. */
async function session(script: string, home: string): Promise<KeyringSession> {
  chmodSync(home, 0o700);
  const config = join(home, 'bus.conf');
  writeFileSync(config, BUS);
  const env = { HOME: home, XDG_RUNTIME_DIR: home };
  const child = spawn(
    'dbus-run-session',
    [`--config-file=${config}`, 'sh', '-c', `${script}\necho "$DBUS_SESSION_BUS_ADDRESS"\ncat > /dev/null`],
    { env: { PATH: process.env['PATH'], ...env }, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const closed = once(child, 'close');
  const end = async () => {
    child.stdin.end();
    await closed;
  };
  onTestFinished(end);
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line.startsWith('unix:')) break;
  }
  return { env: { ...env, DBUS_SESSION_BUS_ADDRESS: lines.at(-1) ?? '' }, daemon: Number(lines.at(-2)), end };
}

/** Starts the daemon, waits until it answers, and prints its process; it ends with the session. */
const UNLOCKED = `
  printf pw | gnome-keyring-daemon --foreground --components=secrets --unlock > /dev/null &
  gdbus wait --session --timeout 20 org.freedesktop.secrets
  echo $!`;
const LOCKED = `
  gnome-keyring-daemon --foreground --components=secrets > /dev/null &
  gdbus wait --session --timeout 20 org.freedesktop.secrets
  echo $!`;

// In CI a missing keyring is a failure, not a reason to skip.
describe.skipIf(!installed && !process.env['CI'])(
  'gnome-keyring (skipped where dbus or gnome-keyring is missing)',
  () => {
    it('16 a keyring that answers gets the secret, and no file does', async () => {
      const { served, dir, env } = await surroundings();
      const keyring = await session(UNLOCKED, folder());
      const here = { ...env, ...keyring.env };
      const login = await run(LOGIN, { env: here, stdin: 'canary-secret' });
      expect(brief(login)).toEqual({ code: 0, out: '', err: loggedIn(served.url) });
      expect(readFileSync(join(dir, 'config.json'), 'utf8')).toMatch(/"secret_in": "keyring"/);
      expect(readFileSync(join(dir, 'config.json'), 'utf8')).not.toContain('canary');
      expect((await run(['auth', 'refresh'], { env: here })).code).toBe(0);
      const sent = served.tokenRequests.map(({ body }) => JSON.parse(body.toString()).client_secret);
      expect(sent).toEqual(['canary-secret', 'canary-secret']);
    });

    it('16 a keyring that is locked: a clear word, and plain text only when the user says so, aloud once', async () => {
      const { served, dir, env } = await surroundings();
      const home = folder();
      const before = await session(UNLOCKED, home);
      expect((await run(LOGIN, { env: { ...env, ...before.env }, stdin: 'canary-secret' })).code).toBe(0);
      await before.end();

      const here = { ...env, ...(await session(LOCKED, home)).env };
      for (const args of [['auth', 'refresh'], LOGIN]) {
        const { code, out, err } = await run(args, { env: here, stdin: 'canary-secret' });
        expect([code, out]).toEqual([1, '']);
        expect(err).toMatch(/^Error: the keyring .+\nUnlock it, or keep the secret in a file.*--insecure-storage\n$/);
      }
      expect(readFileSync(join(dir, 'config.json'), 'utf8')).not.toContain('canary');

      const allowed = await run([...LOGIN, '--insecure-storage'], { env: here, stdin: 'canary-secret' });
      expect(brief(allowed)).toEqual({ code: 0, out: '', err: SAID_ALOUD + loggedIn(served.url) });
      expect(statSync(join(dir, 'config.json')).mode & 0o777).toBe(0o600);
      expect(brief(await run(GET, { env: here }))).toEqual(WELL);
    });

    it('16 a keyring that hangs: a bounded wait and a clear word; a token that is kept needs none', async () => {
      const { dir, env } = await surroundings();
      const keyring = await session(UNLOCKED, folder());
      const here = { ...env, ...keyring.env };
      expect((await run(LOGIN, { env: here, stdin: 'canary-secret' })).code).toBe(0);
      process.kill(keyring.daemon, 'SIGSTOP');
      try {
        expect(brief(await run(GET, { env: here }))).toEqual(WELL);
        for (const args of [['auth', 'refresh'], LOGIN]) {
          const { code, err } = await run(args, { env: here, stdin: 'canary-secret' });
          expect(code).toBe(1);
          expect(err).toMatch(/^Error: the keyring .+: it did not answer.*\n.*--insecure-storage\n$/);
        }
        expect(readFileSync(join(dir, 'config.json'), 'utf8')).not.toContain('canary');
      } finally {
        process.kill(keyring.daemon, 'SIGCONT');
      }
      expect((await run(['auth', 'refresh'], { env: here })).code).toBe(0);
    });

    it('16 a bus on which no keyring is running: plain text, and said aloud once', async () => {
      const { served, env } = await surroundings();
      const here = { ...env, ...(await session('', folder())).env };
      const login = await run(LOGIN, { env: here, stdin: 'canary-secret' });
      expect(brief(login)).toEqual({ code: 0, out: '', err: SAID_ALOUD + loggedIn(served.url) });
      expect(brief(await run(GET, { env: here }))).toEqual(WELL);
    });
  },
);

it('16 a bus that accepts and says nothing: a bounded wait, and no plain text', async () => {
  const { dir, env } = await surroundings();
  const socket = join(folder(), 'bus');
  const bus = createServer();
  bus.listen(socket);
  onTestFinished(() => void bus.close());
  const here = { ...env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
  const { code, err } = await run(LOGIN, { env: here, stdin: 'canary-secret' });
  expect(code).toBe(1);
  expect(err).toMatch(/^Error: the keyring does not take the secret: it did not answer.*\n.*--insecure-storage\n$/);
  expect(existsSync(join(dir, 'config.json'))).toBe(false);
});

it('16 no bus: plain text for the user alone, and said aloud once', async () => {
  const { served, dir, env } = await surroundings();
  const login = await run(LOGIN, { env, stdin: 'canary-secret' });
  expect(brief(login)).toEqual({ code: 0, out: '', err: SAID_ALOUD + loggedIn(served.url) });
  expect(statSync(join(dir, 'config.json')).mode & 0o777).toBe(0o600);
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect((await run(['auth', 'refresh'], { env })).err).toBe('Got a new token.\n');
});
