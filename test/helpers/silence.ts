/** The program against a server that counts requests and serves none: for commands that must not send anything. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/main.ts';
import type { Outcome } from './account.ts';
import { memoryIo } from './io.ts';

export interface Silence {
  run(...words: string[]): Promise<Outcome>;
  /** How many requests have arrived so far. */
  requests(): number;
  close(): Promise<void>;
}

export async function startSilence(): Promise<Silence> {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'dispatch-silence-'));
  const env = {
    DISPATCH_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    DISPATCH_TOKEN: 'token',
    DISPATCH_CONFIG_DIR: join(folder, 'config'),
  };
  return {
    requests: () => requests,
    async run(...words) {
      const io = memoryIo({ env, cwd: folder });
      const code = await main(words, io);
      return { code, out: io.out(), err: io.err() };
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
