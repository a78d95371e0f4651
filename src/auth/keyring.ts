/** The system's keyring, asked in a process of its own that can be given up on. */
import { LocalError } from '../errors.ts';
import type { Io } from '../io.ts';

/** Milliseconds: a keyring that waits for somebody to unlock it must not hold up a cron job. */
const PATIENCE = 3_000;
/** Milliseconds for the start of the process that asks it, which is no fault of the keyring's when fifty jobs begin at once. */
const START = 30_000;

export interface KeyringRequest {
  readonly action: 'get' | 'set' | 'delete';
  readonly account: string;
  readonly secret?: string;
}

export type KeyringAnswer = { readonly secret: string | null } | { readonly failure: string };

/** What the keyring needs of the environment; nothing else is passed on, no credential above all. */
const PASSED_ON = [
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'HOME',
  'PATH',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'SystemRoot',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
];

/** Whether this machine can have a keyring at all. */
export async function hasKeyring({ env, platform }: Io): Promise<boolean> {
  if (platform !== 'linux') return platform === 'darwin' || platform === 'win32';
  if (env['DBUS_SESSION_BUS_ADDRESS']) return true;
  if (!env['XDG_RUNTIME_DIR']) return false;
  const { existsSync } = await import('node:fs');
  return existsSync(`${env['XDG_RUNTIME_DIR']}/bus`);
}

export type KeyringOutcome =
  | { readonly kind: 'done'; readonly secret: string | null }
  /** No keyring answers on this machine. */
  | { readonly kind: 'none' }
  /** There is one, but it is locked or does not answer. */
  | { readonly kind: 'stuck'; readonly why: string };

/** What the packages say where no keyring is running; of anything else, a silence above all, it is only known that one is there. */
const NONE = /failed to connect to socket|not provided by any|ServiceUnknown|no (D-?Bus session|secret service)/i;
const SILENCE = /did not receive a reply/i;

/** Asks the keyring. Never takes longer than PATIENCE from when that process is there. */
export async function askKeyring(io: Io, request: KeyringRequest): Promise<KeyringOutcome> {
  if (!(await hasKeyring(io))) return { kind: 'none' };
  const said = await askChild(io, request);
  if (said === undefined) return { kind: 'stuck', why: `it did not answer within ${PATIENCE / 1000} s` };
  if ('secret' in said) return { kind: 'done', secret: said.secret };
  const why = said.failure;
  if (/no matching entry|not found/i.test(why) && !/service/i.test(why)) return { kind: 'done', secret: null };
  if (NONE.test(why)) return { kind: 'none' };
  return { kind: 'stuck', why: SILENCE.test(why) ? 'it did not answer' : why };
}

/** The child's answer; undefined when it took too long. @throws LocalError when it cannot be run */
async function askChild(io: Io, request: KeyringRequest): Promise<KeyringAnswer | undefined> {
  const { spawn } = await import('node:child_process');
  const env = Object.fromEntries(PASSED_ON.flatMap((name) => (io.env[name] ? [[name, io.env[name]]] : [])));
  return new Promise((resolve, reject) => {
    const child = spawn(io.nodePath, [`${io.partsDir}/keyring-child.cjs`], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    const giveUp = () => child.kill('SIGKILL');
    let timer = setTimeout(giveUp, START);
    let output = '';
    child.stdout
      .setEncoding('utf8')
      // An empty line, from which on the time counts; then the answer.
      .once('data', () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, PATIENCE);
      })
      .on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', (cause) => reject(new LocalError(`cannot ask the keyring: ${cause.message}`, { cause })));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') return resolve(undefined);
      if (output.trim() === '') return resolve({ failure: `no keyring is available (${code ?? signal})` });
      resolve(JSON.parse(output) as KeyringAnswer);
    });
    // A child that ends without reading is told by its exit.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(request));
  });
}
