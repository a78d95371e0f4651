import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { at, run, server } from './helpers.ts';

const LOOK = 'It may have been done all the same: look with the list or get command before you try again.';

const LOST: readonly (readonly [what: string, answer: (response: ServerResponse) => unknown])[] = [
  ['and then reset', ({ socket }) => socket?.resetAndDestroy()],
  ['and then closed', ({ socket }) => socket?.end()],
  [
    'with an answer that is cut',
    (response) => {
      response.writeHead(201, { 'content-length': '50' }).write('{"brand": {"id"');
      setTimeout(() => response.socket?.destroy(), 100);
    },
  ],
  ['with an answer that is not JSON', (response) => response.writeHead(200).end('<html>Welcome</html>')],
  ['with an answer in an encoding', (response) => response.writeHead(200, { 'content-encoding': 'br' }).end('x')],
];

it.each(LOST)('22 a POST that is processed %s is sent once, and the message says how to look', async (_, answer) => {
  const api = await server((_request, response) => answer(response));
  const { code, out, err } = await run(['brands', 'create', '--name', 'Acme'], { env: at(api) });
  expect([code, out]).toEqual([6, '']);
  expect(err).toContain('answer to the POST');
  expect(err).toContain(LOOK);
  expect(api.requests.map(({ method }) => method)).toEqual(['POST']);
});

it('22 an answer to a POST that has no record in it does not say that it can be tried again', async () => {
  const api = await server((_, response) => response.writeHead(200).end('{}'));
  const { code, err } = await run(['brands', 'create', '--name', 'Acme'], { env: at(api) });
  expect(code).toBe(6);
  expect(err).toContain('may have been done all the same: look before you try again');
  expect(api.requests).toHaveLength(1);
});

it('22 a PATCH that is processed and then reset is sent once; a DELETE is sent again', async () => {
  let first = true;
  const api = await server(({ method }, response) => {
    if (method === 'DELETE' && !first) return response.writeHead(204).end();
    if (method === 'DELETE') first = false;
    return response.socket?.resetAndDestroy();
  });
  const patched = await run(['brands', 'update', '7', '--name', 'Acme'], { env: at(api) });
  expect(patched.code).toBe(6);
  expect(patched.err).toContain(LOOK);
  const deleted = await run(['brands', 'delete', '7', '--yes'], { env: at(api) });
  expect(deleted.code).toBe(0);
  expect(api.requests.map(({ method }) => method)).toEqual(['PATCH', 'DELETE', 'DELETE']);
});
