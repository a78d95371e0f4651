/** seed: Filtering and Paginating; reference: Requests. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Recorded, run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const parameter = ({ search }: Recorded, name: string): number | undefined => {
  const found = search.find(([key]) => key === name);
  return found ? Number(found[1]) : undefined;
};

/** A list of so many appointments; at most `cap` are given at once, whatever is asked, and `meta.limit` says 200. */
function serveAppointments(total: number, cap = 100): void {
  server.on('GET /v3/appointments', (request) => {
    const offset = parameter(request, 'offset') ?? 0;
    const count = Math.max(0, Math.min(parameter(request, 'limit') ?? 100, cap, total - offset));
    const appointments = Array.from({ length: count }, (_, index) => ({ id: offset + index + 1 }));
    return { body: { appointments, meta: { total, limit: 200, offset } } };
  });
}

const ids = (out: string): number[] => (JSON.parse(out) as { id: number }[]).map(({ id }) => id);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

it('sends filters, limit and offset as in the document’s example', async () => {
  serveAppointments(1001);
  await run('appointments list --filter job_id=123 --filter status=scheduled --limit 100 --offset 1000', { server });
  expect(server.requests[0]?.search).toEqual([
    ['filter[job_id]', '123'],
    ['filter[status]', 'scheduled'],
    ['limit', '100'],
    ['offset', '1000'],
  ]);
});

it('advances by what was returned, though meta.limit says 200', async () => {
  serveAppointments(250);
  const { code, out, err } = await run('appointments list --all -o json', { server });
  expect(code).toBe(0);
  expect(ids(out)).toEqual(upTo(250));
  expect(err).toBe('');
  for (const request of server.requests) expect(parameter(request, 'limit')).toBe(100);
});

it('reads everything where a page is shorter than what was asked for', async () => {
  serveAppointments(95, 37);
  const { code, out } = await run('appointments list --all -o json', { server });
  expect(code).toBe(0);
  expect(ids(out)).toEqual(upTo(95));
  expect(server.requests.map((request) => parameter(request, 'offset') ?? 0)).toEqual(
    expect.arrayContaining([0, 37, 74]),
  );
});

it('asks for no more than is wanted', async () => {
  serveAppointments(1000);
  const { out } = await run('appointments list --limit 150 -o json', { server });
  expect(ids(out)).toEqual(upTo(150));
  expect(server.requests.map((request) => [parameter(request, 'limit'), parameter(request, 'offset') ?? 0])).toEqual([
    [100, 0],
    [50, 100],
  ]);
});

it('never asks for more than 100', async () => {
  serveAppointments(300);
  await run('appointments list --limit 300 -q', { server });
  expect(server.requests.map((request) => parameter(request, 'limit'))).toEqual([100, 100, 100]);
});
