import { getEventListeners, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { receive } from '../../../src/api/receive.ts';

const held: ServerResponse[] = [];
const server = createServer((request, response) => {
  if (request.url === '/held') held.push(response);
  else response.end('done');
});
let pool: Pool;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await pool.destroy();
  server.closeAllConnections();
  server.close();
});

const get = (path: string, signal: AbortSignal) =>
  receive(pool, { origin: 'http://127.0.0.1', path, method: 'GET' }, signal);
const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

it('ends every request that is under way when the signal is aborted, by one listener', async () => {
  const controller = new AbortController();
  const requests = Array.from({ length: 20 }, () => get('/held', controller.signal));
  expect(listeners(controller.signal)).toBe(1);
  controller.abort(new Error('enough'));
  for (const request of requests) await expect(request).rejects.toThrow('enough');
  expect(listeners(controller.signal)).toBe(0);
  await expect(get('/', controller.signal)).rejects.toThrow('enough');
});

it('ends a request while its body is read, and leaves no listener behind the last one', async () => {
  const controller = new AbortController();
  const { body, status } = await get('/', controller.signal);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  expect([status, String(Buffer.concat(chunks))]).toEqual([200, 'done']);
  expect(listeners(controller.signal)).toBe(0);

  const before = held.length;
  const begun = get('/held', controller.signal);
  while (held.length === before) await new Promise(setImmediate);
  held.at(-1)?.write('the beginning');
  const reading = (async () => {
    for await (const chunk of (await begun).body) {
      expect(String(chunk)).toBe('the beginning');
      controller.abort(new Error('enough'));
    }
  })();
  await expect(reading).rejects.toThrow('enough');
  expect(listeners(controller.signal)).toBe(0);
});
