import { expect, it } from 'vitest';
import { configDir, findConfigDir } from '../../../src/config/paths.ts';
import { LocalError } from '../../../src/errors.ts';
import { memoryIo } from '../../helpers/io.ts';

const found = (env: Record<string, string>, platform: NodeJS.Platform, home?: string) =>
  findConfigDir({ ...memoryIo({ env, ...(home === undefined ? {} : { home }) }), platform });

it("keeps settings in the platform's own place", () => {
  expect(found({}, 'linux', '/home/dana')).toBe('/home/dana/.config/dispatch');
  expect(found({ XDG_CONFIG_HOME: '/etc/dana' }, 'linux', '/home/dana')).toBe('/etc/dana/dispatch');
  expect(found({}, 'darwin', '/Users/dana')).toBe('/Users/dana/Library/Preferences/dispatch');
});

it('prefers DISPATCH_CONFIG_DIR everywhere, unless it is empty', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(found({ DISPATCH_CONFIG_DIR: '/srv/dispatch' }, platform, '/home/dana')).toBe('/srv/dispatch');
  }
  expect(found({ DISPATCH_CONFIG_DIR: '' }, 'linux', '/home/dana')).toBe('/home/dana/.config/dispatch');
});

it('has no place without a home directory, and says what to do only when one is needed', () => {
  expect(found({}, 'linux')).toBeUndefined();
  expect(found({}, 'win32', 'C:\\Users\\dana')).toBeUndefined();
  const homeless = { ...memoryIo(), platform: 'linux' as const };
  expect(() => configDir(homeless)).toThrow(LocalError);
  expect(() => configDir(homeless)).toThrow('there is no home directory to keep settings in');
});
