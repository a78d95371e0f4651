/** contract: Exit codes. */
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interrupted } from '../../src/errors.ts';
import { output } from '../../src/io.ts';
import { main } from '../../src/main.ts';
import { memoryIo } from '../helpers/io.ts';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

describe('statuses of the API', () => {
  it.each([
    [200, 0],
    [400, 5],
    [401, 3],
    [403, 3],
    [404, 4],
    [409, 5],
    [418, 5],
    [422, 5],
    [429, 6],
    [500, 6],
    [502, 6],
    [503, 6],
  ])('%i ends with %i', async (status, expected) => {
    server.on('GET /v3/jobs/1', { status, body: { id: 1 } });
    const { code, out, err } = await run('jobs get 1 --retries 0 -o json', { server });
    expect(code).toBe(expected);
    expect(out === '').toBe(expected !== 0);
    expect(err === '').toBe(expected === 0);
  });

  it.each([
    [400, 3],
    [401, 3],
    [500, 6],
  ])('%i for a token ends with %i, and no other request is sent', async (status, expected) => {
    server.on('POST /v3/oauth/token', { status, body: { error: 'invalid_client' } });
    expect((await run('jobs get 1 --retries 0', { server })).code).toBe(expected);
    expect(server.requests).toEqual([]);
  });
});

it('3: not logged in', async () => {
  const env = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };
  const { code, err } = await run('jobs get 1', { server, env });
  expect(code).toBe(3);
  expect(err).toContain('dispatch auth login');
  expect(server.requests).toEqual([]);
});

it('1: a file that cannot be read', async () => {
  for (const words of ['datafiles upload missing.png', 'jobs create --data missing.json']) {
    const { code, err } = await run(words, { server });
    expect(code).toBe(1);
    expect(err).toContain('missing.');
  }
  expect(server.requests).toEqual([]);
});

it('2: wrong usage', async () => {
  expect((await run('jobs get one', { server })).code).toBe(2);
});

it('6: nobody listens', async () => {
  const { code, err } = await run('jobs get 1 --retries 0', { env: { DISPATCH_TOKEN: 'token' } });
  expect(code).toBe(6);
  expect(err).toContain('127.0.0.1:9');
});

it('6: not done in time', async () => {
  server.on('GET /v3/jobs/1', () => new Promise(() => undefined));
  const { code, err } = await run('jobs get 1 --timeout 1s', { server });
  expect(code).toBe(6);
  expect(err).toContain('1s');
});

it('6: an answer that is not what was asked for', async () => {
  server.on('GET /v3/jobs', { body: '<html>Sign in</html>' });
  const { code, out } = await run('jobs list -o json', { server });
  expect(code).toBe(6);
  expect(out).toBe('');
});

it('7: some of several failed', async () => {
  server.on('GET /v3/jobs/1', { body: { id: 1 } });
  server.on('GET /v3/jobs/2', { status: 404 });
  expect((await run('jobs get 1 2', { server })).code).toBe(7);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends with %i', async (signal, expected) => {
  const controller = new AbortController();
  server.on('GET /v3/jobs/1', () => {
    controller.abort(new Interrupted(signal));
    return new Promise(() => undefined);
  });
  expect((await run('jobs get 1', { server, signal: controller.signal })).code).toBe(expected);
});

describe('a reader that goes away', () => {
  const gone = () =>
    output(
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
      }),
      'an output',
    );
  const io = () => memoryIo({ env: { DISPATCH_API_URL: server.url, DISPATCH_TOKEN: 'token' } });

  it('of standard output is no error: 0 and no message', async () => {
    server.on('GET /v3/jobs/1', { body: { id: 1 } });
    const memory = io();
    expect(await main(['jobs', 'get', '1'], { ...memory, stdout: gone() })).toBe(0);
    expect(memory.err()).toBe('');
  });

  it('of standard error does not keep the rest of the work from being done', async () => {
    for (const id of [1, 2, 3]) server.on(`DELETE /v3/appointments/${id}`, { status: 204 });
    const words = ['appointments', 'delete', '1', '2', '3', '--yes', '--debug'];
    expect(await main(words, { ...io(), stderr: gone() })).toBe(0);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v3/appointments/1',
      '/v3/appointments/2',
      '/v3/appointments/3',
    ]);
  });

  it('of standard error does not change the exit code of a failure', async () => {
    server.on('GET /v3/jobs/1', { status: 404 });
    expect(await main(['jobs', 'get', '1'], { ...io(), stderr: gone() })).toBe(4);
  });
});
