/**
 * The files that hold settings and tokens. Read with plain `fs`, which costs nothing at start; written through `conf`,
 * whole and with mode 0600, under a lock, and only after reading again inside it.
 */
import { copyFileSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LocalError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { JsonObject } from '../spec/json.ts';
import { tryLocked, unwritable } from './lock.ts';

/** The content of a file; undefined where there is none. @throws LocalError when it is damaged or not the user's own */
export function readStore(path: string, uid: number | undefined): JsonObject | undefined {
  const found = ifThere(() => lstatSync(path));
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
  const text = ifThere(() => readFileSync(path, 'utf8'));
  if (text === undefined) return undefined;
  const content = objectIn(text);
  if (!content) throw damagedStore(path);
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
export function damagedStore(path: string): LocalError {
  const copy = `${path}.damaged`;
  // Without room for a copy the file itself is still as it was.
  const kept = attempt(() => copyFileSync(path, copy)) ? ` A copy is kept in ${copy}.` : '';
  return new LocalError(`${path} is damaged: it does not hold what dispatch wrote`, {
    hint: `Repair it, or remove it and log in again with \`dispatch auth login\`.${kept}`,
  });
}

/** Whether something that may fail was done. */
function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/**
 * Changes a file under its lock: `change` gets what is there now and gives what shall be, or undefined to leave it as it is.
 * @throws LocalError when it cannot be read, locked or written; the reason of the signal; the old content is intact then
 */
export async function changeStore(
  path: string,
  { uid, signal }: Pick<Io, 'uid' | 'signal'>,
  change: (now: JsonObject | undefined) => Promise<JsonObject | undefined> | JsonObject | undefined,
): Promise<void> {
  await tryLocked(path, signal, () => writeStore(path, () => change(readStore(path, uid))));
}

/**
 * Replaces a file as a whole; to be called under its lock. `content` is asked at the last moment, so that as little as
 * possible can happen between what it reads and the writing; undefined leaves the file as it is.
 * @throws UnwritableError, the old content being intact; whatever `content` throws
 */
export async function writeStore(
  path: string,
  content: () => Promise<JsonObject | undefined> | JsonObject | undefined,
): Promise<void> {
  const { default: Conf } = await import('conf');
  const { randomUUID } = await import('node:crypto');
  const next = await content();
  if (next === undefined) return;
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
    store.store = { ...next };
    renameSync(draft, path);
  } catch (cause) {
    discard(draft);
    throw unwritable(path, cause as Error);
  }
  sweep(path);
}

/** Milliseconds after which nobody can be writing a draft any more. */
const DRAFT_LIFE = 60_000;

/** Removes the drafts of processes that were killed: they may hold secrets. Their age is told by the file that was just written. */
function sweep(path: string): void {
  const prefix = `${basename(path)}.new-`;
  const written = statSync(path, { throwIfNoEntry: false });
  if (!written) return;
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const draft = join(dirname(path), name);
    const found = statSync(draft, { throwIfNoEntry: false });
    if (found && written.mtimeMs - found.mtimeMs > DRAFT_LIFE) rmSync(draft, { force: true });
  }
}

/** Removes what nobody needs any more; where that fails it is swept away or written over later. */
export const discard = (path: string): boolean => attempt(() => rmSync(path, { force: true }));

/** @throws UnwritableError */
export function removeStore(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (cause) {
    throw unwritable(path, cause as Error);
  }
}

/** What a look at a file gives; undefined where there is none. @throws LocalError */
function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new LocalError(`cannot read the settings: ${message}`, { cause: error });
  }
}
