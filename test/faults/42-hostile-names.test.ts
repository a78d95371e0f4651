/** Case 42: the name of a download comes from the network and stays inside the folder. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileServers, UID } from './files.ts';
import { at, folder, run } from './helpers.ts';

const serving = (path: string) =>
  fileServers(
    (_, response) => response.end('content'),
    (host) => `${host}${path}`,
  );

it.each<[path: string, name: string]>([
  ['/', UID],
  ['/bucket/%2e%2e', UID],
  ['/bucket/..%2f..%2f..%2fx', 'x'],
  ['/bucket/a%2F..%2F..%2Fx', 'x'],
  ['/bucket/C:%5Cx', 'x'],
  ['/bucket/%2Fetc%2Fpasswd', 'passwd'],
  ['/bucket/CON', '_CON'],
  ['/bucket/nul.txt', '_nul.txt'],
  ['/bucket/-rf', 'rf'],
  ['/bucket/.bashrc', 'bashrc'],
  ['/bucket/a%00b', 'a_b'],
  ['/bucket/a%1b%5D0;b%0Ac', 'a_]0;b_c'],
  ['/bucket/%E2%80%AEgpj.exe', '_gpj.exe'],
  ['/bucket/%zz', '%zz'],
  ['/bucket/%ff%fe', '%ff%fe'],
])('42: %s becomes %s', async (path, name) => {
  const { api } = await serving(path);
  const cwd = join(folder(), 'deep', 'within');
  mkdirSync(cwd, { recursive: true });
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect([code, err]).toEqual([0, `Saved ${cwd}/${name}\n`]);
  expect(readdirSync(join(cwd, '../..'), { recursive: true })).toEqual(['deep', 'deep/within', `deep/within/${name}`]);
  expect(readFileSync(join(cwd, name), 'utf8')).toBe('content');
});

it('42: 300 bytes are shortened to what file systems take', async () => {
  const { api } = await serving(`/bucket/${encodeURIComponent('é'.repeat(150))}.jpeg`);
  const cwd = folder();
  expect((await run(['datafiles', 'download', UID], { env: at(api), cwd })).code).toBe(0);
  expect(readdirSync(cwd)).toEqual([`${'é'.repeat(97)}.jpeg`]);
});

it('42: a symbolic link is neither followed nor replaced', async () => {
  const { api } = await serving('/bucket/report.txt');
  const cwd = folder();
  const outside = join(folder(), 'outside');
  symlinkSync(outside, join(cwd, 'report.txt'));
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect(err).toContain('exists already');
  expect(code).toBe(2);
  expect(lstatSync(outside, { throwIfNoEntry: false })).toBeUndefined();
  expect(lstatSync(join(cwd, 'report.txt')).isSymbolicLink()).toBe(true);
});

it('42: --force replaces the link, not what it leads to', async () => {
  const { api } = await serving('/bucket/report.txt');
  const cwd = folder();
  const outside = join(folder(), 'outside');
  writeFileSync(outside, 'before');
  symlinkSync(outside, join(cwd, 'report.txt'));
  expect((await run(['datafiles', 'download', UID, '--force'], { env: at(api), cwd })).code).toBe(0);
  expect(readFileSync(outside, 'utf8')).toBe('before');
  expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toBe('content');
});

it('42: a file that is there, or appears meanwhile, is replaced with --force only', async () => {
  const cwd = folder();
  const path = join(cwd, 'report.txt');
  const { api } = await fileServers((_, response) => {
    // Behind every look at the folder: the transfer has begun.
    response.writeHead(200, { 'content-length': '7' }).write('cont');
    setTimeout(() => {
      writeFileSync(path, 'mine');
      response.end('ent');
    }, 300);
  });
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect(err).toContain('exists already');
  expect(code).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect((await run(['datafiles', 'download', UID, '--force'], { env: at(api), cwd })).code).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe('content');
  expect(readdirSync(cwd)).toEqual(['report.txt']);
});

it.each(['/dev/null', '/'])('42: %s is not replaced even with --force', async (path) => {
  const { api } = await serving('/bucket/report.txt');
  const out = path === '/' ? folder() : path;
  if (path === '/') mkdirSync(join(out, 'report.txt'));
  const { code, err } = await run(['datafiles', 'download', UID, '--out', out, '--force'], { env: at(api) });
  expect(err).toContain('is not a file');
  expect(code).toBe(2);
});
