import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Compiled code that V8 refuses costs every later command its quick start, and nothing says so. */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-kept-'));
let server: Server;
let env: Record<string, string>;

beforeAll(async () => {
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const kept of ['dist', 'dist/vendor'])
    await promisify(execFile)('sh', ['-c', 'rm -f -- *.cache'], { cwd: join(folder, kept) });
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    const offset = Number(searchParams.get('offset') ?? 0);
    const records = Array.from({ length: Math.min(100, 7_000 - offset) }, (_, at) => ({ id: offset + at + 1 }));
    const token = { access_token: 'T', token_type: 'bearer', expires_in: 10800 };
    const page = { appointments: records, meta: { total: 7_000, limit: 200, offset } };
    response.end(JSON.stringify(pathname === '/v3/oauth/token' ? token : page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    DISPATCH_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    DISPATCH_CLIENT_ID: 'public',
    DISPATCH_CLIENT_SECRET: 'secret',
  };
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the program. @returns the files of which kept code was offered to V8, with whether it was refused */
async function offered(...words: string[]): Promise<[file: string, refused: boolean][]> {
  const preload = join(import.meta.dirname, 'kept-code.cjs');
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--require', preload, join(folder, 'bin/dispatch.js'), ...words],
    { env, maxBuffer: 64 * 1024 * 1024 },
  );
  const told = stderr.split('\n').filter((line) => line.startsWith('kept '));
  return told.map((line) => JSON.parse(line.slice(5)) as [string, boolean]);
}

it('kept code is taken whichever command kept it, a long listing too, which changes flags of V8', async () => {
  const plain = async (...words: string[]) => {
    await promisify(execFile)(process.execPath, [join(folder, 'bin/dispatch.js'), ...words], {
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
  };
  await plain('appointments', 'list', '--all', '-o', 'csv');
  await plain('alias', 'list');
  const long = await offered('appointments', 'list', '--all', '-o', 'csv');
  expect(long).toContainEqual(['csv-stringify-sync.cjs', false]);
  expect(long.filter(([, refused]) => refused)).toEqual([]);
  const other = await offered('alias', 'list');
  expect(other).toContainEqual(['more.cjs', false]);
  expect(other.filter(([, refused]) => refused)).toEqual([]);
});
