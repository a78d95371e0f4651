/** The program and an emulator of its own, both in this process; what they keep goes away with them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../src/emulator/server.ts';
import { main } from '../../src/main.ts';
import { memoryIo } from './io.ts';

export interface Outcome {
  /** Exit code. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Account {
  /** The current folder of the commands. */
  readonly folder: string;
  /** Runs `dispatch WORDS...` against the emulator. */
  run(...words: string[]): Promise<Outcome>;
  /** The same with `-o json`, parsed. @throws Error when it fails */
  json<T = unknown>(...words: string[]): Promise<T>;
  close(): Promise<void>;
}

export async function startAccount(): Promise<Account> {
  const emulator = await startEmulator({ file: ':memory:' });
  const folder = mkdtempSync(join(tmpdir(), 'dispatch-account-'));
  const env = {
    DISPATCH_API_URL: emulator.apiUrl,
    DISPATCH_CLIENT_ID: emulator.clientId,
    DISPATCH_CLIENT_SECRET: emulator.clientSecret,
    DISPATCH_CONFIG_DIR: join(folder, 'config'),
  };
  const run = async (...words: string[]): Promise<Outcome> => {
    const io = memoryIo({ env, cwd: folder });
    const code = await main(words, io);
    return { code, out: io.out(), err: io.err() };
  };
  return {
    folder,
    run,
    async json<T>(...words: string[]): Promise<T> {
      const { code, out, err } = await run(...words, '-o', 'json');
      if (code !== 0) throw new Error(`dispatch ${words.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as T;
    },
    async close() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
