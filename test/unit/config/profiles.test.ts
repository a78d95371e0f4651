import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeProfile, profileNames, readConfig, useProfile } from '../../../src/config/profiles.ts';
import { memoryIo } from '../../helpers/io.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-profiles-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const io = () => memoryIo({ env: { DISPATCH_CONFIG_DIR: folder } });
const file = () => join(folder, 'config.json');

describe('profiles', () => {
  beforeEach(() => rmSync(file(), { force: true }));

  it('keep a login and defaults', async () => {
    const login = { apiUrl: 'https://a.example', clientId: 'key', secretIn: 'file', clientSecret: 'secret' } as const;
    await changeProfile(io(), folder, 'work', () => ({ defaults: { tz: 'America/Chicago' }, login }));
    await changeProfile(io(), folder, 'user', () => ({
      defaults: {},
      login: { apiUrl: 'https://a.example', clientId: 'key', secretIn: 'nowhere', username: 'dana@example.com' },
    }));
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({
      current: 'default',
      profiles: {
        work: {
          defaults: { tz: 'America/Chicago' },
          login: { api_url: 'https://a.example', client_id: 'key', secret_in: 'file', client_secret: 'secret' },
        },
        user: {
          defaults: {},
          login: {
            api_url: 'https://a.example',
            client_id: 'key',
            secret_in: 'nowhere',
            username: 'dana@example.com',
          },
        },
      },
    });
    expect((await readConfig(io())).profiles.get('work')).toEqual({ defaults: { tz: 'America/Chicago' }, login });
    expect(await profileNames(io())).toEqual(['work', 'user']);
  });

  it('give way to the default one when the current one is removed', async () => {
    await changeProfile(io(), folder, 'work', () => ({ defaults: {} }));
    await useProfile(io(), folder, 'work');
    expect((await readConfig(io())).current).toBe('work');
    await changeProfile(io(), folder, 'work', () => undefined);
    expect(await readConfig(io())).toEqual({ current: 'default', profiles: new Map() });
  });

  it('are none where there is no folder', async () => {
    expect(await profileNames(memoryIo())).toEqual([]);
  });
});
