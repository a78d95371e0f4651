/** reference: Location, "timezone (IANA; worked out from postal_code when absent)". */
import { expect, test } from 'vitest';
import { zoneOfPostalCode } from '../../../src/emulator/postal-zones.ts';
import { emulated, loggedIn } from './client.ts';

const started = async () => loggedIn(await emulated());
const BOSTON = { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', postal_code: '02108' };
const VANCOUVER = { street_1: '2 Other Pl.', city: 'Vancouver', state: 'BC', postal_code: 'V5K 0A1' };

test.each([
  ['00501', 'America/New_York'],
  ['00901', 'America/Puerto_Rico'],
  ['32501', 'America/Chicago'],
  ['40202', 'America/Kentucky/Louisville'],
  ['46204', 'America/Indiana/Indianapolis'],
  ['47708', 'America/Chicago'],
  ['48226', 'America/Detroit'],
  ['57701', 'America/Denver'],
  ['60613', 'America/Chicago'],
  ['79901', 'America/Denver'],
  ['83702', 'America/Boise'],
  ['85004', 'America/Phoenix'],
  ['90012', 'America/Los_Angeles'],
  ['96813', 'Pacific/Honolulu'],
  ['97914', 'America/Boise'],
  ['99501', 'America/Anchorage'],
  ['A1C 1A1', 'America/St_Johns'],
  ['m5v2t6', 'America/Toronto'],
  ['S4P 3Y2', 'America/Regina'],
  ['T2P 2M5', 'America/Edmonton'],
  // Military mail; two territories in three zones; no postal code at all.
  ['09012', undefined],
  ['X0A 0H0', undefined],
  ['', undefined],
])('%s lies in %s', (code, zone) => {
  expect(zoneOfPostalCode(code)).toBe(zone);
});

test('every location of a record gets its zone, also those in arrays', async () => {
  const api = await started();
  const customer = await api.post('/v3/customers', {
    organization_id: 3,
    first_name: 'Ada',
    home_address: BOSTON,
    billing_address: VANCOUVER,
  });
  expect(customer.body.customer).toMatchObject({
    home_address: { timezone: 'America/New_York' },
    billing_address: { timezone: 'America/Vancouver' },
  });
  const user = await api.patch('/v3/users/456', { address: VANCOUVER });
  expect(user.body.user.address.timezone).toBe('America/Vancouver');
  const contact = {
    first_name: 'Ada',
    last_name: 'Byron',
    address: BOSTON,
    contact_methods: [{ method: 'email', value: 'ada@example.com' }],
  };
  const job = await api.patch('/v3/jobs/123', { address: VANCOUVER, contacts: [contact] });
  expect(job.body.job).toMatchObject({
    address: { timezone: 'America/Vancouver' },
    contacts: [{ address: { timezone: 'America/New_York' } }],
  });
  const organization = await api.patch('/v3/organizations/3', { address: BOSTON });
  expect(organization.body.organization.address.timezone).toBe('America/New_York');
  const order = await api.post('/v3/work_orders', {
    title: 'Leaking tap',
    location: { ...BOSTON, external_id: 'L-1' },
    contacts: [{ first_name: 'Ada', primary: true, billing_address: VANCOUVER }],
    organizations: [{ name: 'Acme Plumbing', address: VANCOUVER }],
  });
  expect(order.body.work_order.data).toMatchObject({
    location: { timezone: 'America/New_York' },
    contacts: [{ billing_address: { timezone: 'America/Vancouver' } }],
    organizations: [{ address: { timezone: 'America/Vancouver' } }],
  });
});

test('a zone that is sent stays, and without a known postal code there is none', async () => {
  const api = await started();
  const zoneOf = async (address: object) =>
    (await api.patch('/v3/users/456', { address })).body.user.address.timezone ?? 'none';
  expect(await zoneOf({ ...BOSTON, timezone: 'America/Detroit' })).toBe('America/Detroit');
  expect(await zoneOf({ ...BOSTON, timezone: null })).toBe('America/New_York');
  expect(await zoneOf({ street_1: '1 Some Pl.', city: 'Boston' })).toBe('none');
  expect(await zoneOf({ ...BOSTON, state: 'AE', postal_code: '09012' })).toBe('none');
});
