/** Where profiles, tokens and the emulator's data live. */
import { join } from 'node:path';
import { LocalError } from '../errors.ts';
import type { Io } from '../io.ts';

const NAME = 'dispatch';

/** The platform's own place for a program's settings; undefined where the user has no home directory. */
export function findConfigDir({ env, home, platform }: Io): string | undefined {
  if (env['DISPATCH_CONFIG_DIR']) return env['DISPATCH_CONFIG_DIR'];
  if (platform === 'win32') return env['APPDATA'] ? join(env['APPDATA'], NAME) : undefined;
  if (env['XDG_CONFIG_HOME']) return join(env['XDG_CONFIG_HOME'], NAME);
  if (home === undefined) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Preferences', NAME) : join(home, '.config', NAME);
}

/** The same for commands that cannot do without. @throws LocalError */
export function configDir(io: Io): string {
  const found = findConfigDir(io);
  if (found !== undefined) return found;
  throw new LocalError('there is no home directory to keep settings in', {
    hint: 'Name a folder in DISPATCH_CONFIG_DIR.',
  });
}

export const configFile = (dir: string): string => join(dir, 'config.json');

/** Characters: with its folder and what is put beside it, a name must stay within what file systems take. */
const NAME_MOST = 150;

/**
 * The file of an account's token at an address: `api.dispatch.me_KEY.json`. Names that are cut, or differ in nothing but the
 * case of letters, may meet; the file itself says whose it is.
 */
export const tokenFile = (dir: string, apiUrl: string, account: string): string =>
  join(dir, 'tokens', `${accountKey(apiUrl, account)}.json`);

/** The file of what an account's records are called: `users_api.dispatch.me_KEY.json`. The same holds for its name. */
export const namesFile = (dir: string, apiUrl: string, account: string, resource: string): string =>
  join(namesFolder(dir), `${resource}_${accountKey(apiUrl, account)}.json`);

export const namesFolder = (dir: string): string => join(dir, 'cache');

function accountKey(apiUrl: string, account: string): string {
  const { hostname, port, pathname } = new URL(apiUrl);
  const place = [hostname, ...(port ? [port] : []), ...(pathname === '/' ? [] : [pathname])].join('-');
  return `${plain(place)}_${plain(account)}`.slice(0, NAME_MOST);
}

/** Text in which everything but letters, digits, dots and dashes is percent-encoded. */
const plain = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9.-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }).join('');

export const failureFile = (dir: string): string => join(dir, 'last-failure.json');
export const emulatorFile = (dir: string): string => join(dir, 'emulator', 'emulator.db');
