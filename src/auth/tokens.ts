/**
 * The life of a bearer token: kept in a file that all processes of the user share, counted by the local clock from its
 * arrival, renewed under a lock shortly before its end or when the API refuses it.
 */
import type { Tokens } from '../api/types.ts';
import { readStore, tryLocked, UnwritableError, writeStore } from '../config/store.ts';
import { AuthError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { clientCredentials, type Exchange, type Grant, refresh } from './grants.ts';

/** A token is renewed this many seconds before its end, or a tenth of its life if that is less. */
const MARGIN = 60;

export interface TokenSource {
  /** The file to keep the token in; undefined: in memory only. */
  readonly file: string | undefined;
  readonly uid: number | undefined;
  /** The address the token is for: one that was kept for another is not used. */
  readonly apiUrl: string;
  readonly exchange: Exchange;
  /** Asked only when a token is needed: a keyring is slow. Undefined where there are none (password grant). */
  readonly credentials: () => Promise<{ readonly clientId: string; readonly clientSecret: string } | undefined>;
  readonly now: () => number;
  readonly warn: (line: string) => Promise<void>;
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
      memory ??= await readKept(source);
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
  const { file } = source;
  if (file === undefined) return obtain(source, memory);
  const shared = async () => {
    const before = await readKept(source);
    return usable(before) ? before : obtain(source, before, (next) => keep(source, file, next, before));
  };
  try {
    return await tryLocked(file, shared);
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    // The command can do its work without keeping the token.
    await source.warn(`the token is not kept: ${error.message}`);
    return obtain(source, memory);
  }
}

/** Asks for a token: by the refresh token first, then by the client's credentials. */
async function obtain(
  source: TokenSource,
  before: Kept | undefined,
  keepIt: (next: Kept) => Promise<Kept> = async (next) => next,
): Promise<Kept> {
  const keptFrom = (grant: Grant, refreshToken: string | undefined): Promise<Kept> =>
    keepIt({
      accessToken: grant.accessToken,
      refreshToken,
      obtainedAt: source.now(),
      expiresIn: grant.expiresIn,
      generation: (before?.generation ?? 0) + 1,
    });
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
    const newer = await newerThan(source, before);
    if (newer) return newer;
  }
  const credentials = await source.credentials();
  if (!credentials) {
    const newer = before && (await awaitNewer(source, before));
    if (newer) return newer;
    throw refusal ?? notLoggedIn();
  }
  const grant = await source.exchange(clientCredentials(credentials.clientId, credentials.clientSecret));
  return keptFrom(grant, grant.refreshToken);
}

async function newerThan(source: TokenSource, before: Kept): Promise<Kept | undefined> {
  const now = await readKept(source);
  return now && now.generation > before.generation && isFresh(now, source.now()) ? now : undefined;
}

/** How often, and after how many milliseconds, another process is given the time to keep its token. */
const LOOKS = 10;
const PAUSE = 200;

/** Without credentials a lost race would cost a login: the winner may not have written yet. */
async function awaitNewer(source: TokenSource, before: Kept): Promise<Kept | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const newer = await newerThan(source, before);
    if (newer) return newer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return undefined;
}

const markOf = (file: string): string => `${file}.refreshing`;

/** Leaves a mark beside the file while its refresh token is on its way: a process that is killed then leaves it for good. */
async function marked<T>({ file }: TokenSource, work: () => Promise<T>): Promise<T> {
  if (file === undefined) return work();
  const { rm, writeFile } = await import('node:fs/promises');
  // Where no mark can be made the token cannot be kept either, which is told when that is tried.
  await writeFile(markOf(file), '', { mode: 0o600 }).catch(() => undefined);
  try {
    return await work();
  } finally {
    await rm(markOf(file), { force: true }).catch(() => undefined);
  }
}

/** Whether the refresh token was sent by a process that was killed, and the client's credentials save asking in vain. */
async function mayBeUsedUp(source: TokenSource): Promise<boolean> {
  if (source.file === undefined) return false;
  const { rm, stat } = await import('node:fs/promises');
  const mark = await stat(markOf(source.file)).catch(() => undefined);
  if (!mark) return false;
  await rm(markOf(source.file), { force: true }).catch(() => undefined);
  return (await source.credentials()) !== undefined;
}

export const notLoggedIn = (): AuthError =>
  new AuthError('not logged in', { hint: 'Log in with: dispatch auth login' });

/** Writes the token unless a newer one stands there: a process that was stopped and resumed comes too late. */
async function keep(source: TokenSource, file: string, next: Kept, before: Kept | undefined): Promise<Kept> {
  const now = await readKept(source);
  const newest = now?.generation ?? 0;
  if (now && newest > (before?.generation ?? 0) && isFresh(now, source.now())) return now;
  // Somebody logged out meanwhile.
  if (before && !now) return next;
  try {
    await writeStore(file, storedToken({ ...next, generation: newest + 1 }, source.apiUrl));
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    await source.warn(`the token is not kept: ${error.message}`);
  }
  return next;
}

/** Whether it will still be good when the request arrives. A clock that was set back says nothing: a 401 will tell. */
export function isFresh({ obtainedAt, expiresIn }: Kept, now: number): boolean {
  const age = (now - obtainedAt) / 1000;
  return age < 0 || age < expiresIn - Math.min(MARGIN, expiresIn / 10);
}

const storedToken = (kept: Kept, apiUrl: string): JsonObject => ({
  api_url: apiUrl,
  access_token: kept.accessToken,
  ...(kept.refreshToken === undefined ? {} : { refresh_token: kept.refreshToken }),
  obtained_at: kept.obtainedAt,
  expires_in: kept.expiresIn,
  generation: kept.generation,
});

/** The token that is kept for this address. @throws LocalError when the file is damaged or not the user's own */
export async function readKept({
  file,
  uid,
  apiUrl,
}: Pick<TokenSource, 'file' | 'uid' | 'apiUrl'>): Promise<Kept | undefined> {
  const stored = file === undefined ? undefined : await readStore(file, uid);
  if (!stored || stored['api_url'] !== apiUrl) return undefined;
  const { access_token: accessToken, refresh_token: refreshToken, obtained_at: obtainedAt } = stored;
  const { expires_in: expiresIn, generation } = stored;
  if (typeof accessToken !== 'string' || typeof obtainedAt !== 'number' || typeof expiresIn !== 'number')
    return undefined;
  if (/[^\x20-\x7e]/.test(accessToken)) return undefined;
  return {
    accessToken,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
    obtainedAt,
    expiresIn,
    generation: typeof generation === 'number' ? generation : 0,
  };
}

/** Keeps a token that was just granted, whatever stood there before. */
export async function keepGrant(
  source: Pick<TokenSource, 'file' | 'apiUrl' | 'now' | 'uid'>,
  grant: Grant,
): Promise<void> {
  const { file, apiUrl } = source;
  if (file === undefined) return;
  await tryLocked(file, async () => {
    const before = await readKept(source);
    const { accessToken, refreshToken, expiresIn } = grant;
    const generation = (before?.generation ?? 0) + 1;
    await writeStore(
      file,
      storedToken({ accessToken, refreshToken, expiresIn, obtainedAt: source.now(), generation }, apiUrl),
    );
  });
}
