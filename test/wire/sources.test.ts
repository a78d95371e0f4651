/** reference: sources, whose list has no `meta`. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

it('lists them', async () => {
  server.on('GET /v3/sources', { body: { sources: [{ id: 5, name: 'home_warranty', title: 'Home Warranty' }] } });
  const { code, out, err } = await run('sources list -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual([{ id: 5, name: 'home_warranty', title: 'Home Warranty' }]);
  expect(err).toBe('');
});

it('lists every one without a word of doubt, though there is no meta', async () => {
  server.on('GET /v3/sources', { body: { sources: [{ id: 5, name: 'home_warranty', title: 'Home Warranty' }] } });
  const { code, out, err } = await run('sources list --all -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual([{ id: 5, name: 'home_warranty', title: 'Home Warranty' }]);
  expect(err).toBe('');
});

it.each([
  ['bare', { id: 5, name: 'home_warranty', title: 'Home Warranty' }],
  ['in an envelope', { source: { id: 5, name: 'home_warranty', title: 'Home Warranty' } }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/sources/5', { body });
  const { out } = await run('sources get 5 -o json', { server });
  expect(JSON.parse(out)).toEqual({ id: 5, name: 'home_warranty', title: 'Home Warranty' });
});

it.each(['create', 'update', 'delete'])('cannot %s one', async (verb) => {
  expect((await run(['sources', verb, '5'], { server })).code).toBe(2);
  expect(server.requests).toEqual([]);
});
