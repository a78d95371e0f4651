/** Which records count as the same (docs/design-notes.md). */
import { expect, test } from 'vitest';
import { emulated, loggedIn } from './client.ts';

const started = async () => loggedIn(await emulated());

const LAKESHORE = {
  name: 'Lakeshore Plumbing & Heating',
  email: 'office@lakeshore.example.com',
  phone_number: '+15553120100',
  address: { street_1: '1840 W Irving Park Rd', city: 'Chicago', state: 'IL', postal_code: '60613' },
};

test.each([
  ['name and e-mail address', { name: LAKESHORE.name, email: LAKESHORE.email }],
  [
    'name and e-mail address in another case',
    { name: ' lakeshore plumbing & HEATING', email: 'Office@Lakeshore.example.com' },
  ],
  ['address and telephone number', { ...LAKESHORE, name: 'Other', email: 'other@example.com' }],
  ['name and address', { ...LAKESHORE, email: 'other@example.com', phone_number: '+15550001111' }],
])('an organization with the %s of another is answered with that one', async (_, sent) => {
  const api = await started();
  const { status, body } = await api.post('/v3/organizations', sent);
  expect([status, body.organization.id]).toEqual([200, 3]);
  expect(body.organization).not.toHaveProperty('always_create');
});

test.each([
  ['one fact in common', { name: LAKESHORE.name, email: 'other@example.com' }],
  ['another town', { name: 'Other', email: LAKESHORE.email, address: { ...LAKESHORE.address, city: 'Evanston' } }],
  ['always_create', { ...LAKESHORE, always_create: true }],
])('an organization with %s is made', async (_, sent) => {
  const api = await started();
  const { status, body } = await api.post('/v3/organizations', sent);
  expect([status, body.organization.id]).toEqual([201, 6]);
});

test.each([
  ['e-mail address', 200, 301, { organization_id: 3, email: 'Walter.Jennings@example.com' }],
  ['first telephone number', 200, 301, { organization_id: 3, phone_numbers: [{ number: '+15553125501' }] }],
  ['e-mail address in another organization', 201, 504, { organization_id: 4, email: 'walter.jennings@example.com' }],
  ['name', 201, 504, { organization_id: 3, last_name: 'Jennings' }],
])('a customer with the %s of another: %i, customer %i', async (_, status, id, sent) => {
  const api = await started();
  const answer = await api.post('/v3/customers', { first_name: 'Walter', ...sent });
  expect([answer.status, answer.body.customer.id]).toEqual([status, id]);
});
