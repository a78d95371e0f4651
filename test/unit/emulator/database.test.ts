import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resetEmulator } from '../../../src/emulator/server.ts';
import { emulated, loggedIn } from './client.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-emulator-'));
  file = join(folder, 'emulator', 'emulator.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const brandsOf = async (api: Awaited<ReturnType<typeof loggedIn>>) =>
  (await api.get('/v3/brands')).body.brands.map(({ name }: { name: string }) => name);

test('the state outlives the server, and a reset brings the account back under a running one', async () => {
  const first = await emulated({ file });
  await (await loggedIn(first)).post('/v3/brands', { name: 'Third' });
  await first.close();

  const second = await emulated({ file });
  expect(await brandsOf(await loggedIn(second))).toEqual([
    'Acme Home Protection',
    'Northfield Appliance Care',
    'Third',
  ]);
  await resetEmulator(file);
  expect(await brandsOf(await loggedIn(second))).toEqual(['Acme Home Protection', 'Northfield Appliance Care']);
});

test('two servers share records and tokens', async () => {
  const [one, two] = [await emulated({ file }), await emulated({ file })];
  const { authorization } = await loggedIn(one);
  const answer = await fetch(`${two.apiUrl}/v3/brands`, { headers: { authorization } });
  expect(answer.status).toBe(200);
});

test('only the user can read the file', async () => {
  await emulated({ file });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'emulator')).mode & 0o777).toBe(0o700);
});

test('a damaged file is refused on start and replaced by a reset', async () => {
  file = join(folder, 'emulator.db');
  writeFileSync(file, 'this is no database, but text that is long enough to be looked at'.repeat(100));
  await expect(emulated({ file })).rejects.toThrow(/not a database/);
  await resetEmulator(file);
  expect(await brandsOf(await loggedIn(await emulated({ file })))).toHaveLength(2);
});

test('processes that start at the same time seed the account once', async () => {
  const program = join(folder, 'start.cjs');
  await build({
    stdin: {
      contents: `import { startEmulator } from './src/emulator/server.ts';
        startEmulator({ file: process.argv[2] }).then((emulator) => emulator.close());`,
      resolveDir: resolve('.'),
      loader: 'ts',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['libsql'],
    supported: { 'dynamic-import': false },
  });
  const env = { ...process.env, NODE_PATH: resolve('node_modules') };
  const run = () => promisify(execFile)(process.execPath, [program, file], { env });
  await Promise.all(Array.from({ length: 6 }, run));
  const { body } = await (await loggedIn(await emulated({ file }))).get('/v3/appointments');
  expect(body.meta.total).toBe(39);
});
