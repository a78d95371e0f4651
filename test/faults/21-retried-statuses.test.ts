import { expect, it } from 'vitest';
import { at, json, run, server } from './helpers.ts';

/** Answers with this status so many times, then well. */
const failing = (status: number, times: number) => {
  let left = times;
  return server((_, response) => {
    left -= 1;
    if (left >= 0) json(response, status, { message: 'maintenance' });
    else json(response, 200, { brands: [{ id: 1, name: 'Acme' }], meta: { total: 1 } });
  });
};

it.each([408, 500, 502, 503, 504])(
  '21 a GET that is answered %i twice and then 200 succeeds with three requests',
  async (status) => {
    const api = await failing(status, 2);
    const { code, out, err } = await run(['brands', 'list', '-o', 'json'], { env: at(api) });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual([{ id: 1, name: 'Acme' }]);
    expect(api.requests).toHaveLength(3);
  },
);

it('21 a GET is given up after --retries', async () => {
  const api = await failing(503, 9);
  const { code, out } = await run(['brands', 'list', '--retries', '2', '-o', 'json'], { env: at(api) });
  expect([code, out]).toEqual([6, '']);
  expect(api.requests).toHaveLength(3);
});

it('21 a POST or PATCH that is answered 503 is not sent again, and what to do is said', async () => {
  const writes = [
    ['brands', 'create', '--name', 'Acme'],
    ['brands', 'update', '7', '--name', 'Acme'],
  ];
  for (const words of writes) {
    const api = await failing(503, 9);
    const { code, out, err } = await run(words, { env: at(api) });
    expect([code, out]).toEqual([6, '']);
    expect(err).toBe(
      'Error: the API failed (503): maintenance\n' +
        'It may have been done all the same: look with the list or get command before you try again.\n',
    );
    expect(api.requests).toHaveLength(1);
  }
});

it('21 a DELETE whose first answer was lost has succeeded when the record is gone', async () => {
  let sent = 0;
  const api = await server((_, response) => {
    sent += 1;
    if (sent === 1) json(response, 504, {});
    else json(response, 404, { message: 'no such brand' });
  });
  const { code, err } = await run(['brands', 'delete', '7', '--yes'], { env: at(api) });
  expect([code, err]).toEqual([0, 'Deleted brand 7.\n']);
  expect(api.requests.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
});

it('21 statuses that will not pass are errors at once', async () => {
  for (const [status, exit] of [
    [400, 5],
    [401, 3],
    [403, 3],
    [404, 4],
    [409, 5],
    [422, 5],
    [501, 6],
  ] as const) {
    const api = await failing(status, 9);
    const { code } = await run(['brands', 'list'], { env: at(api) });
    expect([status, code]).toEqual([status, exit]);
    expect(api.requests).toHaveLength(1);
  }
});
