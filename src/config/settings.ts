/** What this run works with: flags win over the environment, the environment over the profile; each value knows its source. */
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { suggest } from '../spec/suggest.ts';
import { API_URLS, ENVIRONMENT_NAMES, type EnvironmentName, filesUrlOf } from './environments.ts';
import type { ProfileDefault } from './profile-defaults.ts';
import { type Login, type Profile, readConfig } from './profiles.ts';

/** A value and where it came from, in words: `--env`, `DISPATCH_ENV`, `profile work`, `default`. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
}

export interface Settings {
  readonly profile: Sourced<string> & { readonly exists: boolean };
  /** The one whose hosts are talked to; `custom` for an address that belongs to none. */
  readonly environment: Sourced<EnvironmentName | 'custom'>;
  /** Base address of the API, without a slash at its end. The emulator's is known when it has started. */
  readonly apiUrl: string;
  readonly apiUrlSource: string;
  /** Full address of the datafiles collection. */
  readonly filesUrl: string;
  /** DISPATCH_TOKEN: used as it is. */
  readonly token?: string;
  /** Credentials from the environment. */
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string };
  /** The profile's login; it holds for its own address only. */
  readonly login?: Login;
  /** The flag's, variable's or profile's value of a default. */
  readonly given: (name: ProfileDefault) => Sourced<string> | undefined;
}

export interface GivenFlags {
  get(name: string): string | undefined;
  has(name: string): boolean;
}

const VARIABLES: Readonly<Partial<Record<ProfileDefault, string>>> = {
  env: 'DISPATCH_ENV',
  'api-url': 'DISPATCH_API_URL',
  'files-url': 'DISPATCH_FILES_URL',
  output: 'DISPATCH_OUTPUT',
  tz: 'TZ',
};

/** Where a value can come from, the strongest first. */
type Level = (name: ProfileDefault) => Sourced<string> | undefined;
const PROFILE_LEVEL = 2;

/** @throws UsageError for unknown names and unusable addresses; LocalError for a damaged store */
export async function resolveSettings(flags: GivenFlags, io: Io): Promise<Settings> {
  const { env } = io;
  const config = await readConfig(io);
  const profile = profileNamed(flags, env, config.current);
  const stored = config.profiles.get(profile.value);
  const levels = levelsOf(flags, env, profile.value, stored);
  const given: Level = (name) => firstOf(levels, name);
  const insecure = flags.has('insecure-http');
  const api = apiAddress(levels, stored?.login, profile.value, insecure);
  const files = filesAddress(levels);
  const credentials = credentialsIn(env);
  const token = secretIn(env, 'DISPATCH_TOKEN');
  return {
    profile: { ...profile, exists: stored !== undefined },
    environment: api.environment,
    apiUrl: api.value,
    apiUrlSource: api.source,
    filesUrl: files ? checkAddress(files, insecure) : filesUrlOf(api.value),
    ...(token === undefined ? {} : { token }),
    ...(credentials ? { credentials } : {}),
    ...(stored?.login ? { login: stored.login } : {}),
    given,
  };
}

function levelsOf(flags: GivenFlags, env: Io['env'], name: string, profile: Profile | undefined): readonly Level[] {
  const sourced = (value: string | undefined, source: string) => (value ? { value, source } : undefined);
  return [
    (key) => {
      // An empty flag is a mistake that its check will name; an empty variable is an unset one.
      const value = flags.get(key);
      return value === undefined ? undefined : { value, source: `--${key}` };
    },
    (key) => {
      const variable = VARIABLES[key];
      return variable === undefined ? undefined : sourced(env[variable], variable);
    },
    (key) => sourced(profile?.defaults[key], `profile ${name}`),
  ];
}

function firstOf(levels: readonly Level[], name: ProfileDefault): Sourced<string> | undefined {
  for (const level of levels) {
    const value = level(name);
    if (value) return value;
  }
  return undefined;
}

/** The settings with the emulator's addresses and credentials, when it has started. */
export const withEmulator = (
  settings: Settings,
  emulator: { apiUrl: string; filesUrl: string; clientId: string; clientSecret: string },
): Settings => {
  const { token: _, login: __, ...others } = settings;
  const { apiUrl, filesUrl, clientId, clientSecret } = emulator;
  return { ...others, apiUrl, filesUrl, credentials: { clientId, clientSecret } };
};

function profileNamed(flags: GivenFlags, env: Io['env'], current: string): Sourced<string> {
  const flag = flags.get('profile');
  if (flag !== undefined) return named(flag, '--profile');
  const variable = env['DISPATCH_PROFILE'];
  if (variable) return named(variable, 'DISPATCH_PROFILE');
  return { value: current, source: 'default' };
}

const named = (name: string, source: string): Sourced<string> => ({ value: checkProfileName(name, source), source });

/**
 * @param source where it was given, when that is known: `--profile`
 * @throws UsageError
 */
export function checkProfileName(name: string, source?: string): string {
  if (/^[\w][\w.-]{0,63}$/.test(name) && name !== '__proto__') return name;
  throw new UsageError(
    `${source === undefined ? '' : `${source}: `}${JSON.stringify(name)} cannot be a profile's name`,
    {
      hint: 'Use letters, digits, dots, dashes and underscores.',
    },
  );
}

function environmentOf(given: Sourced<string> | undefined): Sourced<EnvironmentName> | undefined {
  if (!given) return undefined;
  const name = ENVIRONMENT_NAMES.find((known) => known === given.value);
  if (name) return { value: name, source: given.source };
  const guess = suggest(given.value, ENVIRONMENT_NAMES);
  throw new UsageError(`${given.source}: there is no environment ${JSON.stringify(given.value)}`, {
    hint: guess ? `Did you mean ${guess}?` : `There are ${ENVIRONMENT_NAMES.join(', ')}.`,
  });
}

const namesAddress = (level: Level): boolean => level('api-url') !== undefined || level('env') !== undefined;

/**
 * The strongest level that names an address or an environment decides, the address within it: an environment named for
 * this run means its own hosts, whatever address a weaker level holds. The address of the profile's login comes last.
 */
function apiAddress(
  levels: readonly Level[],
  login: Login | undefined,
  profile: string,
  insecure: boolean,
): Sourced<string> & { readonly environment: Settings['environment'] } {
  const production = { value: 'production', source: 'default' } as const;
  const fromProfile = `profile ${profile}`;
  const level = levels.find(namesAddress);
  const address = level?.('api-url');
  if (address) {
    const value = checkAddress(address, insecure);
    const environment = environmentOf(level?.('env')) ?? environmentAt(value, address.source);
    return { value, source: address.source, environment };
  }
  const environment = environmentOf(level?.('env'));
  if (environment) {
    const { value, source } = environment;
    return { value: value === 'emulator' ? '' : API_URLS[value], source, environment };
  }
  if (login) return { value: login.apiUrl, source: fromProfile, environment: environmentAt(login.apiUrl, fromProfile) };
  return { value: API_URLS.production, source: 'default', environment: production };
}

/**
 * The address of files, unless it goes with an address that a stronger level has replaced: a sandbox token must not be sent
 * to the files host of production.
 */
function filesAddress(levels: readonly Level[]): Sourced<string> | undefined {
  const decides = levels.findIndex(namesAddress);
  return levels
    .filter((level, at) => decides < 0 || at <= decides || (at < PROFILE_LEVEL && !namesAddress(level)))
    .map((level) => level('files-url'))
    .find((files) => files !== undefined);
}

function environmentAt(apiUrl: string, source: string): Settings['environment'] {
  const known = (['production', 'sandbox'] as const).find((name) => API_URLS[name] === apiUrl);
  return { value: known ?? 'custom', source };
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** An address without slash at its end. @throws UsageError naming where it came from */
export function checkAddress({ value, source }: Sourced<string>, insecure: boolean): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const say = (what: string, hint: string) => new UsageError(`${source}: ${what}`, { hint });
  if (!url || !/^https?:$/.test(url.protocol) || /[\p{Cc}\s]/u.test(value)) {
    throw say(`${JSON.stringify(value)} is not an address`, 'Give one such as https://api.dispatch.me.');
  }
  if (url.username || url.password)
    throw say('an address cannot hold a name or password', 'Log in with: dispatch auth login');
  if (url.search || url.hash) throw say('an address cannot hold a query', 'Give it up to its path.');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname) && !insecure) {
    throw say(`http: to ${url.host} would send secrets in the clear`, 'Use https:, or say --insecure-http.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** A secret in a variable, empty ones left out. @throws UsageError when it holds control characters */
function secretIn(env: Io['env'], name: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  checkCredential(value, name);
  return value;
}

/** @throws UsageError: CR, LF or NUL in a credential would break out of a header or a body */
export function checkCredential(value: string, name: string): void {
  if (!/\p{Cc}/u.test(value)) return;
  throw new UsageError(`${name} holds control characters`, { hint: 'Copy it again, without line ends.' });
}

function credentialsIn(env: Io['env']): Settings['credentials'] {
  const clientId = secretIn(env, 'DISPATCH_CLIENT_ID');
  const clientSecret = secretIn(env, 'DISPATCH_CLIENT_SECRET');
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) return undefined;
  const [is, isNot] =
    clientId === undefined
      ? ['DISPATCH_CLIENT_SECRET', 'DISPATCH_CLIENT_ID']
      : ['DISPATCH_CLIENT_ID', 'DISPATCH_CLIENT_SECRET'];
  throw new UsageError(`${is} is set, but ${isNot} is not`, { hint: 'Set both, or neither.' });
}
