/** seed: Service Providers; reference: organizations. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const acme = {
  id: 3,
  name: 'Acme Plumbing',
  external_ids: ['AAA123'],
  address: { street_1: '1 Some Pl.', street_2: null, city: 'Boston', state: 'MA', postal_code: '02108' },
  phone_number: '+15551234567',
  email: 'office@acme.example',
  logo_token: '9b553add-62cf-47c0-aec1-6705e395b4da',
};

it('creates one with every field', async () => {
  server.on('POST /v3/organizations', { status: 201, body: { organization: acme } });
  const { code, out } = await run(
    [
      ...['organizations', 'create', '--name', 'Acme Plumbing', '--email', 'office@acme.example'],
      ...['--phone-number', '+15551234567', '--external-ids', 'AAA123'],
      ...['--address', '{"street_1":"1 Some Pl.","city":"Boston","state":"MA","postal_code":"02108"}'],
      ...['--logo-token', '9b553add-62cf-47c0-aec1-6705e395b4da', '--create-user', 'true', '--always-create', 'false'],
      ...['-o', 'json'],
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(acme);
  expect(sent(server.only())).toEqual({
    name: 'Acme Plumbing',
    email: 'office@acme.example',
    phone_number: '+15551234567',
    external_ids: ['AAA123'],
    address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', postal_code: '02108' },
    logo_token: '9b553add-62cf-47c0-aec1-6705e395b4da',
    create_user: true,
    always_create: false,
  });
});

it.each([
  ['2017-01-01T00:00:00Z', 'Matched, not created: organization 3 was there before.\n'],
  ['2100-01-01T00:00:00Z', 'A user is created for an organization that is new.\n'],
])('created at %s, it says: %s', async (created_at, told) => {
  server.on('POST /v3/organizations', { body: { organization: { ...acme, created_at } } });
  const words = [
    'organizations',
    'create',
    '--name',
    'Acme',
    '--email',
    'office@acme.example',
    '--create-user',
    'true',
  ];
  expect((await run(words, { server })).err).toBe(told);
});

describe('list', () => {
  beforeEach(() => {
    server.on('GET /v3/organizations', { body: { organizations: [acme], meta: { total: 1, limit: 200, offset: 0 } } });
  });

  it('gives the records', async () => {
    const { out } = await run('organizations list -o json', { server });
    expect(JSON.parse(out)).toEqual([acme]);
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/organizations', search: [['limit', '100']] });
  });

  it('--external-ids AAA123 is filter[external_ids_contains]=AAA123', async () => {
    expect((await run('organizations list --external-ids AAA123', { server })).code).toBe(0);
    expect(server.only().search).toEqual([
      ['filter[external_ids_contains]', 'AAA123'],
      ['limit', '100'],
    ]);
  });

  it('is also called service-providers', async () => {
    const { out } = await run('service-providers list -o json', { server });
    expect(JSON.parse(out)).toEqual([acme]);
    expect(server.only().path).toBe('/v3/organizations');
  });
});

it.each([
  ['bare', acme],
  ['in an envelope', { organization: acme }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/organizations/3', { body });
  const { out } = await run('organizations get 3 -o json', { server });
  expect(JSON.parse(out)).toEqual(acme);
});

it('updates one', async () => {
  server.on('PATCH /v3/organizations/3', { body: { organization: acme } });
  const { out } = await run(['organizations', 'update', '3', '--name', 'Acme Pipes', '-o', 'json'], { server });
  expect(JSON.parse(out)).toEqual(acme);
  expect(sent(server.only())).toEqual({ name: 'Acme Pipes' });
});

it('deletes one', async () => {
  server.on('DELETE /v3/organizations/3', { status: 204 });
  expect((await run('organizations delete 3 --yes', { server })).code).toBe(0);
  expect(server.only()).toMatchObject({ method: 'DELETE', path: '/v3/organizations/3' });
});
