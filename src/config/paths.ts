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
export const tokenFile = (dir: string, identity: string): string => join(dir, 'tokens', `${identity}.json`);
export const emulatorFile = (dir: string): string => join(dir, 'emulator', 'emulator.db');
