/** seed: Users; reference: users. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const jim = {
  id: 456,
  organization_id: 3,
  first_name: 'Jim',
  last_name: 'Tran',
  address: { street_1: '1 Some Pl.', street_2: null, city: 'Boston', state: 'MA', postal_code: '02108' },
  phone_number: '+15551234567',
  email: 'jim@example.com',
  photo_token: '9b553add-62cf-47c0-aec1-6705e395b4da',
  roles: ['dispatcher', 'technician'],
};

it('creates one with every field, the password from standard input', async () => {
  server.on('POST /v3/users', { status: 201, body: { user: jim } });
  const { code, out, err } = await run(
    [
      ...['users', 'create', '--organization-id', '3', '--first-name', 'Jim', '--last-name', 'Tran'],
      ...['--roles', 'dispatcher,technician', '--phone-number', '+15551234567', '--email', 'jim@example.com'],
      ...['--photo-token', '9b553add-62cf-47c0-aec1-6705e395b4da', '--password-stdin'],
      ...['--address.street-1', '1 Some Pl.', '--address.city', 'Boston', '-o', 'json'],
    ],
    { server, stdin: 'correct horse\n' },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(jim);
  expect(sent(server.only())).toEqual({
    organization_id: 3,
    first_name: 'Jim',
    last_name: 'Tran',
    roles: ['dispatcher', 'technician'],
    phone_number: '+15551234567',
    email: 'jim@example.com',
    photo_token: '9b553add-62cf-47c0-aec1-6705e395b4da',
    password: 'correct horse',
    address: { street_1: '1 Some Pl.', city: 'Boston' },
  });
  expect(out + err).not.toContain('correct horse');
});

describe('list', () => {
  beforeEach(() => {
    server.on('GET /v3/users', { body: { users: [jim], meta: { total: 1, limit: 200, offset: 0 } } });
  });

  it('gives the records', async () => {
    const { out } = await run('users list -o json', { server });
    expect(JSON.parse(out)).toEqual([jim]);
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/users', search: [['limit', '100']] });
  });

  it.each([
    ['--roles technician', 'by_user_roles', 'technician'],
    ['--email jim@example.com', 'email_eq', 'jim@example.com'],
    ['--organization-id 3', 'organization_id_eq', '3'],
  ])('%s is filter[%s]=%s', async (flags, name, value) => {
    expect((await run(`users list ${flags}`, { server })).code).toBe(0);
    expect(server.only().search).toEqual([
      [`filter[${name}]`, value],
      ['limit', '100'],
    ]);
  });
});

it.each([
  ['bare', jim],
  ['in an envelope', { user: jim }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/users/456', { body });
  const { out } = await run('users get 456 -o json', { server });
  expect(JSON.parse(out)).toEqual(jim);
});

it('updates one', async () => {
  server.on('PATCH /v3/users/456', { body: { user: jim } });
  const { out } = await run('users update 456 --roles technician --organization-id 4 -o json', { server });
  expect(JSON.parse(out)).toEqual(jim);
  expect(sent(server.only())).toEqual({ roles: ['technician'], organization_id: 4 });
});

it('deletes one', async () => {
  server.on('DELETE /v3/users/456', { status: 204 });
  expect((await run('users delete 456 --yes', { server })).code).toBe(0);
  expect(server.only()).toMatchObject({ method: 'DELETE', path: '/v3/users/456' });
});

it('restores one', async () => {
  server.on('POST /v3/users/456/restore', { body: { user: jim } });
  const { code, out } = await run('users restore 456 -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(jim);
  expect(server.only().body).toHaveLength(0);
});

it('is not sent without a role', async () => {
  const { code, err } = await run(['users', 'update', '456', '--roles', ''], { server });
  expect([code, err]).toEqual([2, expect.stringContaining('must have at least 1, not 0')]);
  expect(server.requests).toEqual([]);
});
