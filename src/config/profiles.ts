/** Profiles: named accounts with their environment, addresses and defaults. */
import type { Io } from '../io.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { configFile, findConfigDir } from './paths.ts';
import { PROFILE_DEFAULTS, type ProfileDefault } from './profile-defaults.ts';
import { changeStore, damagedStore, readStore } from './store.ts';

export const DEFAULT_PROFILE = 'default';

/** Where a profile's secret is kept; nowhere, where only the refresh token renews. */
const SECRET_PLACES = ['keyring', 'file', 'nowhere'] as const;
export type SecretPlace = (typeof SECRET_PLACES)[number];

/** Who logged in, and for which address: the secret is sent nowhere else. */
export interface Login {
  readonly apiUrl: string;
  readonly clientId: string;
  /** The user of a single service provider; the password is not kept. */
  readonly username?: string;
  readonly secretIn: SecretPlace;
  /** Only where `secretIn` is `file`. */
  readonly clientSecret?: string;
}

export interface Profile {
  readonly defaults: Readonly<Partial<Record<ProfileDefault, string>>>;
  readonly login?: Login;
}

export interface Config {
  /** The profile that is used when none is named. */
  readonly current: string;
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** All profiles. @throws LocalError when the file is damaged or not the user's own */
export async function readConfig(io: Io): Promise<Config> {
  const dir = findConfigDir(io);
  if (dir === undefined) return { current: DEFAULT_PROFILE, profiles: new Map() };
  return configIn(configFile(dir), readStore(configFile(dir), io.uid));
}

/** Changes one profile, or removes it, under the lock. @throws as `changeStore` */
export async function changeProfile(
  io: Pick<Io, 'uid' | 'signal'>,
  dir: string,
  name: string,
  change: (profile: Profile | undefined) => Profile | undefined,
): Promise<void> {
  const file = configFile(dir);
  await changeStore(file, io, (now) => {
    const { current, profiles } = configIn(file, now);
    const changed = new Map(profiles);
    const profile = change(profiles.get(name));
    if (profile) changed.set(name, profile);
    else changed.delete(name);
    // The file holds more than profiles.
    return { ...now, ...stored({ current: changed.has(current) ? current : DEFAULT_PROFILE, profiles: changed }) };
  });
}

export async function useProfile(io: Io, dir: string, name: string): Promise<void> {
  const file = configFile(dir);
  await changeStore(file, io, (now) => ({
    ...now,
    ...stored({ ...configIn(file, now), current: name }),
  }));
}

/** The names of all profiles, for completion. */
export async function profileNames(io: Io): Promise<readonly string[]> {
  return [...(await readConfig(io)).profiles.keys()];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** @throws LocalError for content of another shape: taken as nothing, it would be lost at the next change */
function configIn(file: string, content: JsonObject | undefined): Config {
  const { current = DEFAULT_PROFILE, profiles = {} } = content ?? {};
  if (typeof current !== 'string' || !isObject(profiles) || !Object.values(profiles).every(isObject)) {
    throw damagedStore(file);
  }
  const named = Object.entries(profiles).map(([name, profile]) => [name, profileOf(object(profile))] as const);
  return { current, profiles: new Map(named) };
}

function profileOf(stored: JsonObject): Profile {
  const defaults = Object.fromEntries(
    PROFILE_DEFAULTS.flatMap((key) => {
      const value = text(object(stored['defaults'])[key]);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const login = object(stored['login']);
  const [apiUrl, clientId] = [text(login['api_url']), text(login['client_id'])];
  if (apiUrl === undefined || clientId === undefined) return { defaults };
  const [username, clientSecret] = [text(login['username']), text(login['client_secret'])];
  return {
    defaults,
    login: {
      apiUrl,
      clientId,
      secretIn: SECRET_PLACES.find((place) => place === login['secret_in']) ?? 'file',
      ...(username === undefined ? {} : { username }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
    },
  };
}

function stored({ current, profiles }: Config): JsonObject {
  const entries = [...profiles].map(([name, { defaults, login }]) => [
    name,
    {
      defaults: { ...defaults },
      ...(login && {
        login: {
          api_url: login.apiUrl,
          client_id: login.clientId,
          secret_in: login.secretIn,
          ...(login.username === undefined ? {} : { username: login.username }),
          ...(login.clientSecret === undefined ? {} : { client_secret: login.clientSecret }),
        },
      }),
    },
  ]);
  return { current, profiles: Object.fromEntries(entries) };
}
