import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/**
 * What a command loads is what its start costs. Nothing is timed here: a careless import fails because its module or file is
 * not in these lists.
 */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-loading-'));
let server: Server;
let env: Record<string, string>;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const token = { access_token: 'T', token_type: 'bearer', expires_in: 10800, refresh_token: 'R' };
    const page = { appointments: [{ id: 2, status: 'scheduled' }], meta: { total: 1, limit: 200, offset: 0 } };
    response.end(JSON.stringify(request.url === '/v3/oauth/token' ? token : page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    DISPATCH_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    DISPATCH_CLIENT_ID: 'public',
    DISPATCH_CLIENT_SECRET: 'secret',
    LOADED_FILE: join(folder, 'loaded.json'),
  };
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function loadedBy(...words: string[]): Promise<string[]> {
  const preload = join(import.meta.dirname, 'loading.cjs');
  await promisify(execFile)(process.execPath, ['--require', preload, join(root, 'bin/dispatch.js'), ...words], { env });
  return JSON.parse(readFileSync(join(folder, 'loaded.json'), 'utf8')) as string[];
}

const OF_EVERY_COMMAND = ['node:fs', 'node:path', 'node:vm', 'start.cjs'];
const OF_THE_TREE = [...OF_EVERY_COMMAND, 'dispatch.cjs', 'node:os'].sort();

it('--version loads the first file alone', async () => {
  expect(await loadedBy('--version')).toEqual(OF_EVERY_COMMAND);
});

it.each([['--help'], ['appointments', 'list', '--help']])('%s %s %s loads the tree alone', async (...words) => {
  expect(await loadedBy(...words)).toEqual(OF_THE_TREE);
});

it('a completion loads the tree and what knows aliases', async () => {
  expect(await loadedBy('__complete', 'appointments', 'list', '--st')).toEqual(
    [...OF_THE_TREE, 'completion.cjs'].sort(),
  );
});

it('a list of one page with a kept token loads what one request needs of undici', async () => {
  await loadedBy('auth', 'refresh');
  expect(await loadedBy('appointments', 'list')).toEqual(
    [
      ...OF_THE_TREE,
      'node:buffer',
      'list.cjs',
      'node:events',
      'node:net',
      'node:querystring',
      'node:stream',
      'node:timers/promises',
      'vendor/llhttp_simd.wasm',
      'vendor/undici.cjs',
    ].sort(),
  );
});
