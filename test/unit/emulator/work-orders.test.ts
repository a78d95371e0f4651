/** Work orders create their objects (reference: work_orders). */
import { expect, test } from 'vitest';
import { emulated, loggedIn } from './client.ts';

const started = async () => loggedIn(await emulated());
const ADDRESS = { street_1: '1 Some Pl.', city: 'Chicago', state: 'IL', postal_code: '60613' };

const ORDER = { title: 'Leaking tap', orchestration: 'direct_assign', organizations: [{ id: 3 }] };

test('a work order is answered under data, makes a job and cancels it', async () => {
  const api = await started();
  const order = {
    title: 'Leaking tap',
    orchestration: 'direct_offer',
    location: ADDRESS,
    contacts: [{ first_name: 'Ada', primary: true, phone_numbers: [{ value: '+15550001111' }] }],
    organizations: [{ id: 3 }],
  };
  const { status, body } = await api.post('/v3/work_orders', order);
  expect(status).toBe(201);
  expect(Object.keys(body.work_order)).toEqual(['id', 'created_at', 'updated_at', 'data']);
  expect(body.work_order.data).toMatchObject({ title: 'Leaking tap', organizations: [{ id: 3 }] });
  const made = (await api.get('/v3/jobs/146')).body;
  expect(made).toMatchObject({ title: 'Leaking tap', status: 'offered', organization_id: 3, customer_id: 504 });
  await api.post(`/v3/work_orders/${body.work_order.id}/cancel`);
  expect((await api.get('/v3/jobs/146')).body.status).toBe('canceled');
});

test('a work order makes the customer that its primary contact is', async () => {
  const api = await started();
  const location = { ...ADDRESS, external_id: 'L-1' };
  const contacts = [
    { first_name: 'Bob', email_addresses: [{ value: 'bob@example.com' }] },
    {
      first_name: 'Ada',
      last_name: 'Byron',
      company_name: 'Engines Ltd.',
      external_id: 'C-1',
      primary: true,
      notes: 'Rings twice',
      billing_address: ADDRESS,
      email_addresses: [{ value: 'ada@work.example' }, { value: 'ada@example.com', preferred: true }],
      phone_numbers: [{ label: 'mobile', value: '+15550001111' }],
    },
  ];
  await api.post('/v3/work_orders', { ...ORDER, external_id: 'WO-2041', brand_id: 1, location, contacts });
  const { body: job } = await api.get('/v3/jobs/146');
  expect(job).toMatchObject({ status: 'unscheduled', brand_id: 1, external_ids: ['WO-2041'], customer_id: 504 });
  expect(job.address).toEqual({ ...ADDRESS, timezone: 'America/Chicago' });
  expect((await api.get('/v3/customers/504')).body).toMatchObject({
    organization_id: 3,
    first_name: 'Ada',
    last_name: 'Byron',
    company_name: 'Engines Ltd.',
    notes: 'Rings twice',
    email: 'ada@example.com',
    phone_numbers: [{ number: '+15550001111', primary: true, type: 'mobile' }],
    external_ids: ['C-1'],
    home_address: { city: 'Chicago' },
    billing_address: { city: 'Chicago' },
  });
});

test('a work order finds its organization by external id, or makes one with a name', async () => {
  const api = await started();
  const receiver = async (organization: object) => {
    const { status, body } = await api.post('/v3/work_orders', { ...ORDER, organizations: [organization] });
    if (status !== 201) return body.details;
    const { jobs } = (await api.get('/v3/jobs?offset=19')).body;
    return jobs.at(-1).organization_id;
  };
  expect(await receiver({ external_id: 'HVHS-4' })).toBe(4);
  expect(await receiver({ name: 'Lakeshore Plumbing & Heating', email: 'office@lakeshore.example.com' })).toBe(3);
  expect(await receiver({ name: 'Acme Plumbing', external_id: 'ACME-1' })).toBe(6);
  expect(await receiver({ external_id: 'ACME-1' })).toBe(6);
  expect(await receiver({ external_id: 'nobody' })).toEqual({ 'organizations[0]': ['must exist, or have a name'] });
  expect(await receiver({ id: 99 })).toEqual({ 'organizations[0].id': ['must exist'] });
});

test('a work order that is offered or assigned directly needs an organization; refused, it leaves nothing', async () => {
  const api = await started();
  const { status, body } = await api.post('/v3/work_orders', { title: 'Leaking tap', orchestration: 'direct_offer' });
  expect([status, body.details]).toEqual([422, { organizations: ['must have one'] }]);
  expect((await api.post('/v3/work_orders', ORDER)).body.work_order.id).toBe(1);
});
