/** contract: `--dry-run` prints the request that would be sent and sends nothing, not even a token request. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  expect(server.requests).toEqual([]);
  expect(server.tokenRequests).toEqual([]);
  await server.close();
});

/** What the dry run prints, with the server's address taken off. */
async function planned(words: string | readonly string[], folder?: string): Promise<unknown> {
  const all = [...(typeof words === 'string' ? words.split(' ') : words), '--dry-run'];
  const { code, out, err } = await run(all, { server, ...(folder === undefined ? {} : { folder }) });
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out.replaceAll(server.url, ''));
}

it('prints method, url and body', async () => {
  const { out } = await run('appointments create --job-id 123 --status draft --dry-run', { server });
  expect(out).toBe(
    `{\n  "method": "POST",\n  "url": "${server.url}/v3/appointments",\n` +
      '  "body": {\n    "status": "draft",\n    "job_id": 123\n  }\n}\n',
  );
});

it.each([
  ['jobs list', { method: 'GET', url: '/v3/jobs?limit=100', body: null }],
  [
    'jobs list --status offered --limit 5 --offset 10',
    { method: 'GET', url: '/v3/jobs?filter[status_eq]=offered&limit=5&offset=10', body: null },
  ],
  ['jobs list --all', { method: 'GET', url: '/v3/jobs?limit=100', body: null }],
  ['jobs get 1', { method: 'GET', url: '/v3/jobs/1', body: null }],
  [
    'jobs get 1 2',
    [
      { method: 'GET', url: '/v3/jobs/1', body: null },
      { method: 'GET', url: '/v3/jobs/2', body: null },
    ],
  ],
  ['brands get 1', { method: 'GET', url: '/v3/brands?limit=100', body: null }],
  ['appointments update 2 --duration 2h', { method: 'PATCH', url: '/v3/appointments/2', body: { duration: 7200 } }],
  ['appointments delete 2', { method: 'DELETE', url: '/v3/appointments/2', body: null }],
  [
    'appointments delete 2 3',
    [
      { method: 'DELETE', url: '/v3/appointments/2', body: null },
      { method: 'DELETE', url: '/v3/appointments/3', body: null },
    ],
  ],
  ['jobs accept 1', { method: 'POST', url: '/v3/jobs/1/accept', body: null }],
  ['jobs reject 1', { method: 'POST', url: '/v3/jobs/1/reject', body: null }],
  ['users restore 1', { method: 'POST', url: '/v3/users/1/restore', body: null }],
  ['datafiles download abc', { method: 'GET', url: '/v3/datafiles/abc', body: null }],
  ['api DELETE /v3/jobs/1', { method: 'DELETE', url: '/v3/jobs/1', body: null }],
])('%s', async (words, expected) => {
  expect(await planned(words)).toEqual(expected);
});

it('prints the same whatever the format', async () => {
  expect(await planned('jobs get 1 -o csv')).toEqual({ method: 'GET', url: '/v3/jobs/1', body: null });
});

it('encodes what is typed', async () => {
  expect(await planned(['customers', 'list', '--external-id', 'A&b=c d/é,#'])).toEqual({
    method: 'GET',
    url: '/v3/customers?filter[external_id_contains]=A%26b%3Dc%20d%2F%C3%A9,%23&limit=100',
    body: null,
  });
});

it('needs no login', async () => {
  const env = { DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };
  const { code, out } = await run('jobs get 1 --dry-run', { server, env });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ method: 'GET', url: `${server.url}/v3/jobs/1`, body: null });
});

it('checks as the real run would', async () => {
  expect((await run('appointments create --job-id 123 --status done --dry-run', { server })).code).toBe(2);
});

describe('with files', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
    writeFileSync(join(folder, 'logo.png'), 'x');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('names what would be uploaded', async () => {
    expect(await planned('datafiles upload logo.png', folder)).toEqual({
      method: 'POST',
      url: '/v3/datafiles',
      body: { file: 'logo.png' },
    });
  });

  it('shows the upload before the record it is for', async () => {
    expect(await planned('brands create --name New --logo logo.png', folder)).toMatchObject([
      { method: 'POST', url: '/v3/datafiles' },
      { method: 'POST', url: '/v3/brands', body: { name: 'New' } },
    ]);
  });
});

it('does not print a password', async () => {
  const words =
    'users create --organization-id 3 --first-name Jim --last-name Tran --roles technician --password-stdin --dry-run';
  const { code, out } = await run(words, { server, stdin: 'correct horse\n' });
  expect(code).toBe(0);
  expect(out).not.toContain('correct horse');
  expect(JSON.parse(out).body).toHaveProperty('password');
});
