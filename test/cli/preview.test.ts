/** contract: `--preview` on a write reads, never writes, and shows what would change and what would follow. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('GET /v3/jobs/1', { body: { job: { id: 1, title: 'Tap', status: 'scheduled' } } });
  server.on('GET /v3/appointments', { body: { appointments: [{ id: 2 }], meta: { total: 3, limit: 200, offset: 0 } } });
  server.on('GET /v3/brands', { body: { brands: [{ id: 1, name: 'Brand #1' }], meta: { total: 1 } } });
  server.on('GET /v3/jobs', { body: { jobs: [{ id: 1 }], meta: { total: 40, limit: 200, offset: 0 } } });
});
afterEach(async () => {
  for (const { method } of server.requests) expect(method).toBe('GET');
  await server.close();
});

it('shows the fields that would change and what would follow', async () => {
  const { code, out } = await run('jobs update 1 --status canceled --title Tap --preview', { server });
  expect(code).toBe(0);
  expect(out).toContain('- status: scheduled\n+ status: canceled\n');
  expect(out).not.toContain('title');
  expect(out).toContain('appointments are canceled');
  expect(out).toContain('3 appointments');
});

it('gives the same as data', async () => {
  const { out } = await run('jobs update 1 --status canceled --preview -o json', { server });
  const { action, record, changes, follows } = JSON.parse(out);
  expect({ action, record, changes }).toEqual({
    action: 'update',
    record: 1,
    changes: [{ field: 'status', before: 'scheduled', after: 'canceled' }],
  });
  expect(follows).toHaveLength(1);
});

it('says how many jobs a brand has, and needs no --yes', async () => {
  const { code, out } = await run('brands delete 1 --preview', { server });
  expect(code).toBe(0);
  expect(out).toContain('40 jobs');
});
