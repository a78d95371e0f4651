/** seed: Customers; reference: customers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const ada = {
  id: 7,
  organization_id: 3,
  first_name: 'Ada',
  last_name: 'Byron',
  company_name: 'Engines Ltd.',
  notes: 'Rings twice',
  email: 'ada@example.com',
  phone_numbers: [{ number: '+15551234567', primary: true, type: 'Mobile' }],
  home_address: {
    street_1: '1 Some Pl.',
    street_2: null,
    city: 'Boston',
    state: 'MA',
    postal_code: '02108',
    timezone: 'America/New_York',
  },
  billing_address: null,
  external_ids: ['AAA123'],
};

it('creates one with every field', async () => {
  server.on('POST /v3/customers', { status: 201, body: { customer: ada } });
  const { code, out } = await run(
    [
      ...['customers', 'create', '--organization-id', '3', '--first-name', 'Ada', '--last-name', 'Byron'],
      ...['--company-name', 'Engines Ltd.', '--notes', 'Rings twice', '--email', 'ada@example.com'],
      ...['--phone-numbers', '[{"number":"+15551234567","primary":true,"type":"Mobile"}]'],
      ...['--home-address.street-1', '1 Some Pl.', '--home-address.street-2', 'Flat 2'],
      ...['--home-address.city', 'Boston', '--home-address.state', 'MA', '--home-address.postal-code', '02108'],
      ...['--home-address.timezone', 'America/New_York'],
      ...['--billing-address', '{"street_1":"2 Other Pl.","city":"Toronto","state":"ON","postal_code":"M5V 2T6"}'],
      ...['--external-ids', 'AAA123,BBB456', '-o', 'json'],
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(ada);
  expect(sent(server.only())).toEqual({
    organization_id: 3,
    first_name: 'Ada',
    last_name: 'Byron',
    company_name: 'Engines Ltd.',
    notes: 'Rings twice',
    email: 'ada@example.com',
    phone_numbers: [{ number: '+15551234567', primary: true, type: 'Mobile' }],
    home_address: {
      street_1: '1 Some Pl.',
      street_2: 'Flat 2',
      city: 'Boston',
      state: 'MA',
      postal_code: '02108',
      timezone: 'America/New_York',
    },
    billing_address: { street_1: '2 Other Pl.', city: 'Toronto', state: 'ON', postal_code: 'M5V 2T6' },
    external_ids: ['AAA123', 'BBB456'],
  });
});

it('says so when create answers a customer that was there before', async () => {
  const { id, first_name } = ada;
  const old = { id, first_name, created_at: '2017-01-01T00:00:00Z' };
  server.on('POST /v3/customers', { body: { customer: old } });
  const { code, out, err } = await run('customers create --organization-id 3 --first-name Ada -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(old);
  expect(err).toContain('customer 7 was there before');
});

describe('list', () => {
  beforeEach(() => {
    server.on('GET /v3/customers', { body: { customers: [ada], meta: { total: 1, limit: 200, offset: 0 } } });
  });

  it('gives the records', async () => {
    const { out } = await run('customers list -o json', { server });
    expect(JSON.parse(out)).toEqual([ada]);
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/customers', search: [['limit', '100']] });
  });

  it.each([
    ['--email ada@example.com', 'email_eq', 'ada@example.com'],
    ['--external-id AAA123', 'external_id_contains', 'AAA123'],
    ['--organization-id 3', 'organization_id_eq', '3'],
  ])('%s is filter[%s]=%s', async (flags, name, value) => {
    expect((await run(`customers list ${flags}`, { server })).code).toBe(0);
    expect(server.only().search).toEqual([
      [`filter[${name}]`, value],
      ['limit', '100'],
    ]);
  });
});

it.each([
  ['bare', ada],
  ['in an envelope', { customer: ada }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/customers/7', { body });
  const { out } = await run('customers get 7 -o json', { server });
  expect(JSON.parse(out)).toEqual(ada);
});

it('updates one', async () => {
  server.on('PATCH /v3/customers/7', { body: { customer: ada } });
  const { code, out } = await run(
    ['customers', 'update', '7', '--first-name', 'Augusta', '--notes', 'Moved', '--phone-numbers', '[]', '-o', 'json'],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(ada);
  expect(sent(server.only())).toEqual({ first_name: 'Augusta', notes: 'Moved', phone_numbers: [] });
});

it('deletes one', async () => {
  server.on('DELETE /v3/customers/7', { status: 204 });
  expect((await run('customers delete 7 --yes', { server })).code).toBe(0);
  expect(server.only()).toMatchObject({ method: 'DELETE', path: '/v3/customers/7' });
});

describe('a location', () => {
  const place = { street_1: '1 Some Pl.', city: 'Boston' };
  it.each([
    ['a state that there is not', { ...place, state: 'ZZ' }, 'must be a state or province in two capital letters'],
    ['a US code in Canada', { ...place, state: 'ON', postal_code: '02108' }, 'must be a Canadian postal code'],
    ['a Canadian code in the US', { ...place, state: 'MA', postal_code: 'M5V2T6' }, 'must be a US postal code'],
    ['nine digits', { ...place, postal_code: '02108-1234' }, 'must be 5 digits (US) or 6 characters (Canada)'],
    ['a zone that there is not', { ...place, timezone: 'America/Boston' }, 'must be a time zone'],
    ['an abbreviation for a zone', { ...place, timezone: 'CST' }, 'must be a time zone'],
    ['no town', { street_1: '1 Some Pl.' }, 'home-address.city'],
  ])('is not sent with %s', async (_, address, message) => {
    const words = ['customers', 'update', '7', '--home-address', JSON.stringify(address)];
    const { code, err } = await run(words, { server });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(server.requests).toEqual([]);
  });

  it.each(['MA', 'PR', 'GU', 'AE', 'YT'])('can be in %s', async (state) => {
    server.on('PATCH /v3/customers/7', { body: { customer: ada } });
    const words = ['customers', 'update', '7', '--home-address', JSON.stringify({ ...place, state })];
    expect((await run(words, { server })).code).toBe(0);
    expect(sent(server.only())).toEqual({ home_address: { street_1: '1 Some Pl.', city: 'Boston', state } });
  });
});
