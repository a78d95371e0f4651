import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../helpers/server.ts';
import { environment } from './program.ts';

/**
 * What a command loads is what its start costs. Nothing is timed here: a careless import fails because its module or file is
 * not in these lists.
 */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-loading-'));
let server: TestServer;
let env: Record<string, string>;

beforeAll(async () => {
  server = await startServer();
  const page = { appointments: [{ id: 2, status: 'scheduled' }], meta: { total: 1, limit: 200, offset: 0 } };
  server.on('GET /v3/appointments', { body: page });
  env = {
    ...environment(folder, server),
    LOADED_FILE: join(folder, 'loaded.json'),
  };
});
afterAll(async () => {
  await server.close();
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
