/** Case 44: uploads that are huge, empty, or of a file that changes meanwhile. */
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { UID, uploaded } from './files.ts';
import { at, folder, listen, run, server, start } from './helpers.ts';

const MIB = 2 ** 20;

/** A file of so many bytes that takes no room. */
function sparse(size: number): string {
  const path = join(folder(), 'photo.png');
  writeFileSync(path, '');
  truncateSync(path, size);
  return path;
}

/** A server that keeps no body. */
async function counting(handler: (incoming: IncomingMessage, response: ServerResponse) => void) {
  return { url: `http://127.0.0.1:${await listen(createServer(handler))}` };
}

it.runIf(process.platform === 'linux')('44: 1 GiB takes less than 200 MB of memory', async () => {
  let received = 0;
  let peak = 0;
  const api = await counting((incoming, response) => {
    incoming.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    incoming.on('end', () => {
      peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;
      uploaded(response);
    });
  });
  const child = start(['datafiles', 'upload', sparse(1024 * MIB)], { env: at(api) });
  if (!child.stdout) throw new Error('the process has no pipes');
  expect(await text(child.stdout)).toBe(`${UID}\n`);
  // The form around the content is short.
  expect(received - 1024 * MIB).toBeGreaterThan(0);
  expect(received - 1024 * MIB).toBeLessThan(500);
  expect(peak).toBeGreaterThan(20e6);
  expect(peak).toBeLessThan(200e6);
});

it('44: an empty file is uploaded as such', async () => {
  const api = await server((_, response) => uploaded(response));
  const { code, out } = await run(['datafiles', 'upload', sparse(0)], { env: at(api) });
  expect([code, out]).toEqual([0, `${UID}\n`]);
  expect(api.requests[0]?.body.toString()).toMatch(/Content-Type: image\/png\r\n\r\n\r\n--/);
});

describe('44: a file that is another one before it is sent', () => {
  const SIZE = 64 * MIB;
  it.each<[how: string, change: (path: string) => void, says: string]>([
    ['grows', (path) => appendFileSync(path, 'x'), 'changed while it was uploaded'],
    ['shrinks', (path) => truncateSync(path, SIZE - 1), 'changed while it was uploaded'],
    ['is written to', (path) => utimesSync(path, new Date(0), new Date(0)), 'changed while it was uploaded'],
    ['vanishes', (path) => rmSync(path), 'vanished while it was uploaded'],
  ])('44: because it %s is an error, and there is no uid', async (_, change, says) => {
    const path = sparse(SIZE);
    let complete = false;
    const api = await counting((incoming, response) => {
      incoming.once('data', () => {
        change(path);
        incoming.resume();
      });
      incoming.on('end', () => {
        complete = true;
        uploaded(response);
      });
      // It breaks off.
      incoming.on('error', () => undefined);
    });
    const { code, out, err } = await run(['datafiles', 'upload', path], { env: at(api) });
    expect(err).toContain(says);
    expect([code, out]).toEqual([1, '']);
    expect(complete).toBe(false);
  });
});

it('44: an API that refuses before it has read everything is heard', async () => {
  const api = await counting((_, response) => {
    response.writeHead(413, { connection: 'close' }).end('too large', () => response.socket?.destroySoon());
  });
  const { code, out, err } = await run(['datafiles', 'upload', sparse(64 * MIB)], { env: at(api) });
  expect(out).toBe('');
  expect(err).toMatch(/413|connection/);
  expect([5, 6]).toContain(code);
});

it.each(['a\u001b[2Jb', '../../etc', '$(id)', ''])('44: the uid %j is not passed on', async (uid) => {
  const api = await server((_, response) => response.end(JSON.stringify({ datafile: { uid } })));
  const { code, out, err } = await run(['datafiles', 'upload', sparse(1)], { env: at(api) });
  expect(err).toContain('without a usable uid');
  expect([code, out]).toEqual([6, '']);
});

it('44: standard input that is interrupted leaves nothing behind', async () => {
  const tmp = folder();
  const child = start(['datafiles', 'upload', '-'], { env: { TMPDIR: tmp } });
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdin?.write('half');
  await expect.poll(() => readdirSync(tmp)).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await ended).toBe(143);
  expect(readdirSync(tmp)).toEqual([]);
});
