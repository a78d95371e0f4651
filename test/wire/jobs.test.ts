/** seed: Jobs; reference: jobs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const job = {
  id: 123,
  title: 'Leaking tap',
  description: '**Kitchen**',
  service_type: 'plumbing',
  customer_id: 7,
  organization_id: 3,
  external_ids: ['AAA123'],
  address: {
    street_1: '1 Some Pl.',
    street_2: null,
    city: 'Boston',
    state: 'MA',
    postal_code: '02108',
    timezone: 'America/New_York',
  },
  brand_id: 1,
  source_id: 5,
  contacts: [],
  equipment_descriptions: [],
  service_fee: 49.5,
  service_fee_precollected: false,
  status: 'unscheduled',
  status_message: null,
};

it('creates one with every field', async () => {
  server.on('POST /v3/jobs', { status: 201, body: { job } });
  const { code, out } = await run(
    [
      ...['jobs', 'create', '--title', 'Leaking tap', '--description', '**Kitchen**\ntap', '--status', 'unscheduled'],
      ...['--status-message', 'New', '--service-type', 'plumbing', '--customer-id', '7', '--organization-id', '3'],
      ...['--brand-id', '1', '--external-ids', 'AAA123', '--external-ids', 'BBB456'],
      ...['--address.street-1', '1 Some Pl.', '--address.city', 'Boston', '--address.state', 'MA'],
      ...['--address.postal-code', '02108', '--service-fee', '49.5', '--service-fee-precollected', 'true'],
      '--contacts',
      '[{"first_name":"Bob","last_name":"May","primary":true,"relationship":"tenant",' +
        '"contact_methods":[{"method":"phone","value":"+15551234567","notify":true}]}]',
      '--equipment-descriptions',
      '[{"manufacturer":"Acme","model_number":"M1","serial_number":"S1","equipment_type":"tap","installation_date":"2016-05-01"}]',
      '--marketing-attributions',
      '[{"content":"banner","campaign":"spring","source":"search","term":"tap","media":"web"}]',
      ...['-o', 'json'],
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(job);
  expect(sent(server.only())).toEqual({
    title: 'Leaking tap',
    description: '**Kitchen**\ntap',
    status: 'unscheduled',
    status_message: 'New',
    service_type: 'plumbing',
    customer_id: 7,
    organization_id: 3,
    brand_id: 1,
    external_ids: ['AAA123', 'BBB456'],
    address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', postal_code: '02108' },
    service_fee: 49.5,
    service_fee_precollected: true,
    contacts: [
      {
        first_name: 'Bob',
        last_name: 'May',
        primary: true,
        relationship: 'tenant',
        contact_methods: [{ method: 'phone', value: '+15551234567', notify: true }],
      },
    ],
    equipment_descriptions: [
      {
        manufacturer: 'Acme',
        model_number: 'M1',
        serial_number: 'S1',
        equipment_type: 'tap',
        installation_date: '2016-05-01',
      },
    ],
    marketing_attributions: [{ content: 'banner', campaign: 'spring', source: 'search', term: 'tap', media: 'web' }],
  });
});

describe('list', () => {
  beforeEach(() => {
    server.on('GET /v3/jobs', { body: { jobs: [job], meta: { total: 1, limit: 200, offset: 0 } } });
  });

  it('gives the records', async () => {
    const { out } = await run('jobs list -o json', { server });
    expect(JSON.parse(out)).toEqual([job]);
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/jobs', search: [['limit', '100']] });
  });

  it.each([
    ['--brand-id 1', 'brand_id_eq', '1'],
    ['--source-id 5', 'source_id_eq', '5'],
    ['--customer-id 7', 'customer_id_eq', '7'],
    ['--customer-id 7,8', 'customer_id_in', '7,8'],
    ['--external-ids AAA123', 'external_ids_contains', 'AAA123'],
    ['--organization-id 3', 'organization_id_eq', '3'],
    ['--organization-id 3 --organization-id 4', 'organization_id_in', '3,4'],
    ['--status offered', 'status_eq', 'offered'],
    ['--status scheduled,paused', 'status_in', 'scheduled,paused'],
    ['--not-status complete', 'status_not_eq', 'complete'],
  ])('%s is filter[%s]=%s', async (flags, name, value) => {
    expect((await run(`jobs list ${flags}`, { server })).code).toBe(0);
    expect(server.only().search).toEqual([
      [`filter[${name}]`, value],
      ['limit', '100'],
    ]);
  });

  it.each(['unscheduled', 'scheduled', 'paused', 'complete', 'canceled', 'offered', 'rejected'])(
    'knows the status %s',
    async (status) => {
      expect((await run(`jobs list --status ${status}`, { server })).code).toBe(0);
      expect(server.only().search[0]).toEqual(['filter[status_eq]', status]);
    },
  );
});

it.each([
  ['bare', job],
  ['in an envelope', { job }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/jobs/123', { body });
  const { out } = await run('jobs get 123 -o json', { server });
  expect(JSON.parse(out)).toEqual(job);
  expect(server.only().search).toEqual([]);
});

it('side-loads marketing attributions', async () => {
  const whole = { ...job, marketing_attributions: [{ campaign: 'spring' }] };
  server.on('GET /v3/jobs/123', { body: { job: whole } });
  const { out } = await run('jobs get 123 --include marketing_attributions -o json', { server });
  expect(JSON.parse(out)).toEqual(whole);
  expect(server.only().search).toEqual([['include', 'marketing_attributions']]);
});

it('updates one', async () => {
  server.on('PATCH /v3/jobs/123', { body: { job } });
  const { code, out } = await run(
    [
      ...['jobs', 'update', '123', '--status', 'paused', '--status-message', 'Waiting for a part'],
      ...['--service-fee', '60', '--customer-id', '8', '-o', 'json'],
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(job);
  expect(sent(server.only())).toEqual({
    status: 'paused',
    status_message: 'Waiting for a part',
    service_fee: 60,
    customer_id: 8,
  });
});
