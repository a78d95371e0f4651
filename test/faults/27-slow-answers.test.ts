import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { setInterval as every } from 'node:timers';
import { expect, it } from 'vitest';
import { at, listen, type RunOptions, run, server, start } from './helpers.ts';
import { account, brief, fresh, GET, grants, KEYS, signal, strictApi, WELL } from './store.ts';

/** Runs with `--timeout 1s`, without which every one of these would go on until it is killed. */
async function givesUp(words: readonly string[], options: RunOptions) {
  const { code, out, err, ms } = await run([...words, '--timeout', '1s'], options);
  expect([code, out]).toEqual([6, '']);
  expect(err).toContain('not done within 1s');
  expect(ms).toBeGreaterThan(950);
}

const drip = (response: ServerResponse, byte: string) => {
  const timer = every(() => response.write(byte), 50);
  response.once('close', () => clearInterval(timer));
};

it('27 headers that never come end with --timeout', async () => {
  const silent = await server(() => undefined);
  await givesUp(['brands', 'list'], { env: at(silent) });
});

it('27 headers that come a byte at a time end with --timeout', async () => {
  const raw = createServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-padding: ');
    const timer = every(() => socket.write('a'), 50);
    socket.once('close', () => clearInterval(timer));
  });
  await givesUp(['brands', 'list'], { env: { DISPATCH_API_URL: `http://127.0.0.1:${await listen(raw)}` } });
});

it('27 a body that comes a byte at a time ends with --timeout, and so does the page of a refusal', async () => {
  for (const status of [200, 500]) {
    const api = await server((_, response) => {
      response.writeHead(status);
      drip(response, ' ');
    });
    await givesUp(['brands', 'list'], { env: at(api) });
  }
});

it('27 a token that never comes ends with --timeout', async () => {
  const api = await server(
    () => undefined,
    () => undefined,
  );
  await givesUp(['brands', 'list'], {
    env: { ...at(api), DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'public_key', DISPATCH_CLIENT_SECRET: 'secret' },
  });
});

it('27 a wait for another process that renews the token ends with --timeout, or when it is interrupted', async () => {
  const asked = signal();
  const answered = signal();
  const api = await strictApi(() => {
    asked.give();
    return answered.given;
  });
  // Each of them is told that the kept token is refused before it asks for another.
  const { env } = account(api, KEYS, fresh());
  const holder = run(GET, { env });
  await asked.given;
  await givesUp(GET, { env });
  const interrupted = start(GET, { env });
  const ended = once(interrupted, 'close');
  await expect.poll(() => api.requests.length).toBe(3);
  interrupted.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  answered.give();
  expect(brief(await holder)).toEqual(WELL);
  expect(grants(api)).toEqual(['refresh_token']);
});

it('27 the time is that of the whole command, not of each page', async () => {
  const api = await server((_, response) => {
    const page = JSON.stringify({ brands: [{ id: api.requests.length }] });
    setTimeout(() => response.end(page), 300);
  });
  const { code, err } = await run(['brands', 'list', '--all', '-o', 'ndjson', '--timeout', '1s'], { env: at(api) });
  expect(code).toBe(6);
  expect(err).toContain('not done within 1s');
});
