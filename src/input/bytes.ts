/** Bytes of a file or of standard input, up to a limit. */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { LocalError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

/** The most bytes of a body: far beyond any record, and nothing to wait for. */
const MOST_BYTES = 10 * 2 ** 20;

/** What is read from. */
export type Sources = Pick<Io, 'stdin' | 'cwd' | 'signal'>;

/**
 * @param source a file's name, or `-` for standard input
 * @param what names it in errors
 * @throws UsageError past the limit, LocalError for what cannot be read
 */
export async function readBytes(source: string, what: string, { stdin, cwd, signal }: Sources): Promise<Uint8Array> {
  if (source === '' || source.includes('\0')) throw new UsageError(`${what} is not the name of a file`);
  const stream: Readable = source === '-' ? stdin : createReadStream(resolve(cwd, source));
  const stop = () => stream.destroy(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    signal.throwIfAborted();
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MOST_BYTES) throw new UsageError(`${what} is larger than 10 MiB`);
      chunks.push(bytes);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new LocalError(`cannot read ${what}: ${error.code}`, { hint: hintFor(error.code), cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
  return Buffer.concat(chunks);
}

const isSystemError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error;

function hintFor(code: string): string | undefined {
  const hints: Readonly<Record<string, string>> = {
    ENOENT: 'There is no such file; JSON itself begins with { and is best put in single quotes.',
    EACCES: 'You are not allowed to read it.',
    EISDIR: 'It is a folder.',
  };
  return hints[code];
}
