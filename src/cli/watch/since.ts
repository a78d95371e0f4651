/** The file in which a watch keeps what it saw last, so that the next one goes on from there. */
import { readFile } from 'node:fs/promises';
import { LocalError, TemporaryError, UsageError } from '../../errors.ts';
import { save } from '../../output/save.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import type { Seen, State } from './changes.ts';

const VERSION = 1;
/** It holds records of customers. */
const PRIVATE = 0o600;
/** Milliseconds after which the lock of a process that was killed can be taken, and how long it is waited for. */
const STALE = 10_000;
const PAUSE = 1_000;
const TRIES = 12;

export interface SinceFile {
  /** Undefined where nothing was kept yet. @throws UsageError for the file of another watch; LocalError when it is damaged */
  read(): Promise<State | undefined>;
  /** Replaces the whole file at once. @throws LocalError */
  write(state: State): Promise<void>;
  /** Lets the next watch have it. */
  close(): Promise<void>;
}

/**
 * @param watch what is watched, as JSON: a state that was kept for something else would report nonsense
 * @throws TemporaryError when another process is using the file
 */
export async function openSinceFile(path: string, watch: JsonObject): Promise<SinceFile> {
  const { lock } = await import('proper-lockfile');
  const release = await lock(path, {
    realpath: false,
    stale: STALE,
    update: STALE / 4,
    retries: { retries: TRIES, factor: 1, minTimeout: PAUSE, maxTimeout: PAUSE },
    // Whoever took it over after a long sleep of the machine reads what was written last.
    onCompromised: () => undefined,
  }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ELOCKED') {
      throw new TemporaryError(`${path} is used by another watch`, { hint: 'Stop that one, or name another file.' });
    }
    throw new LocalError(`cannot use ${path}: ${cause.message}`, { cause });
  });
  return {
    read: () => readState(path, watch),
    write: (state) => save(path, chunksOf(contentOf(state, watch)), true, PRIVATE),
    // A lock that was taken over meanwhile is not ours to release.
    close: () => release().catch(() => undefined),
  };
}

async function readState(path: string, watch: JsonObject): Promise<State | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new LocalError(`cannot read ${path}: ${cause.message}`, { cause });
  });
  if (text === undefined || text.trim() === '') return undefined;
  const content = objectIn(text);
  const seen = seenIn(content?.['records']);
  const since = typeof content?.['since'] === 'string' ? Date.parse(content['since']) : Number.NaN;
  if (content?.['version'] !== VERSION || !seen || Number.isNaN(since)) {
    throw new LocalError(`${path} does not hold what a watch wrote`, { hint: 'Remove it, or name another file.' });
  }
  if (JSON.stringify(content['watch']) !== JSON.stringify(watch)) {
    throw new UsageError(`${path} was written by another watch: ${JSON.stringify(content['watch'])}`, {
      hint: 'Give the same filters, fields and account as then, or name another file.',
    });
  }
  return { since, seen };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    // Not JSON: as damaged as anything else that is not a watch's.
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function seenIn(stored: Json | undefined): State['seen'] | undefined {
  if (!Array.isArray(stored)) return undefined;
  const seen = new Map<number, Seen>();
  for (const { id, record, missed } of (stored as readonly Json[]).filter(isObject)) {
    if (typeof id !== 'number' || !isObject(record)) return undefined;
    seen.set(id, { record, missed: missed === true });
  }
  return seen;
}

function contentOf({ since, seen }: State, watch: JsonObject): JsonObject {
  return {
    version: VERSION,
    watch,
    since: new Date(since ?? 0).toISOString(),
    records: [...seen].map(([id, { record, missed }]) => ({ id, missed, record })),
  };
}

async function* chunksOf(content: JsonObject): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(content)}\n`);
}
