/** What `dispatch auth` does. */
import { clientCredentials, exchangeBy, password, refresh as refreshGrant, TOKEN_PATH } from '../auth/grants.ts';
import { isFresh, type Kept, readKept } from '../auth/kept.ts';
import { keepGrant } from '../auth/renew.ts';
import { forgetSecret, keepSecret } from '../auth/secrets.ts';
import { configDir } from '../config/paths.ts';
import { changeProfile, type Login, type Profile, readConfig } from '../config/profiles.ts';
import { checkCredential, checkProfileName, type Settings } from '../config/settings.ts';
import { removeStore } from '../config/store.ts';
import { AuthError, UsageError } from '../errors.ts';
import { readSecret } from '../input/secrets.ts';
import type { Result } from '../output/result.ts';
import type { JsonObject } from '../spec/json.ts';
import { askSecret, askText } from './ask.ts';
import { STATUS } from './auth.ts';
import { tellAwaited } from './awaited.ts';
import type { Call } from './command.ts';
import { accountOf, isOwnEmulator, loginHere, requireProfile, tokenPlace } from './connect.ts';
import { plan, refuseDryRun } from './plan.ts';
import type { Session } from './session.ts';

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly user?: { readonly name: string; readonly password: string };
}

export async function login({ session, flags }: Call): Promise<Result> {
  const settings = await session.settings();
  if (isOwnEmulator(settings))
    throw new UsageError('--env emulator needs no login', { hint: 'Just use it: dispatch jobs list --env emulator' });
  const profile = checkProfileName(settings.profile.value);
  const dir = configDir(session.io);
  const credentials = await askCredentials(session, settings);
  const { clientId, clientSecret, user } = credentials;
  const body = user
    ? password(user.name, user.password, clientId, clientSecret)
    : clientCredentials(clientId, clientSecret);
  if (session.dryRun) return plan(session, [{ method: 'POST', path: TOKEN_PATH, body }]);
  // Nothing is stored before the credentials have got a token.
  const grant = await exchangeBy(await session.anonymousApi())(body);

  const place = user
    ? undefined
    : flags.has('insecure-storage')
      ? 'file'
      : await keepSecret(session.io, profile, settings.apiUrl, clientSecret);
  const kept: Login = {
    apiUrl: settings.apiUrl,
    clientId,
    secretIn: place ?? 'nowhere',
    ...(user ? { username: user.name } : {}),
    ...(place === 'file' ? { clientSecret } : {}),
  };
  const earlier = (await readConfig(session.io)).profiles.get(profile)?.login;
  const { signal } = session;
  await changeProfile({ uid: session.io.uid, signal }, dir, profile, (now) => ({
    defaults: defaultsAfter(settings, now),
    login: kept,
  }));
  if (earlier && earlier.apiUrl !== kept.apiUrl) await forget(session, settings, profile, earlier);
  const { credentials: _, ...others } = settings;
  await keepGrant(tokenPlace({ ...others, login: kept }, session.io), grant, signal);
  if (place === 'file')
    await session.warn('there is no keyring in use: the secret is kept in a file that only you can read');
  await session.tell(`Logged in at ${settings.apiUrl} as ${kept.username ?? clientId} (profile ${profile}).`);
  return { kind: 'nothing' };
}

/** The profile's defaults, without an address of its own where the login was for another: the login's counts from now on. */
function defaultsAfter({ apiUrlSource, profile }: Settings, now: Profile | undefined): Profile['defaults'] {
  const { env, 'api-url': apiUrl, 'files-url': filesUrl, ...others } = now?.defaults ?? {};
  return apiUrlSource === `profile ${profile.value}` ? (now?.defaults ?? {}) : others;
}

/** An environment variable, a flag with standard input, or a person gives them. @throws UsageError naming what is missing */
async function askCredentials(session: Session, { credentials: fromEnvironment }: Settings): Promise<Credentials> {
  const { flags } = session;
  const username = flags.get('username');
  if (flags.has('client-secret-stdin') && flags.has('password-stdin')) {
    throw new UsageError('standard input can be read once only: --client-secret-stdin or --password-stdin');
  }
  if (flags.has('password-stdin') && username === undefined) throw new UsageError('--password-stdin needs --username');
  if (username !== undefined) checkCredential(username, '--username');
  const clientId =
    flags.get('client-id') ?? fromEnvironment?.clientId ?? (await typed(session, 'Public key', '--client-id'));
  // The environment's secret belongs to the environment's key alone.
  const known = fromEnvironment?.clientId === clientId ? fromEnvironment.clientSecret : undefined;
  checkCredential(clientId, '--client-id');
  const secretFlag = '--client-secret-stdin';
  const clientSecret = flags.has('client-secret-stdin')
    ? await secretFrom(session, secretFlag, 'the secret key')
    : (known ?? (await typedSecret(session, 'Secret key', secretFlag, flags.has('password-stdin'))));
  checkCredential(clientSecret, 'the secret key');
  if (username === undefined) return { clientId, clientSecret };
  const userPassword = flags.has('password-stdin')
    ? await secretFrom(session, '--password-stdin', 'the password')
    : await typedSecret(session, 'Password', '--password-stdin');
  checkCredential(userPassword, 'the password');
  return { clientId, clientSecret, user: { name: username, password: userPassword } };
}

async function secretFrom(session: Session, flag: string, what: string): Promise<string> {
  await tellAwaited(session, what);
  return readSecret(session.io.stdin, flag);
}

async function typed(session: Session, what: string, flag: string): Promise<string> {
  if (session.canAsk) return askText(session, `${what}:`);
  throw new UsageError(`missing ${flag}`, {
    hint: 'Without a terminal, give the keys by flags, or in DISPATCH_CLIENT_ID and DISPATCH_CLIENT_SECRET.',
  });
}

/** @param isTaken standard input holds something else */
async function typedSecret(session: Session, what: string, flag: string, isTaken = false): Promise<string> {
  if (session.canAsk) return askSecret(session, `${what}:`);
  if (!isTaken) {
    throw new UsageError(`missing ${flag}`, { hint: `Without a terminal, pipe the secret in: … ${flag} < FILE` });
  }
  throw new UsageError(`missing the ${what.toLowerCase()}, and standard input holds the password`, {
    hint: 'Set DISPATCH_CLIENT_ID and DISPATCH_CLIENT_SECRET.',
  });
}

export async function logout({ session }: Call): Promise<Result> {
  refuseDryRun(session);
  const { io } = session;
  const settings = await session.settings();
  const profile = settings.profile.value;
  const known = (await readConfig(io)).profiles.get(profile);
  if (!known?.login) {
    await session.tell(`The profile ${profile} is not logged in.`);
    return { kind: 'nothing' };
  }
  await forget(session, settings, profile, known.login);
  await changeProfile(io, configDir(io), profile, (now) => (now ? { defaults: now.defaults } : undefined));
  await session.tell(`Logged out (profile ${profile}).`);
  return { kind: 'nothing' };
}

/** Removes what a login left: the secret in the keyring, the token, and what the account's records are called. */
export async function forget(session: Session, settings: Settings, profile: string, login: Login): Promise<void> {
  const warning = await forgetSecret(session.io, profile, login);
  if (warning !== undefined) await session.warn(warning);
  const { credentials: _, ...others } = settings;
  const left = { ...others, login, apiUrl: login.apiUrl, apiUrlSource: `profile ${profile}` };
  const { file, account } = tokenPlace(left, session.io);
  if (file !== undefined) removeStore(file);
  const { forgetAccount } = await import('./remember.ts');
  if (account !== undefined) forgetAccount(session.io, { apiUrl: login.apiUrl, account });
}

export async function status({ session }: Call): Promise<Result> {
  const settings = await session.settings();
  const { profile, environment, apiUrl, apiUrlSource, filesUrl, token, credentials } = settings;
  requireProfile(settings);
  if (token === undefined && !credentials) loginHere(settings);
  const kept = token === undefined ? await readKept(tokenPlace(settings, session.io)) : undefined;
  const record: JsonObject = {
    profile: profile.value,
    profile_source: profile.source,
    account: token === undefined ? (accountOf(settings) ?? null) : null,
    account_source: token !== undefined ? 'DISPATCH_TOKEN' : accountSource(settings),
    environment: environment.value,
    environment_source: environment.source,
    api_url: apiUrl,
    api_url_source: apiUrlSource,
    files_url: filesUrl,
    secret: token !== undefined ? 'none needed: the token is used as it is' : secretPlace(settings),
    ...(isUnknowable(settings) ? UNKNOWABLE : lifeOf(kept, session.io.now())),
  };
  return { kind: 'record', fields: STATUS, record };
}

const accountSource = (settings: Settings): string => {
  if (isOwnEmulator(settings)) return 'the emulator';
  return settings.credentials ? 'DISPATCH_CLIENT_ID' : `profile ${settings.profile.value}`;
};

function secretPlace(settings: Settings): string {
  if (isOwnEmulator(settings)) return 'none: the emulator is open';
  if (settings.credentials) return 'DISPATCH_CLIENT_SECRET';
  const { secretIn } = settings.login ?? {};
  if (secretIn === 'nowhere') return 'not kept: renewed by refresh token';
  return secretIn === 'keyring' ? 'system keyring' : 'file';
}

/** A token that was given does not say how long it lives; in the emulator of a process each command gets its own. */
const isUnknowable = (settings: Settings): boolean => settings.token !== undefined || isOwnEmulator(settings);
const UNKNOWABLE: JsonObject = { token_valid: null, token_valid_until: null, token_valid_seconds: null };

function lifeOf(kept: Kept | undefined, now: number): JsonObject {
  if (!kept || !isFresh(kept, now)) return { token_valid: false, token_valid_until: null, token_valid_seconds: 0 };
  const end = kept.obtainedAt + kept.expiresIn * 1000;
  return {
    token_valid: true,
    token_valid_until: new Date(end).toISOString(),
    token_valid_seconds: Math.max(0, Math.round((end - now) / 1000)),
  };
}

export async function token({ session }: Call): Promise<Result> {
  if (session.dryRun) return planToken(session);
  return { kind: 'raw', chunks: [`${await (await session.tokens()).current()}\n`] };
}

/** What asking for a token would send; no secret is even looked up for it. */
async function planToken(session: Session): Promise<Result> {
  const settings = await session.settings();
  const kept = await readKept(tokenPlace(settings, session.io));
  const body =
    kept?.refreshToken === undefined
      ? clientCredentials(accountOf(settings) ?? '', '')
      : refreshGrant(kept.refreshToken);
  return plan(session, [{ method: 'POST', path: TOKEN_PATH, body }]);
}

export async function refresh({ session }: Call): Promise<Result> {
  const settings = await session.settings();
  if (settings.token !== undefined) {
    throw new AuthError('DISPATCH_TOKEN is used as it is and cannot be renewed', {
      hint: 'Set it to another token, or unset it to use the keys.',
    });
  }
  if (session.dryRun) return planToken(session);
  const tokens = await session.tokens();
  const kept = await readKept(tokenPlace(settings, session.io));
  if (kept) await tokens.renewed(kept.accessToken);
  else await tokens.current();
  await session.tell('Got a new token.');
  return { kind: 'nothing' };
}
