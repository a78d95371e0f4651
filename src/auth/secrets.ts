/** Where a profile's client secret is kept: the keyring where one answers, else the settings file. */
import type { Login, SecretPlace } from '../config/profiles.ts';
import { AuthError, LocalError } from '../errors.ts';
import type { Io } from '../io.ts';
import { askKeyring } from './keyring.ts';

const accountOf = (profile: string, apiUrl: string): string => `${profile} at ${apiUrl}`;

/** The secret of a profile. @throws AuthError when it is gone; LocalError when the keyring does not answer */
export async function secretOf(io: Io, profile: string, login: Login): Promise<string> {
  if (login.secretIn === 'file') {
    if (login.clientSecret === undefined) throw gone(profile);
    return whole(login.clientSecret, secretOfProfile(profile));
  }
  const outcome = await askKeyring(io, { action: 'get', account: accountOf(profile, login.apiUrl) });
  if (outcome.kind === 'done') {
    if (outcome.secret === null) throw gone(profile);
    return whole(outcome.secret, secretOfProfile(profile));
  }
  const why = outcome.kind === 'none' ? 'no keyring answers here' : outcome.why;
  throw new LocalError(`the keyring that holds the secret of the profile ${profile} cannot be read: ${why}`, {
    hint: 'Unlock it, or keep the secret in a file: dispatch auth login --insecure-storage',
  });
}

const secretOfProfile = (profile: string): string => `the secret of the profile ${profile}`;

/** A credential as it was kept. @throws AuthError when somebody changed it into what none can be */
export function whole(credential: string, what: string): string {
  if (!/\p{Cc}/u.test(credential)) return credential;
  throw new AuthError(`${what} holds control characters`, { hint: 'Log in again: dispatch auth login' });
}

const gone = (profile: string): AuthError =>
  new AuthError(`${secretOfProfile(profile)} is no longer there`, { hint: 'Log in again: dispatch auth login' });

/** Keeps a secret. @returns where; `file` leaves the writing to the caller. @throws LocalError when the keyring is locked */
export async function keepSecret(io: Io, profile: string, apiUrl: string, secret: string): Promise<SecretPlace> {
  const outcome = await askKeyring(io, { action: 'set', account: accountOf(profile, apiUrl), secret });
  if (outcome.kind === 'done') return 'keyring';
  if (outcome.kind === 'none') return 'file';
  throw new LocalError(`the keyring does not take the secret: ${outcome.why}`, {
    hint: 'Unlock it, or keep the secret in a file that only you can read: --insecure-storage',
  });
}

/** Forgets a secret. @returns a warning when it may still be in the keyring */
export async function forgetSecret(io: Io, profile: string, login: Login): Promise<string | undefined> {
  if (login.secretIn !== 'keyring') return undefined;
  const outcome = await askKeyring(io, { action: 'delete', account: accountOf(profile, login.apiUrl) });
  if (outcome.kind === 'done') return undefined;
  return 'the keyring cannot be reached; the secret may still be in it';
}
