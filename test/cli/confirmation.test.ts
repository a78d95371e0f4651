/** contract: Writing. What cannot be undone asks first at a terminal; without one it needs --yes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('DELETE /v3/appointments/2', { status: 204 });
  server.on('DELETE /v3/appointments/3', { status: 204 });
});
afterEach(() => server.close());

const deleted = () => server.requests.map(({ method, path }) => `${method} ${path}`);

describe('without a terminal', () => {
  it.each(['appointments delete 2', 'jobs reject 2', 'work-orders cancel 2'])('%s is refused', async (words) => {
    const { code, err } = await run(words, { server });
    expect(code).toBe(2);
    expect(err).toContain('--yes');
    expect(server.requests).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });

  it.each(['--yes', '-y'])('is done with %s', async (flag) => {
    const { code, err } = await run(`appointments delete 2 ${flag}`, { server });
    expect(code).toBe(0);
    expect(err).toBe('Deleted appointment 2.\n');
    expect(deleted()).toEqual(['DELETE /v3/appointments/2']);
  });
});

describe('at a terminal', () => {
  it('asks, naming what is deleted, and does it on yes', async () => {
    const { code, out, err } = await run('appointments delete 2 3', { server, answers: [['Delete', 'y\n']] });
    expect(code).toBe(0);
    expect(err).toContain('Delete appointments 2, 3?');
    expect(out).toBe('');
    expect(deleted()).toEqual(['DELETE /v3/appointments/2', 'DELETE /v3/appointments/3']);
  });

  it.each([
    ['no', 'n\n'],
    ['Enter', '\n'],
  ])('does nothing on %s', async (_, keys) => {
    const { code, err } = await run('appointments delete 2', { server, answers: [['Delete', keys]] });
    expect(code).toBe(2);
    expect(err.endsWith('Nothing was done.\n')).toBe(true);
    expect(err).not.toContain('Error');
    expect(server.requests).toEqual([]);
  });

  it('says what would follow before it asks', async () => {
    server.on('GET /v3/jobs', { body: { jobs: [{ id: 1 }], meta: { total: 40, limit: 200, offset: 0 } } });
    const { err } = await run('brands delete 1', { server, answers: [['Delete', 'n\n']] });
    const told = err.indexOf('account-level branding');
    expect(told).toBeGreaterThanOrEqual(0);
    expect(told).toBeLessThan(err.indexOf('Delete brand 1?'));
    expect(err).toContain('40 jobs');
    expect(deleted()).toEqual(['GET /v3/jobs']);
  });

  it('says it of each of several', async () => {
    server.on('GET /v3/jobs', ({ search }) => ({
      body: { jobs: [{ id: 1 }], meta: { total: search[0]?.[1] === '1' ? 40 : 1 } },
    }));
    const { err } = await run('brands delete 1 2', { server, answers: [['Delete', 'n\n']] });
    expect(err).toContain('brand 1: Its jobs return to account-level branding. (40 jobs: 1, …)\n');
    expect(err).toContain('brand 2: Its jobs return to account-level branding. (1 job: 1)\n');
    expect(err).toContain('Delete brands 1, 2?');
  });

  it('says what follows all of them once', async () => {
    const { err } = await run('users delete 1 2', { server, answers: [['Delete', 'n\n']] });
    expect(err.split('The user is deactivated')).toHaveLength(2);
    expect(server.requests).toEqual([]);
  });

  it('does not ask with --yes', async () => {
    expect((await run('appointments delete 2 --yes', { server, tty: true })).code).toBe(0);
    expect(deleted()).toEqual(['DELETE /v3/appointments/2']);
  });

  it('asks nothing with --no-input', async () => {
    const { code } = await run('appointments delete 2 --no-input', { server, tty: true });
    expect(code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});

describe('an update that changes other records too', () => {
  beforeEach(() => {
    server.on('GET /v3/appointments', { body: { appointments: [{ id: 13 }, { id: 38 }], meta: { total: 2 } } });
    server.on('PATCH /v3/jobs/124', { body: { job: { id: 124, status: 'canceled' } } });
  });
  const CANCEL = 'jobs update 124 --status canceled';

  it('asks at a terminal, with what would change, and does nothing on no', async () => {
    const { code, err } = await run(CANCEL, { server, answers: [['Update', 'n\n']] });
    expect(code).toBe(2);
    expect(err).toContain('Its appointments are canceled. (2 appointments: 13, 38)');
    expect(deleted()).toEqual(['GET /v3/appointments']);
  });

  it('is done on yes, with --yes, and in a script', async () => {
    expect((await run(CANCEL, { server, answers: [['Update', 'y\n']] })).code).toBe(0);
    expect((await run(`${CANCEL} --yes`, { server, tty: true })).code).toBe(0);
    expect((await run(CANCEL, { server })).code).toBe(0);
    expect(deleted().filter((request) => request.startsWith('PATCH'))).toHaveLength(3);
  });

  it('asks nothing where nothing else changes', async () => {
    expect((await run('jobs update 124 --title Sink', { server, tty: true })).code).toBe(0);
    expect(deleted()).toEqual(['PATCH /v3/jobs/124']);
  });
});
