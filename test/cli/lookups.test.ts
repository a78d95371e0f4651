/** `ext:AAA123` wherever an id is asked for, where the API can find records by external id. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  const found = (plural: string, filter: string) =>
    server.on(`GET /v3/${plural}`, ({ search }) => {
      const wanted = search.find(([name]) => name === `filter[${filter}]`)?.[1];
      const all = [
        { id: 7, external_ids: ['A7'] },
        { id: 8, external_ids: ['A8', 'both'] },
        { id: 9, external_ids: ['both', 'A77'] },
      ];
      const those = all.filter(({ external_ids }) => external_ids.some((id) => wanted && id.includes(wanted)));
      return { body: { [plural]: those, meta: { total: those.length } } };
    });
  found('jobs', 'external_ids_contains');
  found('customers', 'external_id_contains');
  found('organizations', 'external_ids_contains');
  server.on('GET /v3/jobs/7', { body: { id: 7 } });
  server.on('GET /v3/jobs/8', { body: { id: 8 } });
  server.on('POST /v3/jobs', { body: { job: { id: 1 } } });
  server.on('POST /v3/work_orders', { body: { work_order: { id: 1 } } });
  server.on('POST /v3/attachments', { body: { attachment: { id: 1 } } });
  server.on('POST /v3/jobs/7/reject', { status: 204 });
  server.on('GET /v3/appointments', { body: { appointments: [], meta: { total: 0 } } });
});
afterEach(() => server.close());

/** The last request: those before it looked something up. */
const last = () => server.requests.at(-1) ?? server.only();

describe('in the place of an argument', () => {
  it('finds the record whose external id is exactly this one', async () => {
    expect((await run('jobs get ext:A7', { server })).code).toBe(0);
    expect(server.requests.map(({ path, search }) => [path, search])).toEqual([
      [
        '/v3/jobs',
        [
          ['filter[external_ids_contains]', 'A7'],
          ['limit', '100'],
        ],
      ],
      ['/v3/jobs/7', []],
    ]);
  });

  it('finds several', async () => {
    const { out } = await run('jobs get 8 ext:A7 -o json', { server });
    expect(JSON.parse(out)).toEqual([{ id: 8 }, { id: 7 }]);
  });

  it('looks many up one after the other, and names the first that is not there', async () => {
    const ids = Array.from({ length: 13 }, (_, at) => `ext:none-${at}`).join(',');
    const { code, err } = await run(`appointments list --job-id ${ids}`, { server });
    expect(code).toBe(4);
    expect(err).toContain("no job has the external id 'none-0'");
    expect(server.requests).toHaveLength(1);
  });

  it('of an action', async () => {
    expect((await run('jobs reject ext:A7 --yes', { server })).code).toBe(0);
    expect(last().path).toBe('/v3/jobs/7/reject');
  });

  it.each([
    ['jobs get ext:none', 4, "no job has the external id 'none'"],
    ['jobs get ext:both', 2, "2 jobs have the external id 'both': 8, 9"],
    ['jobs get ext:', 2, 'ext: needs an external id behind it'],
    ['users get ext:A7', 2, 'users cannot be looked up by external id'],
    ['jobs contacts update 7 ext:A7 --relationship tenant', 2, "not 'ext:A7'"],
    ['jobs get ext:A7 --dry-run', 2, '--dry-run sends nothing'],
  ])('%s ends with %i', async (words, code, message) => {
    const outcome = await run(words, { server });
    expect([outcome.code, outcome.err]).toEqual([code, expect.stringContaining(message)]);
  });
});

describe('in a flag', () => {
  it.each(['--job-id ext:A7,8', '--job-id 8,ext:A7', '--job-id ext:A7 --job-id 8'])(
    'of a filter: %s',
    async (flags) => {
      expect((await run(`appointments list ${flags}`, { server })).code).toBe(0);
      const value = flags.startsWith('--job-id 8') ? '8,7' : '7,8';
      expect(last().search[0]).toEqual(['filter[job_id_in]', value]);
    },
  );

  it('of a field', async () => {
    await run('attachments create --entity-id ext:A8 --description ext:A7,note', { server });
    expect(sent(last())).toEqual({ entity_type: 'Job', entity_id: 8, description: 'ext:A7,note' });
  });

  it('within JSON', async () => {
    const words = ['work-orders', 'create', '--title', 'Tap', '--organizations', '[{"id":"ext:A7"}]'];
    expect((await run(words, { server })).code).toBe(0);
    expect(sent(last())).toEqual({ title: 'Tap', organizations: [{ id: 7 }] });
  });

  it('of an id that the API cannot find by external id: exit 2', async () => {
    const { code, err } = await run('appointments list --user-id ext:A7', { server });
    expect([code, err]).toEqual([2, expect.stringContaining('users cannot be looked up by external id')]);
  });
});

it('in --data, also in nested objects; other text stays as it is', async () => {
  const job = {
    title: 'ext:A7',
    status: 'unscheduled',
    customer_id: 'ext:A8',
    organization_id: 3,
    address: { street_1: '1 Some Pl.', city: 'Boston' },
  };
  expect((await run(['jobs', 'create', '--data', JSON.stringify(job)], { server })).code).toBe(0);
  expect(sent(last())).toEqual({ ...job, customer_id: 8 });
  const order = { title: 'Tap', organizations: [{ id: 'ext:A7' }] };
  expect((await run('work-orders create --data -', { server, stdin: JSON.stringify(order) })).code).toBe(0);
  expect(sent(last())).toEqual({ title: 'Tap', organizations: [{ id: 7 }] });
});

it('at a prompt', async () => {
  const { code } = await run('attachments create --description Note', {
    server,
    answers: [
      ['(--entity-id)', 'ext:A8'],
      ['ext:A8', '\r'],
    ],
  });
  expect(code).toBe(0);
  expect(sent(last())).toMatchObject({ entity_id: 8, description: 'Note' });
});
