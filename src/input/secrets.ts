/** Secrets from standard input. */
import type { Readable } from 'node:stream';
import { UsageError } from '../errors.ts';
import { decodeUtf8 } from './utf8.ts';

/** Bytes; a secret is a line. */
const MOST = 64 * 1024;

/** All of standard input as one secret, without one line end behind it. @throws UsageError when it cannot be one */
export async function readSecret(stdin: Readable, flag: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MOST) throw new UsageError(`${flag}: standard input is too long for a secret`);
  }
  const secret = decodeUtf8(Buffer.concat(chunks), `${flag}: standard input`).replace(/\r?\n$/, '');
  if (secret === '') throw new UsageError(`${flag}: standard input is empty`);
  if (/\p{Cc}/u.test(secret)) throw new UsageError(`${flag}: the secret holds control characters`);
  return secret;
}
