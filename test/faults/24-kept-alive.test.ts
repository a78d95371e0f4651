import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { at, json, run, server } from './helpers.ts';

it('24 a kept-alive connection that the server closes as the next request comes is not seen by the user', async () => {
  const used = new Set<Socket>();
  const api = await server(({ url }, response) => {
    const { socket } = response;
    if (!socket || used.has(socket)) return socket?.destroy();
    used.add(socket);
    const offset = Number(new URL(url, 'http://localhost').searchParams.get('offset') ?? 0);
    const brands = offset < 200 ? Array.from({ length: 100 }, (_, at) => ({ id: offset + at })) : [];
    return json(response, 200, { brands });
  });
  const { code, out, err } = await run(['brands', 'list', '--all', '-o', 'ndjson', '--fields', 'id'], { env: at(api) });
  expect([code, err]).toEqual([0, '']);
  expect(out.trim().split('\n')).toHaveLength(200);
  // The second and third page were asked for on a connection that broke, and again on a new one.
  expect(api.requests.length).toBeGreaterThan(3);
});

it('24 one that was closed while idle is not used for a POST', async () => {
  const token = { access_token: 'fresh', expires_in: 3600 };
  const api = await server(
    (_, response) => json(response, 201, { brand: { id: 7, name: 'Acme' } }),
    (_, response) => {
      json(response, 200, token);
      response.once('finish', () => response.socket?.destroySoon());
    },
  );
  const { code, out } = await run(['brands', 'create', '--name', 'Acme', '-o', 'json'], {
    env: { ...at(api), DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'public_key', DISPATCH_CLIENT_SECRET: 'secret' },
  });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ id: 7, name: 'Acme' });
  expect(api.requests).toHaveLength(1);
});
