/** seed: Brands; the e-mail address from reference: brands. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('GET /v3/brands', {
    body: {
      brands: [
        {
          id: 1,
          name: 'Brand #1',
          logo_token: '7961914c-7e8f-4012-a316-be00e7b1a40e',
          phone_number: '+15559876543',
        },
        {
          id: 2,
          name: 'Brand #2',
          logo_token: '2d287898-936f-4820-964f-088f2c977336',
          phone_number: '+15551111111',
        },
      ],
      meta: { limit: 200, offset: 0, total: 2 },
    },
  });
});
afterEach(() => server.close());

it('creates one', async () => {
  const created = {
    id: 3,
    name: 'New Brand',
    phone_number: '+15551234567',
    logo_token: '9b553add-62cf-47c0-aec1-6705e395b4da',
  };
  server.on('POST /v3/brands', { status: 201, body: { brand: created } });
  const { code, out } = await run(
    [
      ...['brands', 'create', '--name', 'New Brand', '--phone-number', '+15551234567'],
      ...['--logo-token', '9b553add-62cf-47c0-aec1-6705e395b4da', '-o', 'json'],
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(created);
  expect(sent(server.only())).toEqual({
    name: 'New Brand',
    phone_number: '+15551234567',
    logo_token: '9b553add-62cf-47c0-aec1-6705e395b4da',
  });
});

it('creates one with an e-mail address', async () => {
  server.on('POST /v3/brands', { body: { brand: { id: 3 } } });
  await run('brands create --name New --email new@example.com', { server });
  expect(sent(server.only())).toEqual({ name: 'New', email: 'new@example.com' });
});

it('lists them', async () => {
  const { code, out } = await run('brands list -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual([
    {
      id: 1,
      name: 'Brand #1',
      logo_token: '7961914c-7e8f-4012-a316-be00e7b1a40e',
      phone_number: '+15559876543',
    },
    {
      id: 2,
      name: 'Brand #2',
      logo_token: '2d287898-936f-4820-964f-088f2c977336',
      phone_number: '+15551111111',
    },
  ]);
  expect(server.only().search).toEqual([['limit', '100']]);
});

describe('get, for which the API has no request', () => {
  it('searches the list', async () => {
    const { code, out } = await run('brands get 2 -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      id: 2,
      name: 'Brand #2',
      logo_token: '2d287898-936f-4820-964f-088f2c977336',
      phone_number: '+15551111111',
    });
    for (const { method, path } of server.requests) expect(`${method} ${path}`).toBe('GET /v3/brands');
  });

  it('searches every page of it', async () => {
    const page = (from: number, count: number) => ({
      brands: Array.from({ length: count }, (_, index) => ({ id: from + index, name: `Brand #${from + index}` })),
      meta: { limit: 200, offset: from - 1, total: 101 },
    });
    server.on('GET /v3/brands', ({ search }) => {
      const offset = Number(Object.fromEntries(search)['offset'] ?? 0);
      return { body: offset === 0 ? page(1, 100) : offset === 100 ? page(101, 1) : page(offset + 1, 0) };
    });
    const { code, out } = await run('brands get 101 -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ id: 101, name: 'Brand #101' });
  });

  it('ends with exit 4 when no brand has the number', async () => {
    const { code, out, err } = await run('brands get 9', { server });
    expect(code).toBe(4);
    expect(out).toBe('');
    expect(err).toContain('brand 9');
  });
});

it('updates one', async () => {
  const updated = {
    id: 1,
    name: 'Changed Name',
    logo_token: '7961914c-7e8f-4012-a316-be00e7b1a40e',
    phone_number: '+15559876543',
  };
  server.on('PATCH /v3/brands/1', { body: { brand: updated } });
  const { code, out } = await run(['brands', 'update', '1', '--name', 'Changed Name', '-o', 'json'], { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(updated);
  expect(sent(server.only())).toEqual({ name: 'Changed Name' });
});

it('deletes one', async () => {
  server.on('DELETE /v3/brands/1', { status: 204 });
  const { code } = await run('brands delete 1 --yes', { server });
  expect(code).toBe(0);
  expect(server.only()).toMatchObject({ method: 'DELETE', path: '/v3/brands/1' });
});
