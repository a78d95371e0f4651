/**
 * The last command that failed, kept for a support bundle: which it was, how it ended, and which requests it sent.
 * Neither values of flags nor queries, bodies, answers or messages are kept: they could name a customer.
 */
import { lstat, readFile } from 'node:fs/promises';
import { failureFile, findConfigDir } from '../../config/paths.ts';
import { DispatchError, Interrupted, ReaderGone, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { save } from '../../output/save.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { VERSION } from '../../version.ts';
import type { Session } from '../session.ts';

/** Keeps a failure in the settings' folder, where there is one. What cannot be kept is left: the command has failed anyway. */
export async function keepFailure(error: unknown, path: readonly string[], session: Session): Promise<void> {
  const isTold = error instanceof UsageError || error instanceof Interrupted || error instanceof ReaderGone;
  const dir = findConfigDir(session.io);
  if (isTold || dir === undefined || path[0] === 'doctor') return;
  try {
    if (!(await lstat(dir)).isDirectory()) return;
    const text = `${JSON.stringify(failureRecord(error, path, session), null, 2)}\n`;
    await save(failureFile(dir), only(text), true, 0o600);
  } catch {
    // A folder that is not there or cannot be written.
  }
}

function failureRecord(error: unknown, path: readonly string[], { io, flags, sent }: Session): JsonObject {
  const known = error instanceof DispatchError ? error : undefined;
  return {
    at: new Date(io.now()).toISOString(),
    version: VERSION,
    command: path.join(' '),
    flags: [...flags.map.keys()],
    code: known?.code ?? 'defect',
    exit_code: known?.exitCode ?? 1,
    status: known?.status ?? null,
    requests: sent.map(({ method, path: place, status, ms, requestId }) => ({
      method,
      path: place,
      status: status ?? null,
      ms,
      request_id: requestId ?? null,
    })),
  };
}

/** What was kept last; null where there is nothing that can be read. */
export async function readFailure(io: Io): Promise<Json> {
  const dir = findConfigDir(io);
  if (dir === undefined) return null;
  try {
    return JSON.parse(await readFile(failureFile(dir), 'utf8')) as Json;
  } catch {
    // No command has failed yet, or the file is damaged: a bundle without it still helps.
    return null;
  }
}

export async function* only(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
