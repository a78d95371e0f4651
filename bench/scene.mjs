/** What the figures are measured on: servers, files, and the environment of the commands. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { PAGE, pageOf } from './records.mjs';

const DISPATCH = fileURLToPath(new URL('../bin/dispatch.js', import.meta.url));
const SERVER = fileURLToPath(new URL('server.mjs', import.meta.url));
const BOUND = fileURLToPath(new URL('bound.mjs', import.meta.url));

/** Removed on both sides: it alone makes the start of Node 20 three times as long. */
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const node = (...args) => ({ argv: [process.execPath, ...args], env: inherited });

/** A folder for the files, and processes that end with `close`. */
export async function openScene() {
  const folder = await mkdtemp(join(tmpdir(), 'dispatch-bench-'));
  const servers = [];

  return {
    /** `node -e 0`: what starting Node costs. */
    nothing: node('-e', '0'),

    /** The built program with an account of so many records; `latency` in milliseconds is added to each answer. */
    async account(records, latency = 0) {
      const server = spawn(process.execPath, [SERVER, String(records), String(latency)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      servers.push(server);
      const url = `http://127.0.0.1:${String((await once(server.stdout, 'data'))[0]).trim()}`;
      const env = {
        ...inherited,
        DISPATCH_API_URL: url,
        DISPATCH_CLIENT_ID: 'bench',
        DISPATCH_CLIENT_SECRET: 'bench',
        // The token is kept here from the first command on: the rest find it.
        DISPATCH_CONFIG_DIR: join(folder, `config-${servers.length}`),
      };
      return { url, dispatch: (...args) => ({ argv: [process.execPath, DISPATCH, ...args], env }) };
    },

    /** Another program. A token keeps `gh` from asking for a login. */
    peer: (...argv) => ({ argv, env: { ...inherited, GH_TOKEN: 'bench', NO_COLOR: '1' } }),

    /** Node reading, parsing and stringifying the pages of so many records from a file. */
    async bound(records) {
      const path = join(folder, `pages-${records}`);
      const file = createWriteStream(path);
      for (let offset = 0; offset < records; offset += PAGE) file.write(`${pageOf(offset, records)}\n`);
      await finished(file.end());
      return node(BOUND, path);
    },

    /** A file of so many bytes. */
    async file(bytes) {
      const path = join(folder, `upload-${bytes}.bin`);
      await writeFile(path, '');
      await truncate(path, bytes);
      return path;
    },

    async close() {
      for (const server of servers) server.kill();
      await rm(folder, { recursive: true });
    },
  };
}
