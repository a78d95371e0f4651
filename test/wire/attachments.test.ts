/** seed: Attachments. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const note = { id: 1, entity_type: 'Job', entity_id: 123, description: 'Here is a note' };

it('creates one', async () => {
  const created = {
    id: 1,
    entity_type: 'Job',
    entity_id: 123,
    description: 'Here is the note',
    created_at: '2017-01-01T00:00:00Z',
    updated_at: '2017-01-01T00:00:00Z',
  };
  server.on('POST /v3/attachments', { status: 201, body: { attachment: created } });
  const { code, out } = await run(
    [
      'attachments',
      'create',
      '--entity-type',
      'Job',
      '--entity-id',
      '123',
      '--description',
      'Here is the note',
      '-o',
      'json',
    ],
    { server },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(created);
  expect(sent(server.only())).toEqual({ entity_type: 'Job', entity_id: 123, description: 'Here is the note' });
  expect(server.only().headers['content-type']).toBe('application/json');
});

it('needs no --entity-type, since Job is the only one', async () => {
  server.on('POST /v3/attachments', { body: { attachment: note } });
  await run('attachments create --entity-id 123 --description Note', { server });
  expect(sent(server.only())).toEqual({ entity_type: 'Job', entity_id: 123, description: 'Note' });
});

describe('list', () => {
  beforeEach(() => {
    server.on('GET /v3/attachments', { body: { attachments: [note], meta: { limit: 200, offset: 0, total: 1 } } });
  });

  it('gives the records', async () => {
    const { code, out, err } = await run('attachments list -o json', { server });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([{ id: 1, entity_type: 'Job', entity_id: 123, description: 'Here is a note' }]);
    expect(err).toBe('');
    expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/attachments', search: [['limit', '100']] });
  });

  it('filters as in the example: ?filter[entity_type_eq]=Job&filter[entity_id_eq]=123', async () => {
    await run('attachments list --entity-type Job --entity-id 123', { server });
    expect(server.only().search).toEqual([
      ['filter[entity_type_eq]', 'Job'],
      ['filter[entity_id_eq]', '123'],
      ['limit', '100'],
    ]);
  });

  it.each([
    ['--entity-type Job', 'filter[entity_type_eq]', 'Job'],
    ['--entity-id 123', 'filter[entity_id_eq]', '123'],
  ])('%s is %s=%s', async (flag, name, value) => {
    await run(`attachments list ${flag}`, { server });
    expect(server.only().search).toEqual([
      [name, value],
      ['limit', '100'],
    ]);
  });
});

it.each([
  ['bare, as the document shows it', note],
  ['in an envelope', { attachment: note }],
])('gets one, answered %s', async (_, body) => {
  server.on('GET /v3/attachments/1', { body });
  const { code, out } = await run('attachments get 1 -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ id: 1, entity_type: 'Job', entity_id: 123, description: 'Here is a note' });
});

it('updates one', async () => {
  const updated = {
    id: 1,
    entity_type: 'Job',
    entity_id: 123,
    description: 'New note here',
    created_at: '2017-01-01T00:00:00Z',
    updated_at: '2017-01-01T00:00:00Z',
  };
  server.on('PATCH /v3/attachments/1', { body: { attachment: updated } });
  const { code, out } = await run(['attachments', 'update', '1', '--description', 'New note here', '-o', 'json'], {
    server,
  });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(updated);
  expect(sent(server.only())).toEqual({ description: 'New note here' });
});

it.each([200, 204])('deletes one, answered %i without a body', async (status) => {
  server.on('DELETE /v3/attachments/1', { status });
  const { code } = await run('attachments delete 1 --yes', { server });
  expect(code).toBe(0);
  expect(server.only()).toMatchObject({ method: 'DELETE', path: '/v3/attachments/1', search: [] });
  expect(server.only().body).toHaveLength(0);
});
