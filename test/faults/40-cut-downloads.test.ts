/** Case 40: a download that is cut short never appears under its name, and its part file goes away. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileServers, UID } from './files.ts';
import { at, folder, run, start } from './helpers.ts';

const cut = (response: ServerResponse) => response.write('half', () => response.socket?.destroy());

it.each<[how: string, answer: (response: ServerResponse) => unknown, says: RegExp]>([
  [
    'the length is known',
    (response) => {
      response.writeHead(200, { 'content-length': '8' });
      cut(response);
    },
    /cut short after \d of 8 bytes/,
  ],
  [
    'it comes in chunks',
    (response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      cut(response);
    },
    /cut short after \d bytes/,
  ],
  [
    'the end of the connection is its end',
    (response) => response.socket?.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf'),
    /does not say how long the file is/,
  ],
])('40: cut short where %s', async (_, answer, says) => {
  const { api } = await fileServers((__, response) => answer(response));
  const cwd = folder();
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect(err).toMatch(says);
  expect(code).toBe(6);
  expect(readdirSync(cwd)).toEqual([]);
});

it.each([150_000, 1_000_000])('40: %d bytes are whole where the host hangs up behind the last one', async (size) => {
  const content = Buffer.alloc(size, 'report ');
  // By hand: the end of the connection comes at once behind the bytes, while the disk is not done with the first.
  const { api } = await fileServers((_, response) =>
    response.socket?.end(
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`), content]),
    ),
  );
  const cwd = folder();
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect([code, err]).toEqual([0, expect.not.stringContaining('assert')]);
  expect(readFileSync(join(cwd, 'report.txt')).equals(content)).toBe(true);
});

it('40: with --force the file that was there is kept whole', async () => {
  const { api } = await fileServers((_, response) => {
    response.writeHead(200, { 'content-length': '8' });
    cut(response);
  });
  const cwd = folder();
  writeFileSync(join(cwd, 'report.txt'), 'before');
  const { code } = await run(['datafiles', 'download', UID, '--force'], { env: at(api), cwd });
  expect(code).toBe(6);
  expect(readdirSync(cwd)).toEqual(['report.txt']);
  expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toBe('before');
});

it('40: interrupted, the part file goes away', async () => {
  const { api } = await fileServers((_, response) => {
    response.writeHead(200, { 'content-length': '8' }).write('half');
  });
  const cwd = folder();
  const child = start(['datafiles', 'download', UID], { env: at(api), cwd });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await expect.poll(() => readdirSync(cwd)).toEqual([expect.stringMatching(/^report\.txt\.part-/)]);
  child.kill('SIGTERM');
  expect(await ended).toBe(143);
  expect(readdirSync(cwd)).toEqual([]);
});
