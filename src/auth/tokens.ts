/**
 * The life of a bearer token: kept in a file that all processes of the user share, counted by the local clock from its
 * arrival, renewed under a lock shortly before its end or when the API refuses it.
 */
import { statSync, writeFileSync } from 'node:fs';
import type { Tokens } from '../api/types.ts';
import { rest, tryLocked, UnwritableError } from '../config/lock.ts';
import { damagedStore, discard, readStore, writeStore } from '../config/store.ts';
import { AuthError, LocalError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { clientCredentials, type Exchange, type Grant, isToken, refresh } from './grants.ts';

/** A token is renewed this many seconds before its end, or a tenth of its life if that is less. */
const MARGIN = 60;

/** Where a token is kept, and whose it is: one that was kept for another address or account is not used. */
export interface TokenPlace {
  /** The file; undefined: in memory only. */
  readonly file: string | undefined;
  readonly uid: number | undefined;
  readonly apiUrl: string;
  readonly account: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface TokenSource extends TokenPlace {
  readonly exchange: Exchange;
  /** Asked only when a token is needed: a keyring is slow. Undefined where there are none (password grant). */
  readonly credentials: () => Promise<{ readonly clientId: string; readonly clientSecret: string } | undefined>;
  readonly warn: (line: string) => Promise<void>;
  /** Aborted when the command is interrupted or its time is over: it waits for no other process then. */
  readonly signal: AbortSignal;
}

/** A token as it is kept. */
export interface Kept {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since the epoch, by the local clock. */
  readonly obtainedAt: number;
  /** Seconds. */
  readonly expiresIn: number;
  /** Counts the renewals: a late writer does not replace a newer token. */
  readonly generation: number;
}

/** A token that is used as it is and cannot be renewed. */
export const fixedToken = (token: string): Tokens => ({
  current: async () => token,
  renewed: async () => undefined,
});

export function createTokens(source: TokenSource): Tokens {
  let memory: Kept | undefined;
  let renewing: Promise<Kept> | undefined;

  /** One renewal at a time, whatever the number of requests that wait for it. */
  const renew = (refused?: string): Promise<Kept> => {
    renewing ??= renewShared(source, memory, refused).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  return {
    async current() {
      memory ??= readKept(source);
      if (!memory || !isFresh(memory, source.now())) memory = await renew();
      return memory.accessToken;
    },
    async renewed(refused) {
      if (!memory || memory.accessToken === refused) memory = await renew(refused);
      return memory.accessToken;
    },
  };
}

/** Takes the token that another process got meanwhile, or gets one and keeps it. */
async function renewShared(source: TokenSource, memory: Kept | undefined, refused: string | undefined): Promise<Kept> {
  const usable = (kept: Kept | undefined): kept is Kept =>
    kept !== undefined && kept.accessToken !== refused && isFresh(kept, source.now());
  const { file, signal } = source;
  if (file === undefined) return obtain(source, memory, undefined);
  const shared = async () => {
    const before = readKept(source);
    return usable(before) ? before : obtain(source, before, file);
  };
  const spared = () => {
    const now = readKept(source);
    return usable(now) ? now : undefined;
  };
  try {
    return await tryLocked(file, signal, shared, spared);
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    // The command can do its work without keeping the token.
    await source.warn(notKept(error));
    return obtain(source, memory, undefined);
  }
}

const notKept = ({ message }: UnwritableError): string => `the token is not kept: ${message}`;

/**
 * Asks for a token: by the refresh token first, then by the client's credentials.
 * @param shelf the file to keep it in, when its lock is held
 */
async function obtain(source: TokenSource, before: Kept | undefined, shelf: string | undefined): Promise<Kept> {
  const keptFrom = (grant: Grant, refreshToken: string | undefined): Promise<Kept> | Kept => {
    const { accessToken, expiresIn } = grant;
    const next = { accessToken, refreshToken, expiresIn, obtainedAt: source.now(), generation: 1 };
    return shelf === undefined ? next : keep(source, shelf, next, before);
  };
  let refusal: AuthError | undefined;
  if (before?.refreshToken !== undefined && !(await mayBeUsedUp(source))) {
    const { refreshToken } = before;
    try {
      const grant = await marked(source, () => source.exchange(refresh(refreshToken)));
      // An answer without one leaves the old one valid.
      return await keptFrom(grant, grant.refreshToken ?? refreshToken);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      refusal = error;
    }
    // Another process may have used it up and kept what it got.
    const newer = newerThan(source, before);
    if (newer) return newer;
  }
  const credentials = await source.credentials();
  if (credentials) {
    const grant = await source.exchange(clientCredentials(credentials.clientId, credentials.clientSecret));
    return keptFrom(grant, grant.refreshToken);
  }
  if (!before || !refusal) throw notLoggedIn();
  const newer = await awaitNewer(source, before);
  if (newer) return newer;
  if (shelf !== undefined) await forgetRefused(source, shelf, before);
  throw refusal;
}

function newerThan(source: TokenSource, before: Kept): Kept | undefined {
  const now = readKept(source);
  return now && now.generation > before.generation && isFresh(now, source.now()) ? now : undefined;
}

/** How often, and after how many milliseconds, another process is given the time to keep its token. */
const LOOKS = 10;
const PAUSE = 200;

/** Without credentials a lost race would cost a login: the winner may not have written yet. */
async function awaitNewer(source: TokenSource, before: Kept): Promise<Kept | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const newer = newerThan(source, before);
    if (newer) return newer;
    await rest(PAUSE, source.signal);
  }
  return undefined;
}

const markOf = (file: string): string => `${file}.refreshing`;

/** Leaves a mark beside the file while its refresh token is on its way: a process that is killed then leaves it for good. */
async function marked<T>({ file }: TokenSource, work: () => Promise<T>): Promise<T> {
  if (file === undefined) return work();
  try {
    writeFileSync(markOf(file), '', { mode: 0o600 });
  } catch {
    // Where no mark can be made the token cannot be kept either, which is told when that is tried.
    return work();
  }
  try {
    return await work();
  } finally {
    discard(markOf(file));
  }
}

/** Whether the refresh token was sent by a process that was killed, and the client's credentials save asking in vain. */
async function mayBeUsedUp({ file, credentials }: TokenSource): Promise<boolean> {
  if (file === undefined || !statSync(markOf(file), { throwIfNoEntry: false })) return false;
  discard(markOf(file));
  try {
    return (await credentials()) !== undefined;
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    // A keyring that does not answer leaves the refresh token as the only chance.
    return false;
  }
}

/** @param flags what was said of profile and address, for the command that logs in there: ` --profile work` */
export const notLoggedIn = (flags = ''): AuthError =>
  new AuthError('not logged in', {
    hint: `Log in with \`dispatch auth login${flags}\`, or add --env emulator to try it without an account.`,
  });

/** Writes the token unless a newer one stands there: a process that was stopped and resumed comes too late. */
async function keep(source: TokenSource, file: string, next: Kept, before: Kept | undefined): Promise<Kept> {
  let kept = next;
  await write(source, file, () => {
    const now = readKept(source);
    const newest = now?.generation ?? 0;
    if (now && newest > (before?.generation ?? 0) && isFresh(now, source.now())) kept = now;
    // Somebody logged out meanwhile.
    else if (now || !before) return storedToken({ ...next, generation: newest + 1 }, source);
    return undefined;
  });
  return kept;
}

/** Forgets a refresh token that was refused: not every process that comes shall ask with it. */
const forgetRefused = (source: TokenSource, file: string, before: Kept): Promise<void> =>
  write(source, file, () => {
    const now = readKept(source);
    return now?.generation === before.generation ? storedToken({ ...now, refreshToken: undefined }, source) : undefined;
  });

/** Writes the file if it can be written: the command can do its work all the same. */
async function write(source: TokenSource, file: string, content: () => JsonObject | undefined): Promise<void> {
  try {
    await writeStore(file, content);
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    await source.warn(notKept(error));
  }
}

/** Whether it will still be good when the request arrives. A clock that was set back says nothing: a 401 will tell. */
export function isFresh({ obtainedAt, expiresIn }: Kept, now: number): boolean {
  const age = (now - obtainedAt) / 1000;
  return age < 0 || age < expiresIn - Math.min(MARGIN, expiresIn / 10);
}

const storedToken = (kept: Kept, { apiUrl, account }: TokenPlace): JsonObject => ({
  api_url: apiUrl,
  ...(account === undefined ? {} : { account }),
  access_token: kept.accessToken,
  ...(kept.refreshToken === undefined ? {} : { refresh_token: kept.refreshToken }),
  obtained_at: kept.obtainedAt,
  expires_in: kept.expiresIn,
  generation: kept.generation,
});

/** The token that is kept in this place. @throws LocalError when the file is damaged or not the user's own */
export function readKept({ file, uid, apiUrl, account }: TokenPlace): Kept | undefined {
  const stored = file === undefined ? undefined : readStore(file, uid);
  if (file === undefined || !stored) return undefined;
  const { access_token: accessToken, refresh_token: refreshToken, obtained_at: obtainedAt } = stored;
  const { expires_in: expiresIn, generation } = stored;
  if (
    !isToken(accessToken) ||
    !(refreshToken === undefined || isToken(refreshToken)) ||
    typeof obtainedAt !== 'number' ||
    typeof expiresIn !== 'number' ||
    typeof generation !== 'number'
  ) {
    throw damagedStore(file);
  }
  if (stored['api_url'] !== apiUrl || stored['account'] !== account) return undefined;
  return { accessToken, refreshToken, obtainedAt, expiresIn, generation };
}

/** Keeps a token that was just granted, whatever stood there before. @throws the reason of the signal */
export async function keepGrant(place: TokenPlace, grant: Grant, signal: AbortSignal): Promise<void> {
  const { file } = place;
  if (file === undefined) return;
  const obtainedAt = place.now();
  await tryLocked(file, signal, () =>
    writeStore(file, () =>
      storedToken({ ...grant, obtainedAt, generation: (readKept(place)?.generation ?? 0) + 1 }, place),
    ),
  );
}
