/** reference: work_orders. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const order = {
  title: 'Leaking tap',
  description: '**Kitchen**',
  service_type: 'plumbing',
  brand_id: 1,
  orchestration: 'direct_offer',
  external_id: 'WO-1',
  location: {
    external_id: 'L-1',
    street_1: '1 Some Pl.',
    street_2: 'Flat 2',
    city: 'Boston',
    state: 'MA',
    postal_code: '02108',
    timezone: 'America/New_York',
  },
  appointment_windows: [{ start_time: '2017-01-01T14:00:00Z', end_time: '2017-01-01T16:00:00Z' }],
  contacts: [
    {
      first_name: 'Ada',
      last_name: 'Byron',
      company_name: 'Engines Ltd.',
      external_id: 'C-1',
      primary: true,
      notes: 'Rings twice',
      billing_address: { street_1: '2 Other Pl.', city: 'Boston' },
      email_addresses: [{ label: 'home', value: 'ada@example.com', preferred: true }],
      phone_numbers: [{ label: 'mobile', value: '+15551234567', preferred: false }],
    },
  ],
  organizations: [
    {
      id: 3,
      external_id: 'O-1',
      name: 'Acme Plumbing',
      address: { street_1: '3 Third Pl.', city: 'Boston' },
      email: 'office@acme.example',
      phone_number: '+15559876543',
    },
  ],
};
const answer = {
  id: 9,
  created_at: '2017-01-01T00:00:00Z',
  updated_at: '2017-01-01T00:00:00Z',
  data: { title: 'Leaking tap' },
};

it('creates one with every field', async () => {
  server.on('POST /v3/work_orders', { status: 201, body: { work_order: answer } });
  const { code, out } = await run('work-orders create --data - -o json', { server, stdin: JSON.stringify(order) });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    id: 9,
    created_at: '2017-01-01T00:00:00Z',
    updated_at: '2017-01-01T00:00:00Z',
    data: { title: 'Leaking tap' },
  });
  expect(sent(server.only())).toEqual(order);
});

it('updates one', async () => {
  server.on('PATCH /v3/work_orders/9', { body: answer });
  const { code, out } = await run(['work-orders', 'update', '9', '--title', 'Leaking tap', '-o', 'json'], { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(answer);
  expect(sent(server.only())).toEqual({ title: 'Leaking tap' });
});

it('cannot change the organization afterwards', async () => {
  const data = JSON.stringify({ organizations: order.organizations });
  expect((await run(['work-orders', 'update', '9', '--data', data], { server })).code).toBe(2);
  expect(server.requests).toEqual([]);
});

it.each([
  ['no primary contact', { ...order, contacts: [{ ...order.contacts[0], primary: false }] }],
  ['two organizations', { ...order, organizations: [order.organizations[0], order.organizations[0]] }],
])('is not sent with %s', async (_, data) => {
  expect((await run(['work-orders', 'create', '--data', JSON.stringify(data)], { server })).code).toBe(2);
  expect(server.requests).toEqual([]);
});

it('cancels one', async () => {
  server.on('POST /v3/work_orders/9/cancel', { body: answer });
  const { code, out } = await run('work-orders cancel 9 --yes -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(answer);
  expect(server.only().body).toHaveLength(0);
});
