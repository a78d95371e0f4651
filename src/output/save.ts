/** Writing a file that appears only when it is whole. */
import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { LocalError, UsageError } from '../errors.ts';

/**
 * Writes the chunks to a part file beside `path` and gives it its name at the end. Nothing is left behind on failure.
 * @param mode what the file may be used for and by whom, as far as the umask lets it
 * @throws UsageError when the file exists and may not be replaced; LocalError when it cannot be written; whatever `chunks` throws
 */
export async function save(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  replace: boolean,
  mode = 0o666,
): Promise<void> {
  const part = `${path}.part-${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(part, 'wx', mode).catch((cause) => {
      throw failed(path, cause);
    });
    try {
      // `write` would take a chunk that the disk had room for only in part as done.
      for await (const chunk of chunks) {
        await file.writeFile(chunk).catch((cause) => Promise.reject(failed(path, cause)));
      }
      await file.sync().catch((cause) => Promise.reject(failed(path, cause)));
    } finally {
      await file.close();
    }
    if (replace) await rename(part, path).catch((cause) => Promise.reject(failed(path, cause)));
    else await nameAnew(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

/** A hard link, unlike a rename, never replaces a file that appeared meanwhile. */
async function nameAnew(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(path);
    // Some file systems, FAT among them, have no hard links; what is left there is to look just before.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return rename(part, path);
    throw failed(path, error as Error);
  }
}

export const exists = (path: string): UsageError =>
  new UsageError(`${path} exists already`, { hint: 'Choose another name with --out, or replace it with --force.' });

const failed = (path: string, cause: Error): LocalError =>
  new LocalError(`cannot write ${path}: ${cause.message}`, { cause });
