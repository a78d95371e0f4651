/** contract: `api METHOD PATH`, any request, with the same authentication, paging and output. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

it('prints the body as it came', async () => {
  const body = '{ "brands" : [ ],\n"odd": 1.0, "big": 12345678901234567890 }';
  server.on('GET /v3/brands', { body });
  const { code, out, err } = await run('api GET /v3/brands', { server });
  expect(code).toBe(0);
  expect(out).toBe(body);
  expect(err).toBe('');
  expect(server.only().headers.authorization).toBe('Bearer bearer token value');
});

it('takes the method in any case and the path without its slash', async () => {
  server.on('DELETE /v3/brands/1', { status: 204 });
  const { code, out } = await run('api delete v3/brands/1', { server });
  expect(code).toBe(0);
  expect(out).toBe('');
});

it('sends the query of the path', async () => {
  server.on('GET /v3/jobs', { body: {} });
  await run('api GET /v3/jobs?filter[status_eq]=offered&limit=5', { server });
  expect(server.only().search).toEqual([
    ['filter[status_eq]', 'offered'],
    ['limit', '5'],
  ]);
});

describe('--data', () => {
  beforeEach(() => server.on('POST /v3/things', { status: 201, body: { thing: { id: 1 } } }));
  const body = '{"any":{"thing":[1,null]}}';

  it('takes JSON', async () => {
    expect((await run(`api POST /v3/things --data ${body}`, { server })).code).toBe(0);
    expect(sent(server.only())).toEqual({ any: { thing: [1, null] } });
    expect(server.only().headers['content-type']).toBe('application/json');
  });

  it('takes standard input', async () => {
    await run('api POST /v3/things --data -', { server, stdin: body });
    expect(sent(server.only())).toEqual({ any: { thing: [1, null] } });
  });

  it('takes a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'body.json'), body);
    await run('api POST /v3/things --data body.json', { server, folder });
    expect(sent(server.only())).toEqual({ any: { thing: [1, null] } });
    rmSync(folder, { recursive: true });
  });
});

describe('--header', () => {
  it('adds headers', async () => {
    server.on('GET /v3/brands', { body: {} });
    await run(['api', 'GET', '/v3/brands', '--header', 'X-Transaction-ID: abc', '-H', 'X-Two:2'], { server });
    expect(server.only().headers).toMatchObject({ 'x-transaction-id': 'abc', 'x-two': '2' });
  });

  it.each(['no colon', 'X: a\r\nY: b', 'Authorization: Bearer x', 'Host: evil.example', 'Content-Length: 1', ': x'])(
    'refuses %j',
    async (header) => {
      expect((await run(['api', 'GET', '/v3/brands', '--header', header], { server })).code).toBe(2);
      expect(server.requests).toEqual([]);
      expect(server.tokenRequests).toEqual([]);
    },
  );
});

it('--include prints status and headers before the body', async () => {
  server.on('GET /v3/brands', { status: 200, headers: { 'x-request-id': 'req-1' }, body: '{}' });
  const { out } = await run('api GET /v3/brands --include', { server });
  const [head = '', body] = out.split('\n\n');
  expect(head.split('\n')[0]).toMatch(/^HTTP\/1\.1 200/);
  expect(head).toContain('x-request-id: req-1');
  expect(body).toBe('{}');
});

it('prints the body of a refusal too, and fails all the same', async () => {
  server.on('GET /v3/jobs/1', { status: 404, body: '{"error":"no such job"}' });
  const { code, out, err } = await run('api GET /v3/jobs/1', { server });
  expect(code).toBe(4);
  expect(out).toBe('{"error":"no such job"}');
  expect(err).toContain('404');
});

describe('with output flags', () => {
  it.each([
    ['a list', { jobs: [{ id: 1 }], meta: { total: 1 } }, [{ id: 1 }]],
    ['one record', { job: { id: 1 } }, { id: 1 }],
    ['a bare record', { id: 1, title: 'Tap' }, { id: 1, title: 'Tap' }],
  ])('shows %s as records', async (_, body, expected) => {
    server.on('GET /v3/jobs', { body });
    const { out } = await run('api GET /v3/jobs -o json', { server });
    expect(JSON.parse(out)).toEqual(expected);
  });

  it('chooses fields', async () => {
    server.on('GET /v3/jobs', { body: { jobs: [{ id: 1, title: 'Tap', odd: 2 }], meta: { total: 1 } } });
    const { out } = await run('api GET /v3/jobs -o csv --fields odd,id', { server });
    expect(out).toBe('odd,id\n2,1\n');
  });
});

describe('--paginate', () => {
  it('reads every page', async () => {
    server.on('GET /v3/jobs', ({ search }) => {
      const offset = Number(Object.fromEntries(search)['offset'] ?? 0);
      const count = Math.max(0, Math.min(100, 150 - offset));
      const jobs = Array.from({ length: count }, (_, index) => ({ id: offset + index + 1 }));
      return { body: { jobs, meta: { total: 150, limit: 200, offset } } };
    });
    const { code, out } = await run('api GET /v3/jobs?filter[status_eq]=offered --paginate -o ndjson', { server });
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(150);
    for (const { search } of server.requests) expect(search[0]).toEqual(['filter[status_eq]', 'offered']);
  });

  it('is for GET', async () => {
    expect((await run('api POST /v3/jobs --paginate', { server })).code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});

describe('refuses, before anything is sent,', () => {
  it.each([
    ['a whole address', 'api GET https://evil.example/v3/jobs'],
    ['an address without scheme', 'api GET //evil.example/v3/jobs'],
    ['an unknown method', 'api FETCH /v3/jobs'],
    ['no path', 'api GET'],
    ['too much', 'api GET /v3/jobs /v3/brands'],
  ])('%s', async (_, words) => {
    expect((await run(words, { server })).code).toBe(2);
    expect(server.requests).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });

  it('a path with a line end', async () => {
    expect((await run(['api', 'GET', '/v3/jobs\r\nX: y'], { server })).code).toBe(2);
    expect(server.requests).toEqual([]);
  });
});
