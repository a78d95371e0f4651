import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askKeyring, hasKeyring, type KeyringOutcome, type KeyringRequest } from '../../../src/auth/keyring.ts';
import { secretOf } from '../../../src/auth/secrets.ts';
import { AuthError, LocalError } from '../../../src/errors.ts';
import { type MemoryIo, memoryIo } from '../../helpers/io.ts';

const project = resolve(import.meta.dirname, '../../..');
let parts: string;
let folder: string;

beforeAll(async () => {
  // Inside the project, where the keyring's package is found.
  mkdirSync(join(project, 'node_modules/.cache'), { recursive: true });
  parts = mkdtempSync(join(project, 'node_modules/.cache/dispatch-keyring-'));
  folder = mkdtempSync(join(tmpdir(), 'dispatch-keyring-'));
  await build({
    absWorkingDir: project,
    entryPoints: { 'keyring-child': 'src/auth/keyring-child.ts' },
    outdir: parts,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@napi-rs/keyring'],
    logLevel: 'error',
  });
});
afterAll(() => {
  for (const each of [parts, folder]) rmSync(each, { recursive: true, force: true });
});

const linux = (env: Record<string, string>, partsDir = parts): MemoryIo => ({
  ...memoryIo({ env }),
  platform: 'linux',
  partsDir,
});

/** A keyring's process that does what the script says. */
function pretended(script: string): string {
  const dir = mkdtempSync(join(folder, 'parts-'));
  writeFileSync(join(dir, 'keyring-child.cjs'), script);
  return dir;
}

const BUS = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
const GET: KeyringRequest = { action: 'get', account: 'work at https://a.example' };

describe('without a keyring', () => {
  it('nothing is tried where there is no bus', async () => {
    expect(await hasKeyring(linux({}))).toBe(false);
    expect(await hasKeyring(linux({ XDG_RUNTIME_DIR: folder }))).toBe(false);
    expect(await hasKeyring(linux(BUS))).toBe(true);
    writeFileSync(join(folder, 'bus'), '');
    expect(await hasKeyring(linux({ XDG_RUNTIME_DIR: folder }))).toBe(true);
    expect(await askKeyring(linux({}, '/nonexistent'), GET)).toEqual({ kind: 'none' });
  });

  it('a bus that is gone counts as none', async () => {
    expect(await askKeyring(linux(BUS), GET)).toEqual({ kind: 'none' });
  });

  it('the secret of a profile that has it there is missed with a clear word', async () => {
    const login = { apiUrl: 'https://a.example', clientId: 'key', secretIn: 'keyring' } as const;
    const error = await secretOf(linux({}), 'work', login).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(LocalError);
    expect(error.message).toBe(
      'the keyring that holds the secret of the profile work cannot be read: no keyring answers here',
    );
    expect(error.hint).toContain('auth login --insecure-storage');
  });
});

it('a keyring that hangs is given up after three seconds', async () => {
  const started = Date.now();
  const outcome = await askKeyring(linux(BUS, pretended('console.log(); setInterval(() => {}, 1000)')), GET);
  expect(outcome).toEqual({ kind: 'stuck', why: 'it did not answer within 3 s' });
  expect(Date.now() - started).toBeGreaterThanOrEqual(2_900);
});

it('the start of the process that asks it is not counted', async () => {
  const late = `setTimeout(() => console.log('\\n{"secret":"late"}'), 3_500)`;
  expect(await askKeyring(linux(BUS, pretended(late)), GET)).toEqual({ kind: 'done', secret: 'late' });
});

it('the process sees the request on standard input, and no secret in its arguments or environment', async () => {
  const seen = join(folder, 'seen.json');
  const script = `
    const input = require('node:fs').readFileSync(0, 'utf8');
    const { argv, env } = process;
    require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ input, argv: argv.slice(2), env }));
    console.log('{"secret":null}');`;
  const env = { ...BUS, HOME: folder, DISPATCH_CLIENT_SECRET: 'canary', DISPATCH_TOKEN: 'canary' };
  await askKeyring(linux(env, pretended(script)), { ...GET, action: 'set', secret: 'canary' });
  const said = JSON.parse(readFileSync(seen, 'utf8'));
  expect(JSON.parse(said.input).secret).toBe('canary');
  expect(said.argv).toEqual([]);
  expect(said.env).toEqual({ ...BUS, HOME: folder });
});

describe('a secret in the settings file', () => {
  const secret = (clientSecret?: string) =>
    secretOf(linux({}), 'work', {
      apiUrl: 'https://a.example',
      clientId: 'key',
      secretIn: 'file',
      ...(clientSecret === undefined ? {} : { clientSecret }),
    });

  it('is given as it is', async () => expect(await secret('s3cret ü')).toBe('s3cret ü'));
  it.each(['canary\r\n', 'canary\0', undefined])('that is %j is refused and not repeated', async (text) => {
    const error = await secret(text).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).not.toContain('canary');
  });
});

const installed = (() => {
  try {
    execFileSync('sh', ['-c', 'command -v dbus-run-session && command -v gnome-keyring-daemon'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

// In CI a missing keyring is a failure, not a reason to skip.
describe.skipIf(!installed && !process.env['CI'])(
  'gnome-keyring (skipped where dbus or gnome-keyring is missing)',
  () => {
    /** Asks within a session bus of its own, where gnome-keyring was started by the shell command. */
    async function within(home: string, start: string, requests: KeyringRequest[]): Promise<KeyringOutcome[]> {
      const runtime = mkdtempSync(join(tmpdir(), 'dispatch-bus-'));
      chmodSync(runtime, 0o700);
      const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: runtime };
      const script = `${start}\necho "$DBUS_SESSION_BUS_ADDRESS"\ncat >/dev/null`;
      const session = spawn('dbus-run-session', ['--', 'sh', '-c', script], { env, stdio: ['pipe', 'pipe', 'ignore'] });
      try {
        const [line] = (await once(session.stdout, 'data')) as [Buffer];
        const address = String(line).trim().split('\n').at(-1) ?? '';
        const io = linux({ ...env, DBUS_SESSION_BUS_ADDRESS: address });
        const outcomes: KeyringOutcome[] = [];
        for (const request of requests) outcomes.push(await askKeyring(io, request));
        return outcomes;
      } finally {
        session.stdin.end();
        await once(session, 'close');
        rmSync(runtime, { recursive: true, force: true });
      }
    }

    const UNLOCKED = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null';
    const LOCKED = 'gnome-keyring-daemon --start --components=secrets >/dev/null';
    const account = 'work at https://a.example';

    it('keeps, gives and forgets a secret, each for its own account, and is not asked in vain when locked', async () => {
      const home = mkdtempSync(join(folder, 'home-'));
      expect(
        await within(home, UNLOCKED, [
          { action: 'get', account },
          { action: 'set', account, secret: 's3cret ü' },
          { action: 'get', account },
          { action: 'get', account: 'work at https://b.example' },
          { action: 'set', account: 'other', secret: 'x' },
          { action: 'delete', account: 'other' },
          { action: 'get', account: 'other' },
        ]),
      ).toEqual([
        { kind: 'done', secret: null },
        { kind: 'done', secret: null },
        { kind: 'done', secret: 's3cret ü' },
        { kind: 'done', secret: null },
        { kind: 'done', secret: null },
        { kind: 'done', secret: null },
        { kind: 'done', secret: null },
      ]);
      // The keyring's file outlives its daemon: what another session unlocks is there.
      expect(await within(home, UNLOCKED, [{ action: 'get', account }])).toEqual([
        { kind: 'done', secret: 's3cret ü' },
      ]);
      for (const outcome of await within(home, LOCKED, [
        { action: 'get', account },
        { action: 'set', account, secret: 'y' },
      ])) {
        expect(outcome.kind).toBe('stuck');
      }
    });
  },
);
