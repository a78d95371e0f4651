import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { loggedIn } from './client.ts';

let emulator: Emulator;
let api: Awaited<ReturnType<typeof loggedIn>>;
beforeAll(async () => {
  // Nine in the morning in Chicago: everything of yesterday is done, nothing of tomorrow has begun.
  emulator = await startEmulator({ file: ':memory:', now: () => Date.parse('2026-11-24T15:00:00Z') });
  api = await loggedIn(emulator);
});
afterAll(() => emulator.close());

async function ids(resource: string, filters: string): Promise<number[]> {
  const { status, body } = await api.get(`/v3/${resource}?${filters}`);
  expect(status).toBe(200);
  expect(body.meta.total).toBe(body[resource].length);
  return body[resource].map(({ id }: { id: number }) => id);
}

describe('each predicate', () => {
  test.each([
    ['appointments', 'filter[job_id_eq]=123', [2, 8, 14]],
    ['appointments', 'filter[job_id]=123', [2, 8, 14]],
    ['appointments', 'filter[job_id_in]=119,123', [2, 8, 14, 37]],
    ['appointments', 'filter[status]=enroute', [39]],
    ['appointments', 'filter[status_in]=draft,canceled', [15, 26, 27]],
    ['appointments', 'filter[user_id_null]=true', [9, 12, 21, 25, 32, 36]],
    ['appointments', 'filter[user_id_null]=false&filter[job_id_eq]=143', [35]],
    ['appointments', 'filter[user_id_eq]=852', [28, 30, 33, 35]],
    ['appointments', 'filter[organization_id_eq]=5&filter[status_eq]=complete', [28, 29, 33]],
    // Appointment 15 is five days ahead at 9:00 in Chicago, 36 four days ahead at 10:00 in Denver.
    ['appointments', 'filter[time_gteq]=2026-11-28T17:00:00Z', [15, 36]],
    ['appointments', 'filter[time_gt]=2026-11-28T17:00:00Z', [15]],
    ['appointments', 'filter[time_lteq]=2026-11-20T16:00:00Z', [28]],
    ['appointments', 'filter[time_lt]=2026-11-20T16:00:00Z', []],
    ['appointments', 'filter[time_gteq]=2026-11-29T09:00:00-06:00', [15]],
    ['jobs', 'filter[status_not_eq]=scheduled', [119, 135, 142, 144, 145]],
    ['jobs', 'filter[external_ids_contains]=WO-123', [123]],
    ['customers', 'filter[external_id_contains]=C-301', [301]],
    ['customers', 'filter[email_eq]=susan.omalley@example.com', [401]],
    ['users', 'filter[by_user_roles]=dispatcher', [451, 801, 851]],
    ['attachments', 'filter[entity_type_eq]=Job&filter[entity_id_eq]=123', [1, 2]],
    ['survey_responses', 'filter[job_id_eq]=141', [6]],
  ])('%s?%s', async (resource, filters, expected) => {
    expect(await ids(resource, filters)).toEqual(expected);
  });
});

test.each([
  ['brands', 'filter[name_eq]=A', { name_eq: ['is not a filter of brands'] }],
  ['appointments', 'filter[duration_gt]=1', { duration_gt: ['is not a filter of appointments'] }],
  ['appointments', 'filter[job_id_eq]=x', { job_id_eq: ['must be the number of a record'] }],
  ['appointments', 'filter[user_id_null]=yes', { user_id_null: ['must be true or false'] }],
  ['appointments', 'filter[time_gt]=today', { time_gt: ['must be an ISO 8601 timestamp with its zone'] }],
])('%s?%s is answered 422', async (resource, filters, details) => {
  const { status, body } = await api.get(`/v3/${resource}?${filters}`);
  expect([status, body]).toEqual([422, { error: 'Invalid filter', details }]);
});

test('a filter value is never read as SQL', async () => {
  const hostile = encodeURIComponent("x'OR'1'='1@example.com");
  expect(await ids('customers', `filter[email_eq]=${hostile}`)).toEqual([]);
});
