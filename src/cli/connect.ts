/** How a session reaches the API: where its token comes from, and the emulator when that is what it talks to. */
import type { Api } from '../api/client.ts';
import type { Tokens } from '../api/types.ts';
import type { TokenPlace } from '../auth/kept.ts';
import { createTokens, fixedToken, notLoggedIn, type TokenSource } from '../auth/tokens.ts';
import { emulatorFile, findConfigDir, tokenFile } from '../config/paths.ts';
import type { Login } from '../config/profiles.ts';
import type { Settings } from '../config/settings.ts';
import { loadEmulator } from '../emulator/load.ts';
import type { Emulator } from '../emulator/server.ts';
import { AuthError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

/** An emulator in this process, on the data that all runs share; in memory where there is no folder for it. */
export async function ownEmulator(io: Io): Promise<Emulator> {
  const { startEmulator } = await loadEmulator();
  const dir = findConfigDir(io);
  return startEmulator({ file: dir === undefined ? ':memory:' : emulatorFile(dir), now: io.now });
}

/** Where the session's token comes from. @throws AuthError when there is nothing to log in with */
export function tokensFor(settings: Settings, api: Api, io: Io, others: Pick<TokenSource, 'warn' | 'signal'>): Tokens {
  requireProfile(settings);
  if (settings.token !== undefined) return fixedToken(settings.token);
  return createTokens({
    ...tokenPlace(settings, io),
    exchange: async (body) => (await import('../auth/grants.ts')).exchangeBy(api)(body),
    credentials: () => credentialsFor(settings, io),
    ...others,
  });
}

/** The file of the token: one for each account and address, so that none is ever taken for another's. */
export function tokenPlace(settings: Settings, io: Io): TokenPlace {
  const { apiUrl } = settings;
  const dir = findConfigDir(io);
  const account = accountOf(settings);
  // The emulator of this process ends with it, and so does its token.
  const kept = dir !== undefined && account !== undefined && !isOwnEmulator(settings);
  return {
    file: kept ? tokenFile(dir, apiUrl, account) : undefined,
    uid: io.uid,
    apiUrl,
    account,
    now: io.now,
  };
}

/** Who logs in: the environment's credentials, or the profile's. */
export const accountOf = ({ credentials, login }: Settings): string | undefined =>
  credentials?.clientId ?? login?.username ?? login?.clientId;

/**
 * The profile's login, if it is for the address that is talked to: what was kept for one address goes to no other.
 * @throws AuthError
 */
export function loginHere(settings: Settings): Login {
  const { login, apiUrl, profile } = settings;
  if (!login) throw notLoggedIn(loginFlags(settings));
  if (login.apiUrl === apiUrl) return login;
  throw new AuthError(`the profile ${profile.value} is logged in at ${login.apiUrl}, not at ${apiUrl}`, {
    hint: 'Log in there under another name with: dispatch auth login --profile NAME',
  });
}

/** The flags that said which profile and which address is meant, to be given to `auth login` too. */
function loginFlags({ profile, environment, apiUrl, apiUrlSource }: Settings): string {
  const given = [
    ['--profile', profile.source, profile.value],
    ['--env', environment.source, environment.value],
    ['--api-url', apiUrlSource, apiUrl],
  ] as const;
  return given.map(([flag, source, value]) => (source === flag ? ` ${flag} ${value}` : '')).join('');
}

/** A profile that was named must be there: a slip would otherwise talk to another account. @throws UsageError */
export function requireProfile({ profile }: Settings): void {
  if (profile.exists || profile.source === 'default') return;
  throw new UsageError(`${profile.source}: there is no profile ${JSON.stringify(profile.value)}`, {
    hint: `See: dispatch profiles list. To make it: dispatch auth login --profile ${profile.value}`,
  });
}

/** Whether the session talks to an emulator in its own process, which ends with it. */
export const isOwnEmulator = ({ environment, apiUrlSource }: Settings): boolean =>
  environment.value === 'emulator' && apiUrlSource === environment.source;

/** @throws AuthError when not logged in, or logged in somewhere else */
async function credentialsFor(settings: Settings, io: Io): ReturnType<TokenSource['credentials']> {
  const { credentials, profile } = settings;
  if (credentials) return credentials;
  const login = loginHere(settings);
  if (login.username !== undefined) return undefined;
  const { secretOf, whole } = await import('../auth/secrets.ts');
  const clientSecret = await secretOf(io, profile.value, login);
  return { clientId: whole(login.clientId, `the public key of the profile ${profile.value}`), clientSecret };
}
