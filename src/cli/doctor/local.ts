/** What can be checked without the network. */
import { access, constants, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { askKeyring, hasKeyring } from '../../auth/keyring.ts';
import { secretOf } from '../../auth/secrets.ts';
import { findConfigDir } from '../../config/paths.ts';
import { readConfig } from '../../config/profiles.ts';
import type { Settings } from '../../config/settings.ts';
import { readStore } from '../../config/store.ts';
import { LocalError } from '../../errors.ts';
import { quote } from '../../input/quote.ts';
import { isZone } from '../../input/zones.ts';
import type { Io } from '../../io.ts';
import { localTimes } from '../../output/times.ts';
import { VERSION } from '../../version.ts';
import { isOwnEmulator, requireProfile } from '../connect.ts';
import type { Session } from '../session.ts';
import { type Finding, ok, warning } from './finding.ts';

/** The oldest Node that the program is made for, as package.json says. */
export const OLDEST_NODE = '20.18.1';

/** @throws LocalError for a Node that is too old */
export function program({ nodeVersion, platform }: Io): Finding {
  const finding = `dispatch ${VERSION} on Node ${nodeVersion} (${platform})`;
  if (!isOlder(nodeVersion, OLDEST_NODE)) return ok('program', finding);
  throw new LocalError(`${finding} is too old`, { hint: `Install Node ${OLDEST_NODE} or later.` });
}

function isOlder(version: string, than: string): boolean {
  const [numbers, others] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  const differing = numbers?.findIndex((number, index) => number !== others?.[index]) ?? -1;
  return differing >= 0 && (numbers?.[differing] ?? 0) < (others?.[differing] ?? 0);
}

export function terminal({ stdout, env, platform }: Io, color: boolean): Finding {
  if (!stdout.isTerminal) return ok('terminal', 'standard output is no terminal');
  const finding = `${stdout.columns ?? 'unknown'} columns, ${color ? 'in colour' : 'without colour'}`;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  if (platform === 'win32' || /utf-?8/i.test(locale)) return ok('terminal', finding);
  return warning('terminal', `${finding}; the locale is not UTF-8`, 'Set LANG to a UTF-8 locale such as C.UTF-8.');
}

/** @throws UsageError for a zone of the profile or of --tz that does not exist */
export async function timeZone(session: Session): Promise<Finding> {
  const { zone, now } = await session.clock();
  const typed = session.io.env['TZ'];
  if (typed && !isZone(typed.replace(/^:/, '')) && !session.flags.has('tz')) {
    return warning('time zone', `TZ is ${quote(typed)}, which is none: times are in UTC`, 'Set TZ to an IANA name.');
  }
  const name = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ok('time zone', `${name}, where it is ${localTimes(zone)(new Date(now).toISOString())}`);
}

/** Other users can read what is in the folder. */
const OTHERS = 0o077;

/** @throws LocalError for files that are damaged or not the user's own */
export async function configuration({ io }: Session): Promise<Finding> {
  const name = 'configuration';
  const dir = findConfigDir(io);
  if (dir === undefined) {
    return warning(name, 'there is no home directory to keep it in', 'Name a folder in DISPATCH_CONFIG_DIR.');
  }
  const folder = await stat(dir).catch(() => undefined);
  if (!folder) return ok(name, `${dir} does not exist yet`);
  await readConfig(io);
  const tokens = join(dir, 'tokens');
  // There is no folder of tokens before the first login.
  const files = await readdir(tokens).catch(() => []);
  for (const file of files.filter((each) => each.endsWith('.json'))) readStore(join(tokens, file), io.uid);
  const isWritable = await access(dir, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) return warning(name, `${dir} cannot be written: no token can be kept`, `Make ${dir} your own.`);
  if (io.uid !== undefined && (folder.mode & OTHERS) !== 0) {
    return warning(name, `${dir} can be entered by others`, `Run: chmod 700 ${dir}`);
  }
  return ok(name, `${dir}, which only you can read`);
}

/** @throws UsageError for unusable settings */
export async function profile(session: Session): Promise<Finding> {
  const settings = await session.settings();
  await Promise.all([session.format(), session.retries()]);
  requireProfile(settings);
  const { profile: used, environment, apiUrl } = settings;
  const place = `${environment.value} at ${apiUrl}, ${loginOf(settings)}`;
  const name = used.source === 'default' ? used.value : `${used.value} (${used.source})`;
  return { ...ok('profile', `${name}: ${place}`), discreet: place };
}

function loginOf(settings: Settings): string {
  const { token, credentials, login } = settings;
  if (isOwnEmulator(settings)) return 'which needs no login';
  if (token !== undefined) return 'with DISPATCH_TOKEN';
  if (credentials) return 'with the keys of the environment';
  return login ? 'with the login of the profile' : 'without a login';
}

/** @throws LocalError, AuthError when the secret that the profile needs cannot be had from it */
export async function keyring(session: Session): Promise<Finding> {
  const name = 'keyring';
  const { io } = session;
  const { login, profile: used, token, credentials } = await session.settings();
  const isNeeded = login?.secretIn === 'keyring' && token === undefined && !credentials;
  if (isNeeded) {
    await secretOf(io, used.value, login);
    return ok(name, 'it gives the secret of the profile');
  }
  const none = 'none here: secrets are kept in a file that only you can read';
  if (!(await hasKeyring(io))) return ok(name, none);
  const outcome = await askKeyring(io, { action: 'get', account: 'doctor' });
  if (outcome.kind === 'none') return ok(name, none);
  if (outcome.kind === 'done') return ok(name, 'it answers');
  return warning(name, `it cannot be used: ${outcome.why}`, 'Unlock it before you log in, or use --insecure-storage.');
}
