/**
 * One process at a time: a lock beside a file, held while the file is changed. A lost lock costs a token at most, since
 * everything is read again before it is written.
 */
import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LocalError, TemporaryError } from '../errors.ts';

/** Milliseconds after which a lock that nobody renewed was left by a process that died, and between two renewals. */
const STALE = 10_000;
const RENEWAL = 1_250;
/**
 * To the package no lock is ever stale: between its look at one and its removal others can take it, and it then removes
 * theirs (its issue 121). Here nothing comes in between.
 */
const NEVER = Number.MAX_SAFE_INTEGER;
/** Milliseconds between two tries, and for which they go on: the holder may wait for a slow token endpoint. */
const PAUSE_LEAST = 20;
const PAUSE_MOST = 1_000;
const PATIENCE = 120_000;

/** The folder is read-only, the disk full, the lock held for too long. */
export class UnwritableError extends LocalError {}

export const unwritable = (path: string, cause: Error): UnwritableError =>
  new UnwritableError(`cannot write ${path}: ${cause.message}`, {
    cause,
    hint: 'Check that the folder is yours and not full.',
  });

/**
 * Runs `work` while no other process of the user does the same for this file.
 * @param signal ends the wait for another process, not `work`: the command is interrupted, or its time is over
 * @param spared looks, while another process has the lock, whether that one's work makes ours needless, and gives its result
 * @throws UnwritableError when there can be no lock; the reason of `signal`; whatever `work` and `spared` throw
 */
export async function tryLocked<T>(
  path: string,
  signal: AbortSignal,
  work: () => Promise<T>,
  spared: () => T | undefined = () => undefined,
): Promise<T> {
  const end = performance.now() + PATIENCE;
  let release = await acquire(path);
  for (let pause = PAUSE_LEAST; !release; pause = Math.min(PAUSE_MOST, pause * 1.3)) {
    if (performance.now() > end) throw unwritable(path, new Error('another process holds its lock'));
    await rest(pause * (0.5 + Math.random()), signal).catch((reason) => {
      throw endOfWait(path, reason);
    });
    const result = spared();
    if (result !== undefined) return result;
    release = await acquire(path);
  }
  try {
    return await work();
  } finally {
    // A lock that was taken over meanwhile is not ours to release.
    await release().catch(() => undefined);
  }
}

/** Waits so many milliseconds for another process. @throws the reason of the signal, at once */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: sleep } = await import('node:timers/promises');
  await sleep(ms, undefined, { signal }).catch(() => {
    throw signal.reason;
  });
}

/** Whose time is over learns what it was spent on: nothing of this was sent. */
function endOfWait(path: string, reason: unknown): unknown {
  if (!(reason instanceof TemporaryError)) return reason;
  return new TemporaryError(`${reason.message}: another process holds the lock of ${path}`, {
    hint: 'Try again later, or allow more time with --timeout.',
    cause: reason,
  });
}

type Release = () => Promise<void>;

/** @returns undefined when another process has the lock. @throws UnwritableError */
async function acquire(path: string): Promise<Release | undefined> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    clearDead(path);
  } catch (error) {
    throw unwritable(path, error as Error);
  }
  const { lock } = await import('proper-lockfile');
  try {
    return await lock(path, { realpath: false, stale: NEVER, update: RENEWAL, onCompromised: () => undefined });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Held; or just made and taken for a dead one at once, by a process with another clock.
    if (code === 'ELOCKED' || code === 'ENOENT') return undefined;
    throw unwritable(path, error as Error);
  }
}

/** Removes the lock of a process that died, which is told by the time of its last renewal. */
function clearDead(path: string): void {
  // Where the package keeps the lock.
  const lock = `${path}.lock`;
  const found = statSync(lock, { throwIfNoEntry: false });
  // One from the future is dead too: the clock was set back since, and its holder would have renewed it.
  if (!found || Math.abs(Date.now() - found.mtimeMs) < STALE) return;
  try {
    rmdirSync(lock);
  } catch (error) {
    // Another process has done so in the same moment.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
