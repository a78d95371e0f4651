/** A file as the `file` part of a form (seed: Uploading a file), streamed, with its length. */
import { close, fstat, open, read, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { LocalError } from '../errors.ts';
import type { FormBody } from './types.ts';

/** Bytes that are read from the file at once. */
const READ_SIZE = 512 * 1024;
/** What stands between the head of a part and its content. */
const END_OF_HEAD = '\r\n\r\n';

const [openFile, statFile, readFile, closeFile] = [
  promisify(open),
  promisify(fstat),
  promisify(read),
  promisify(close),
];

export interface Upload {
  readonly path: string;
  /** The name it is uploaded under; the file's own if absent. */
  readonly name?: string;
  /** Media type; worked out from the name if absent. */
  readonly type?: string;
}

/** Makes the body anew for each try. What it streams fails when the file is no longer what was announced. */
export function formOf({ path, name = basename(path), type }: Upload): () => Promise<FormBody> {
  return async () => {
    const [{ default: FormData }, { lookup }] = await Promise.all([import('form-data'), import('mime-types')]);
    const form = new FormData();
    const file = await openFile(path, 'r').catch((cause) => {
      throw unreadable(path, cause);
    });
    const announced = await statFile(file);
    // The package writes the frame; through its streams the content would take twice as long. It escapes names as browsers do it (the
    // multipart/form-data algorithm of the HTML standard).
    form.append('file', Buffer.alloc(0), {
      filename: name,
      contentType: type ?? (lookup(name) || 'application/octet-stream'),
    });
    const frame = form.getBuffer();
    const head = frame.subarray(0, frame.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
    let begun = false;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      begun = true;
      try {
        yield head;
        yield* contentOf(file, path, announced);
        yield frame.subarray(head.length);
      } finally {
        await closeFile(file);
      }
    }
    return {
      chunks: chunks(),
      headers: { ...form.getHeaders(), 'content-length': String(frame.length + announced.size) },
      async close() {
        if (!begun) await closeFile(file);
      },
    };
  };
}

/**
 * The bytes of a file as long as it is the one that was announced. Failing behind the last byte is early enough: the end of
 * the form is still to come, and without it the API keeps nothing.
 *
 * Two buffers take turns, one being read while the other is sent: undici asks for more only when the system has taken what it was given.
 * That holds for all but small chunks, so that none but the last may be short.
 */
async function* contentOf(file: number, path: string, { size, mtimeMs }: Stats): AsyncGenerator<Uint8Array> {
  const fill = async (buffer: Buffer, from: number): Promise<Buffer> => {
    const wanted = Math.min(buffer.length, size - from);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await readFile(file, buffer, filled, wanted - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  };
  let [here, other] = [Buffer.allocUnsafe(READ_SIZE), Buffer.allocUnsafe(READ_SIZE)];
  let sent = 0;
  let next = fill(here, sent);
  try {
    for (let chunk = await next; chunk.length > 0; chunk = await next) {
      sent += chunk.length;
      [here, other] = [other, here];
      next = fill(here, sent);
      // It is awaited later; until then a failure must not count as unhandled.
      next.catch(() => undefined);
      yield chunk;
    }
  } finally {
    // The file must not be closed, and its number given to another, while it is read.
    await next.catch(() => undefined);
  }
  const now = await stat(path).catch(() => undefined);
  if (sent === size && now?.size === size && now.mtimeMs === mtimeMs) return;
  throw new LocalError(`${path} ${now ? 'changed' : 'vanished'} while it was uploaded`, {
    hint: 'Nothing was kept; upload it again when nothing writes to it.',
  });
}

/** @throws LocalError unless the path is a readable file. */
export async function checkReadable(path: string): Promise<void> {
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) throw new LocalError(`cannot read ${path}: it is not a file`);
}

const unreadable = (path: string, cause: NodeJS.ErrnoException): LocalError =>
  new LocalError(`cannot read ${path}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`, { cause });
