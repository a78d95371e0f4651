import { expect, test } from 'vitest';
import { emulated, loggedIn, send } from './client.ts';

const NOW = Date.parse('2026-11-24T15:00:00Z');
const started = async () => loggedIn(await emulated({ now: () => NOW }));

test('a record is created, read, changed and deleted', async () => {
  const api = await started();
  const created = await api.post('/v3/appointments', {
    job_id: 123,
    user_id: 456,
    status: 'draft',
    time: '2017-01-01T02:00:00.250+02:00',
  });
  const appointment = {
    id: 40,
    time: '2017-01-01T00:00:00Z',
    duration: 7200,
    status: 'draft',
    job_id: 123,
    user_id: 456,
    organization_id: 3,
    created_at: '2026-11-24T15:00:00Z',
    updated_at: '2026-11-24T15:00:00Z',
  };
  expect([created.status, created.body]).toEqual([201, { appointment }]);
  expect((await api.get('/v3/appointments/40')).body).toEqual(appointment);

  const changed = await api.patch('/v3/appointments/40', { user_id: null, duration: 3600 });
  expect([changed.status, changed.body]).toEqual([
    200,
    { appointment: { ...appointment, user_id: null, duration: 3600 } },
  ]);

  const deleted = await api.delete('/v3/appointments/40');
  expect([deleted.status, deleted.body]).toEqual([204, undefined]);
  expect((await api.get('/v3/appointments/40')).status).toBe(404);
  const next = await api.post('/v3/appointments', { job_id: 123, status: 'draft' });
  expect(next.body.appointment.id).toBe(41);
});

test('a list is cut into pages of 100 at most and shows the documented limit', async () => {
  const api = await started();
  for (let note = 0; note < 120; note++) {
    await api.post('/v3/attachments', { entity_type: 'Job', entity_id: 123, description: `Note ${note}` });
  }
  const ids = (body: { attachments: { id: number }[] }) => body.attachments.map(({ id }) => id);

  const all = (await api.get('/v3/attachments')).body;
  expect([ids(all).length, ids(all)[0], ids(all)[99]]).toEqual([100, 1, 100]);
  expect(all.meta).toEqual({ total: 127, limit: 200, offset: 0 });

  const many = (await api.get('/v3/attachments?limit=500&offset=90')).body;
  expect([ids(many).length, ids(many)[0]]).toEqual([37, 91]);
  expect(many.meta).toEqual({ total: 127, limit: 500, offset: 90 });

  const two = (await api.get('/v3/attachments?limit=2&offset=1')).body;
  expect([ids(two), two.meta]).toEqual([[2, 3], { total: 127, limit: 2, offset: 1 }]);
  expect((await api.get('/v3/attachments?offset=200')).body.attachments).toEqual([]);
  expect((await api.get('/v3/attachments?limit=few')).body.details).toEqual({ limit: ['must be a whole number'] });
});

test.each([
  ['nothing', {}, { job_id: ["can't be blank"], status: ["can't be blank"] }],
  ['an unknown field', { job_id: 123, status: 'draft', colour: 'red' }, { colour: ['is not a known field'] }],
  ['an inherited name', { job_id: 123, status: 'draft', toString: 1 }, { toString: ['is not a known field'] }],
  [
    'a name that is no property',
    JSON.parse('{"job_id":123,"status":"draft","__proto__":{}}'),
    JSON.parse('{"__proto__":["is not a known field"]}'),
  ],
  ['a field of answers', { job_id: 123, status: 'draft', id: 7 }, { id: ['cannot be set'] }],
  [
    'a wrong status',
    { job_id: 123, status: 'done' },
    { status: ['must be one of draft, scheduled, enroute, started, complete, canceled'] },
  ],
  ['a wrong type', { job_id: '123', status: 'draft' }, { job_id: ['must be the number of a record'] }],
  ['no such job', { job_id: 9999, status: 'draft' }, { job_id: ['must exist'] }],
  [
    'a time without a zone',
    { job_id: 123, status: 'draft', time: '2017-01-01T00:00:00' },
    { time: ['must be an ISO 8601 timestamp with its zone'] },
  ],
  [
    'a negative length',
    { job_id: 123, status: 'draft', duration: -1 },
    { duration: ['must be a whole number of seconds'] },
  ],
])('an appointment with %s is answered 422', async (_, body, details) => {
  const api = await started();
  const { status, body: answer } = await api.post('/v3/appointments', body);
  expect([status, answer]).toEqual([422, { error: 'Validation failed', details }]);
});

test('what cannot be changed is refused', async () => {
  const api = await started();
  const { status, body } = await api.patch('/v3/appointments/2', { job_id: 120, status: null });
  expect(status).toBe(422);
  expect(body.details).toEqual({ job_id: ['cannot be changed'], status: ["can't be blank"] });
});

test('nested values are checked, and named by their place', async () => {
  const api = await started();
  const { body } = await api.post('/v3/customers', {
    organization_id: 3,
    first_name: 'Ada',
    phone_numbers: [{ number: '+15551234567' }, { number: 'home', colour: 'red' }],
    home_address: { street_1: '1 Some Pl.', state: 'IL', postal_code: 'K1A 0B1', timezone: 'Mars/Base' },
    external_ids: 'A1',
  });
  expect(body.details).toEqual({
    'phone_numbers[1].number': ['must be a telephone number like +15551234567'],
    'phone_numbers[1].colour': ['is not a known field'],
    'home_address.city': ["can't be blank"],
    'home_address.postal_code': ['must be a US postal code of 5 digits'],
    'home_address.timezone': ['must be the name of a time zone'],
    external_ids: ['must be an array'],
  });
});

test('a time window ends after it begins, and a contact is reached by what its kind says', async () => {
  const api = await started();
  const windows = await api.post('/v3/jobs/123/time_windows', {
    time_windows: [
      { start_time: '2026-12-01T10:00:00Z', end_time: '2026-12-01T10:00:00Z' },
      { start_time: '2026-12-01T10:00:00Z', end_time: '2026-12-01T06:00:00-06:00' },
      { start_time: '2026-12-01T10:00:00Z' },
    ],
  });
  expect(windows.body.details).toEqual({
    'time_windows[0].end_time': ['must be later than start_time'],
    'time_windows[2].end_time': ["can't be blank"],
  });
  const contact_methods = [
    { method: 'phone', value: '555 1234' },
    { method: 'email', value: 'ada@example.com' },
  ];
  const contacts = [{ first_name: 'Ada', last_name: 'Byron', contact_methods }];
  expect((await api.patch('/v3/jobs/123/contacts', { contacts })).body.details).toEqual({
    'contacts[0].contact_methods[0].value': ['must be a number such as +15551234567'],
  });
});

test('a logo must be an uploaded file', async () => {
  const api = await started();
  const unknown = await api.patch('/v3/brands/1', { logo_token: '00000000-0000-4000-8000-000000000000' });
  expect(unknown.body.details).toEqual({ logo_token: ['must exist'] });
  const known = await api.patch('/v3/brands/1', { logo_token: 'fe9194b3-3cc2-4862-af52-d8b59f7dd062' });
  expect(known.body.brand.logo_token).toBe('fe9194b3-3cc2-4862-af52-d8b59f7dd062');
});

test('unknown paths, records and methods are refused, and each answer can be traced', async () => {
  const api = await started();
  expect((await api.get('/v3/nothing')).status).toBe(404);
  expect((await api.get('/v3/appointments/9999')).body).toEqual({ error: 'Not found' });
  expect((await api.get('/v3/appointments/two')).status).toBe(404);
  const single = await api.get('/v3/brands/1');
  expect([single.status, single.headers.get('allow')]).toEqual([405, 'PATCH, DELETE']);
  expect(single.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(single.headers.get('x-runtime')).toMatch(/^\d+\.\d{6}$/);
});

test('a body that is no JSON object is answered 400', async () => {
  const emulator = await emulated();
  const { authorization } = await loggedIn(emulator);
  const url = `${emulator.apiUrl}/v3/brands`;
  expect((await send('POST', url, '{"name":', { authorization })).body).toEqual({
    error: 'The body is not valid JSON',
  });
  expect((await send('POST', url, '[1]', { authorization })).status).toBe(400);
  const text = await send('POST', url, '{"name":"A"}', { authorization, 'content-type': 'text/plain' });
  expect(text.status).toBe(400);
});
