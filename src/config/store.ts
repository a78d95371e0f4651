/**
 * The files that hold settings and tokens. Read with plain `fs`, which costs nothing at start; written through `conf`,
 * whole and with mode 0600, under a lock, and only after reading again inside it.
 */
import { copyFile, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LocalError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';

/** Milliseconds after which the lock of a process that died can be taken, and how long it is waited for. */
const STALE = 5_000;
const WAIT_LEAST = 20;
const WAIT_MOST = 400;
const TRIES = 600;

/** The content of a file; undefined where there is none. @throws LocalError when it is damaged or not the user's own */
export async function readStore(path: string, uid: number | undefined): Promise<JsonObject | undefined> {
  const found = await lstat(path).catch(absent);
  if (!found) return undefined;
  if (!found.isFile()) {
    throw new LocalError(`${path} is not a plain file, so that its content may be somebody else's`, {
      hint: 'Remove it and log in again: dispatch auth login',
    });
  }
  if (uid !== undefined && found.uid !== uid) {
    throw new LocalError(`${path} belongs to another user`, {
      hint: `Remove it, or name another folder in DISPATCH_CONFIG_DIR.`,
    });
  }
  if (uid !== undefined && (found.mode & 0o077) !== 0) {
    throw new LocalError(`${path} can be read by others, and it may hold secrets`, { hint: `Run: chmod 600 ${path}` });
  }
  const text = await readFile(path, 'utf8').catch(absent);
  if (text === undefined) return undefined;
  const content = objectIn(text);
  if (!content) throw await damagedStore(path);
  return content;
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    // Empty or cut short: as damaged as content of another type.
    return undefined;
  }
}

/** What to throw for a file whose content cannot be used; a copy of it is kept beside it, whoever mends it how. */
export async function damagedStore(path: string): Promise<LocalError> {
  const copy = `${path}.damaged`;
  const kept = await copyFile(path, copy).then(
    () => ` A copy is kept in ${copy}.`,
    // Without room for a copy the file itself is still as it was.
    () => '',
  );
  return new LocalError(`${path} is damaged: it does not hold what dispatch wrote`, {
    hint: `Repair it, or remove it and log in again with \`dispatch auth login\`.${kept}`,
  });
}

/**
 * Changes a file under its lock: `change` gets what is there now and gives what shall be, or undefined to leave it as it is.
 * @throws LocalError when it cannot be read, locked or written; the old content is intact then
 */
export async function changeStore(
  path: string,
  uid: number | undefined,
  change: (now: JsonObject | undefined) => Promise<JsonObject | undefined> | JsonObject | undefined,
): Promise<void> {
  await tryLocked(path, async () => {
    const next = await change(await readStore(path, uid));
    if (next !== undefined) await writeStore(path, next);
  });
}

/**
 * Runs `work` while no other process of the user does the same for this file.
 * @throws UnwritableError when there can be no lock; whatever `work` throws
 */
export async function tryLocked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const { lock } = await import('proper-lockfile');
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw unwritable(path, cause);
  });
  const release = await lock(path, {
    realpath: false,
    stale: STALE,
    update: STALE / 4,
    retries: { retries: TRIES, factor: 1.3, minTimeout: WAIT_LEAST, maxTimeout: WAIT_MOST, randomize: true },
    // A lock that was lost costs a token at most, since everything is read again before it is written.
    onCompromised: () => undefined,
  }).catch((cause) => {
    throw unwritable(path, cause);
  });
  try {
    return await work();
  } finally {
    // A lock that was taken over meanwhile is not ours to release.
    await release().catch(() => undefined);
  }
}

/** Replaces a file as a whole; to be called under its lock. @throws UnwritableError, the old content being intact */
export async function writeStore(path: string, content: JsonObject): Promise<void> {
  const { default: Conf } = await import('conf');
  const { randomUUID } = await import('node:crypto');
  // Conf writes in place in some surroundings (a terminal inside a snap): it writes a draft, which then takes the file's place.
  const draft = `${path}.new-${randomUUID()}`;
  try {
    const store = new Conf<Record<string, unknown>>({
      cwd: dirname(draft),
      configName: basename(draft),
      fileExtension: '',
      configFileMode: 0o600,
      serialize: (value) => `${JSON.stringify(value, null, 2)}\n`,
    });
    store.store = { ...content };
    await rename(draft, path);
  } catch (cause) {
    // What cannot be removed now is swept away later.
    await rm(draft, { force: true }).catch(() => undefined);
    throw unwritable(path, cause as Error);
  }
  await sweep(path);
}

/** Milliseconds after which nobody can be writing a draft any more. */
const DRAFT_LIFE = 60_000;

/** Removes the drafts of processes that were killed: they may hold secrets. */
async function sweep(path: string): Promise<void> {
  const prefix = `${basename(path)}.new-`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const draft = join(dirname(path), name);
    const found = await stat(draft).catch(absent);
    if (found && Date.now() - found.mtimeMs > DRAFT_LIFE) await rm(draft, { force: true });
  }
}

export async function removeStore(path: string): Promise<void> {
  await rm(path, { force: true }).catch((cause) => {
    throw unwritable(path, cause);
  });
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw new LocalError(`cannot read the settings: ${error.message}`, { cause: error });
}

/** The folder is read-only, the disk full. */
export class UnwritableError extends LocalError {}

const unwritable = (path: string, cause: Error): UnwritableError =>
  new UnwritableError(`cannot write ${path}: ${cause.message}`, {
    cause,
    hint: 'Check that the folder is yours and not full.',
  });
