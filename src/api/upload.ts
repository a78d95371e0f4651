/** A file as the `file` part of a form (seed: Uploading a file), streamed, with its length. */
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { LocalError } from '../errors.ts';
import type { FormBody } from './types.ts';

/** Bytes that are read from the file at once: fewer, larger reads made a 1 GiB upload a third quicker. */
const READ_SIZE = 1024 * 1024;

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
    const file = await open(path).catch((cause) => {
      throw unreadable(path, cause);
    });
    const announced = await file.stat();
    const { size } = announced;
    const bytes = file.createReadStream({ highWaterMark: READ_SIZE, start: 0, end: Math.max(0, size - 1) });
    const content = Readable.from(unchanged(bytes, path, announced), { objectMode: false });
    // Names are escaped by the package, as browsers do it (the multipart/form-data algorithm of the HTML standard). It takes
    // a known length of 0 for an unknown one.
    form.append('file', size === 0 ? Buffer.alloc(0) : content, {
      filename: name,
      contentType: type ?? (lookup(name) || 'application/octet-stream'),
      knownLength: size,
    });
    return {
      stream: form,
      headers: { ...form.getHeaders(), 'content-length': String(form.getLengthSync()) },
      close() {
        content.destroy();
        bytes.destroy();
      },
    };
  };
}

/**
 * The bytes of a file as long as it is the one that was announced. Failing behind the last byte is early enough: the end of
 * the form is still to come, and without it the API keeps nothing.
 */
async function* unchanged(bytes: Readable, path: string, { size, mtimeMs }: Stats): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
    sent += chunk.length;
    yield chunk;
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
