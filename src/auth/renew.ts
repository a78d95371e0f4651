/** Renewing a token that all processes of the user share: under a lock, once for all of them. */
import { statSync, writeFileSync } from 'node:fs';
import { rest, tryLocked, UnwritableError } from '../config/lock.ts';
import { discard, writeStore } from '../config/store.ts';
import { AuthError, LocalError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { clientCredentials, type Grant, refresh } from './grants.ts';
import { isFresh, type Kept, readKept, storedToken, type TokenPlace } from './kept.ts';
import { notLoggedIn, type TokenSource } from './tokens.ts';

/** Takes the token that another process got meanwhile, or gets one and keeps it. */
export async function renewShared(
  source: TokenSource,
  memory: Kept | undefined,
  refused: string | undefined,
): Promise<Kept> {
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
