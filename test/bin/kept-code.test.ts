import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../helpers/server.ts';
import { environment } from './program.ts';

/** Compiled code that V8 refuses costs every later command its quick start, and nothing says so. */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-kept-'));
let server: TestServer;
let env: Record<string, string>;

beforeAll(async () => {
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const kept of ['dist', 'dist/vendor'])
    await promisify(execFile)('sh', ['-c', 'rm -f -- *.cache'], { cwd: join(folder, kept) });
  server = await startServer();
  server.on('GET /v3/appointments', ({ search }) => {
    const offset = Number(new Map(search).get('offset') ?? 0);
    const appointments = Array.from({ length: Math.min(100, 7_000 - offset) }, (_, at) => ({ id: offset + at + 1 }));
    return { body: { appointments, meta: { total: 7_000, limit: 200, offset } } };
  });
  env = environment(folder, server);
});
afterAll(async () => {
  await server.close();
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
