/** contract: Writing, several ids: one gives one object, several an array; a failure does not keep the others waiting. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  for (const id of [1, 2, 3]) {
    server.on(`GET /v3/jobs/${id}`, { body: { job: { id, title: `Job ${id}` } } });
    server.on(`DELETE /v3/appointments/${id}`, { status: 204 });
  }
});
afterEach(() => server.close());

describe('get', () => {
  it('of one gives an object', async () => {
    expect(JSON.parse((await run('jobs get 1 -o json', { server })).out)).toEqual({ id: 1, title: 'Job 1' });
  });

  it('of several gives an array in the order asked for', async () => {
    const { code, out } = await run('jobs get 3 1 2 -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      { id: 3, title: 'Job 3' },
      { id: 1, title: 'Job 1' },
      { id: 2, title: 'Job 2' },
    ]);
  });

  it('gives those that are there, names those that are not, and ends with 7', async () => {
    server.on('GET /v3/jobs/2', { status: 404 });
    const { code, out, err } = await run('jobs get 1 2 3 -o ndjson', { server });
    expect(code).toBe(7);
    expect(out).toBe('{"id":1,"title":"Job 1"}\n{"id":3,"title":"Job 3"}\n');
    expect(JSON.stringify(err)).toContain('job 2');
  });

  it('leaves no JSON that parses as complete when some are missing', async () => {
    server.on('GET /v3/jobs/2', { status: 404 });
    const { out } = await run('jobs get 1 2 3 -o json', { server });
    expect(() => JSON.parse(out)).toThrow();
  });

  it('ends at once when the account is not allowed', async () => {
    server.on('GET /v3/jobs/1', { status: 403 });
    expect((await run('jobs get 1 2 3', { server })).code).toBe(3);
    expect(server.requests).toHaveLength(1);
  });

  it('sends nothing when one id is no number', async () => {
    expect((await run('jobs get 1 two', { server })).code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});

describe('delete', () => {
  it('deletes each', async () => {
    const { code, out, err } = await run('appointments delete 1 2 3 --yes', { server });
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(err).toBe('Deleted appointment 1.\nDeleted appointment 2.\nDeleted appointment 3.\n');
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v3/appointments/1',
      '/v3/appointments/2',
      '/v3/appointments/3',
    ]);
  });

  it('gives an object for one and an array for several with -o json', async () => {
    const one = await run('appointments delete 1 --yes -o json', { server });
    expect(JSON.parse(one.out)).toMatchObject({ id: 1 });
    const several = await run('appointments delete 1 2 --yes -o json', { server });
    expect(JSON.parse(several.out)).toMatchObject([{ id: 1 }, { id: 2 }]);
  });

  it('deletes the others when one is missing, and ends with 7', async () => {
    server.on('DELETE /v3/appointments/2', { status: 404 });
    const { code, err } = await run('appointments delete 1 2 3 --yes', { server });
    expect(code).toBe(7);
    expect(err).toContain('appointment 2');
    expect(server.requests).toHaveLength(3);
  });

  it('ends with 4 when the only one is missing', async () => {
    server.on('DELETE /v3/appointments/1', { status: 404 });
    expect((await run('appointments delete 1 --yes', { server })).code).toBe(4);
  });
});
