/** contract: `--preview` on a write reads, never writes, and shows what would change and what would follow. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

it('shows each of several, and goes on when one is missing', async () => {
  server.on('GET /v3/brands', {
    body: {
      brands: [
        { id: 1, name: 'One' },
        { id: 2, name: 'Two' },
      ],
      meta: { total: 2 },
    },
  });
  const { code, out, err } = await run('brands delete 1 9 2 --preview', { server });
  expect(code).toBe(7);
  const follows = '  Its jobs return to account-level branding. (40 jobs: 1, …)\n';
  expect(out).toBe(
    `Would delete brand 1. Nothing has been written.\n- id: 1\n- name: One\n${follows}` +
      `Would delete brand 2. Nothing has been written.\n- id: 2\n- name: Two\n${follows}`,
  );
  expect(err).toContain('brand 9: there is no brand 9');
  expect(err).toContain('Nothing has been written.');
  const data = await run('brands delete 1 2 --preview -o json', { server });
  expect(JSON.parse(data.out)).toMatchObject([
    { action: 'delete', record: 1 },
    { action: 'delete', record: 2 },
  ]);
});

describe('of an action', () => {
  it.each([
    [
      'jobs accept 1',
      '- status: scheduled\n+ status: unscheduled\n',
      'Without an appointment the job becomes unscheduled.',
    ],
    ['jobs accept 1 --appointment.time 2017-01-01T00:00:00Z', '+ appointment: {', 'the job becomes scheduled.'],
    ['jobs reject 1', '- status: scheduled\n+ status: rejected\n', 'The job becomes rejected.'],
  ])('%s shows where the job would stand', async (words, diff, follows) => {
    const { code, out } = await run(`${words} --preview`, { server });
    expect(code).toBe(0);
    expect(out).toContain('ed job 1. Nothing has been written.\n');
    expect(out).toContain(diff);
    expect(out).toContain(follows);
  });

  it('compares a contact with the contact', async () => {
    const bob = { id: 5, first_name: 'Bob', last_name: 'May', relationship: 'owner' };
    server.on('GET /v3/jobs/1/contacts', { body: { contacts: [bob] } });
    const words = 'jobs contacts update 1 5 --first-name Bob --relationship tenant --preview';
    expect((await run(words, { server })).out).toBe(
      'Would have changed a contact of job 1. Nothing has been written.\n- relationship: owner\n+ relationship: tenant\n',
    );
    const missing = await run('jobs contacts update 1 6 --relationship tenant --preview', { server });
    expect([missing.code, missing.err]).toEqual([4, expect.stringContaining('there is no contact 6 of job 1')]);
  });

  it('says that nobody can know what a work order holds', async () => {
    const { code, out } = await run('work-orders cancel 9 --preview', { server });
    expect(code).toBe(0);
    expect(out).toBe(
      'Would have canceled work order 9. Nothing has been written.\n' +
        '  What it holds now is not known: the API does not show work orders.\n' +
        '  The job that was created for it is canceled, and its appointments with it.\n',
    );
    const update = await run('work-orders update 9 --title Tap --preview -o json', { server });
    expect(JSON.parse(update.out).changes).toEqual([{ field: 'title', after: 'Tap' }]);
  });
});

it.each([
  ['--create-user true', true],
  ['--create-user false', false],
  ['', false],
])('organizations create %s: a user is created is %s', async (flags, told) => {
  const words = `organizations create --name Acme --email office@acme.example ${flags} --preview`.split(/ +/);
  const { out } = await run(words, { server });
  expect(out).toContain('Would create an organization. Nothing has been written.');
  expect(out).toContain('is matched, not created anew');
  expect(out.includes('A user is created for an organization that is new.')).toBe(told);
});

it('counts the customers of the same organization that have the e-mail address', async () => {
  server.on('GET /v3/customers', { body: { customers: [{ id: 7 }], meta: { total: 1 } } });
  const words = 'customers create --organization-id 3 --first-name Ada --email ada@example.com --preview';
  expect((await run(words, { server })).out).toContain('not created anew. (1 customer: 7)');
  expect(server.only().search).toEqual([
    ['filter[email_eq]', 'ada@example.com'],
    ['filter[organization_id_eq]', '3'],
    ['limit', '10'],
  ]);
});

it('asks for what the API leaves out where it would change', async () => {
  const before = { id: 1, marketing_attributions: [{ campaign: 'spring' }] };
  server.on('GET /v3/jobs/1', ({ search }) => ({ body: search.length === 0 ? { id: 1 } : before }));
  const words = ['jobs', 'update', '1', '--preview', '--marketing-attributions'];
  expect((await run([...words, '[{"campaign":"autumn"}]'], { server })).out).toContain(
    '- marketing_attributions: [{"campaign":"spring"}]\n+ marketing_attributions: [{"campaign":"autumn"}]\n',
  );
  expect((await run([...words, '[{"campaign":"spring"}]'], { server })).out).toContain('has these values already');
  expect(server.requests.at(-1)?.search).toEqual([['include', 'marketing_attributions']]);
});
