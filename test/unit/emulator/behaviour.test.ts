import { expect, test } from 'vitest';
import { emulated, loggedIn } from './client.ts';

const started = async () => loggedIn(await emulated());
type Started = Awaited<ReturnType<typeof started>>;

const ADDRESS = { street_1: '1 Some Pl.', city: 'Chicago', state: 'IL', postal_code: '60613' };
const statusesOf = async (api: Started, job: number) =>
  (await api.get(`/v3/appointments?filter[job_id_eq]=${job}`)).body.appointments.map(
    ({ status }: { status: string }) => status,
  );
const statusOf = async (api: Started, job: number) => (await api.get(`/v3/jobs/${job}`)).body.status;

test('scheduling an appointment schedules its job', async () => {
  const api = await started();
  expect(await statusOf(api, 142)).toBe('paused');
  await api.post('/v3/appointments', { job_id: 142, status: 'draft' });
  expect(await statusOf(api, 142)).toBe('paused');
  await api.post('/v3/appointments', { job_id: 142, status: 'scheduled', time: '2026-12-01T15:00:00Z' });
  expect(await statusOf(api, 142)).toBe('scheduled');
});

test('cancelling a job cancels its appointments and no others', async () => {
  const api = await started();
  const others = await statusesOf(api, 120);
  await api.patch('/v3/jobs/123', { status: 'canceled' });
  expect(await statusesOf(api, 123)).toEqual(['canceled', 'canceled', 'canceled']);
  expect(await statusesOf(api, 120)).toEqual(others);
});

test('a customer answers once when a visit is complete, and nobody else can', async () => {
  const api = await started();
  const responses = async () => (await api.get('/v3/survey_responses?filter[job_id_eq]=142')).body.survey_responses;
  expect(await responses()).toEqual([]);
  const { appointment } = (await api.post('/v3/appointments', { job_id: 142, status: 'started' })).body;
  expect(await responses()).toEqual([]);
  await api.patch(`/v3/appointments/${appointment.id}`, { status: 'complete' });
  await api.patch(`/v3/appointments/${appointment.id}`, { status: 'started' });
  await api.patch(`/v3/appointments/${appointment.id}`, { status: 'complete' });
  expect(await responses()).toMatchObject([{ job_id: 142, appointment_id: appointment.id, rating: 5 }]);
  expect((await api.post('/v3/survey_responses', { job_id: 142, rating: 5 })).status).toBe(405);
});

test('deleting a brand takes it off its jobs', async () => {
  const api = await started();
  expect((await api.delete('/v3/brands/2')).status).toBe(204);
  expect((await api.get('/v3/jobs/123')).body.brand_id).toBe(null);
  expect((await api.get('/v3/jobs/120')).body.brand_id).toBe(1);
});

test('an offer is accepted with an appointment, without one, or rejected', async () => {
  const api = await started();
  const accepted = await api.post('/v3/jobs/144/accept', {
    appointment: { time: '2026-12-01T15:00:00Z', user_id: 852 },
  });
  expect([accepted.status, accepted.body.job.status]).toEqual([200, 'scheduled']);
  const { appointments } = (await api.get('/v3/appointments?filter[job_id_eq]=144')).body;
  expect(appointments).toMatchObject([
    { time: '2026-12-01T15:00:00Z', duration: 7200, user_id: 852, organization_id: 5 },
  ]);
  expect((await api.post('/v3/jobs/145/accept')).body.job.status).toBe('unscheduled');
  expect((await api.post('/v3/jobs/145/reject')).body.job.status).toBe('rejected');
});

test('a job comes with its organization and customer, and matches those that exist', async () => {
  const api = await started();
  const job = {
    title: 'Leaking tap',
    status: 'unscheduled',
    address: ADDRESS,
    customer: { first_name: 'Ada', phone_numbers: [{ number: '+15550001111' }] },
    organization: { name: 'Acme Plumbing', email: 'office@acme.example' },
  };
  const first = await api.post('/v3/jobs/factory', job);
  expect([first.status, first.body.job]).toMatchObject([
    201,
    { organization_id: 6, customer_id: 504, title: 'Leaking tap' },
  ]);
  const second = await api.post('/v3/jobs/factory', job);
  expect(second.body.job).toMatchObject({ id: first.body.job.id + 1, organization_id: 6, customer_id: 504 });
});

test('contacts are listed without meta, replaced as a whole and changed one by one', async () => {
  const api = await started();
  const listed = (await api.get('/v3/jobs/123/contacts')).body;
  expect(listed).toMatchObject({ contacts: [{ id: 123, first_name: 'Maria', last_name: 'Delgado' }] });
  expect(listed).not.toHaveProperty('meta');
  const contact_methods = [{ method: 'phone', value: '+15551234567' }];
  const replaced = await api.patch('/v3/jobs/123/contacts', {
    contacts: [{ first_name: 'Ada', last_name: 'Byron', contact_methods }],
  });
  const { id } = replaced.body.contacts[0];
  const changed = await api.patch(`/v3/jobs/123/contacts/${id}`, { relationship: 'tenant' });
  expect(changed.body).toMatchObject({ contact: { id, first_name: 'Ada', relationship: 'tenant' } });
  expect((await api.patch('/v3/jobs/123/contacts/9999', { relationship: 'tenant' })).status).toBe(404);
});

test('a job leaves out what has to be asked for', async () => {
  const api = await started();
  const marketing_attributions = [{ campaign: 'spring' }];
  const changed = await api.patch('/v3/jobs/123', { marketing_attributions });
  expect(changed.body.job).not.toHaveProperty('marketing_attributions');
  const included = await api.get('/v3/jobs/123?include=marketing_attributions');
  expect(included.body.marketing_attributions).toEqual(marketing_attributions);
});

const usersOf = async (api: Started, organization: number) =>
  (await api.get(`/v3/users?filter[organization_id_eq]=${organization}`)).body.users;

test('an organization that asks for a user gets one', async () => {
  const api = await started();
  const sent = { name: 'Acme Plumbing Works', email: 'office@acme.example', phone_number: '+15550001111' };
  const { body } = await api.post('/v3/organizations', { ...sent, create_user: true });
  expect(body.organization).not.toHaveProperty('create_user');
  expect(await usersOf(api, 6)).toMatchObject([
    {
      id: 854,
      first_name: 'Acme',
      last_name: 'Plumbing Works',
      email: 'office@acme.example',
      phone_number: '+15550001111',
      roles: ['dispatcher', 'technician'],
    },
  ]);
});

test('an organization gets no user when it does not ask, when it is matched, and when it is changed', async () => {
  const api = await started();
  await api.post('/v3/organizations', { name: 'Acme Plumbing', email: 'office@acme.example' });
  await api.post('/v3/organizations', { name: 'Acme Pipes', email: 'office@pipes.example', create_user: false });
  await api.patch('/v3/organizations/6', { phone_number: '+15550001111' });
  const like = { name: 'Lakeshore Plumbing & Heating', email: 'office@lakeshore.example.com' };
  await api.post('/v3/organizations', { ...like, create_user: true });
  expect(await usersOf(api, 6)).toEqual([]);
  expect(await usersOf(api, 7)).toEqual([]);
  expect(await usersOf(api, 3)).toHaveLength(4);
});

test('an organization that comes with a job gets its user, too', async () => {
  const api = await started();
  await api.post('/v3/jobs/factory', {
    ...{ title: 'Leaking tap', status: 'unscheduled', address: ADDRESS, customer: { first_name: 'Ada' } },
    organization: { name: 'Acme', email: 'office@acme.example', create_user: true },
  });
  expect(await usersOf(api, 6)).toMatchObject([{ first_name: 'Acme', last_name: null, email: 'office@acme.example' }]);
});

test('a user of a third party cannot be changed in any way', async () => {
  const api = await started();
  expect((await api.get('/v3/users/851')).status).toBe(200);
  expect((await api.patch('/v3/users/851', { first_name: 'Ada' })).status).toBe(403);
  expect((await api.delete('/v3/users/851')).status).toBe(403);
  expect((await api.post('/v3/users/851/restore')).status).toBe(403);
});

test('a deleted user leaves the list and comes back; a password is never answered', async () => {
  const api = await started();
  const total = async () => (await api.get('/v3/users')).body.meta.total;
  expect(await total()).toBe(10);
  await api.delete('/v3/users/456');
  expect(await total()).toBe(9);
  expect((await api.post('/v3/users/456/restore')).status).toBe(200);
  expect(await total()).toBe(10);
  const changed = await api.patch('/v3/users/456', { password: 'canary' });
  expect(JSON.stringify(changed.body)).not.toContain('canary');
  expect(changed.body.user).not.toHaveProperty('password');
});

test('sources are listed without meta', async () => {
  const api = await started();
  const { body } = await api.get('/v3/sources');
  expect(Object.keys(body)).toEqual(['sources']);
  expect(body.sources).toHaveLength(2);
});
