import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { at, folder, json, listen, run, server, type TestServer } from './helpers.ts';
import { account, brief, fresh, GET, grants, KEYS, strictApi, WELL } from './store.ts';

it('07 a token that dies early is renewed once, and the request replayed once', async () => {
  const api = await strictApi();
  const { env } = account(api, KEYS, fresh());
  expect(brief(await run(GET, { env }))).toEqual(WELL);
  expect(api.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer token1']);
  expect(grants(api)).toEqual(['refresh_token']);
});

it.each([
  ['that was kept', fresh(), ['Bearer old', 'Bearer bearer token value'], 1],
  ['that was just got', {}, ['Bearer bearer token value', 'Bearer bearer token value'], 2],
])('07 a second 401 to a token %s ends with exit 3', async (_, kept, sent, asked) => {
  const api = await server((__, response) => json(response, 401, { error: 'unauthorized' }));
  const { env } = account(api, KEYS, kept);
  const { code, out, err } = await run(GET, { env });
  expect([code, out]).toEqual([3, '']);
  expect(err).toContain('401');
  expect(api.requests.map(({ headers }) => headers.authorization)).toEqual(sent);
  expect(api.tokenRequests).toHaveLength(asked);
});

/** Gives tokens; the first one dies in the middle of a long list, when several pages are asked for at once. */
function shortLived(): Promise<TestServer> {
  let given = 0;
  let dead = false;
  const meta = { total: 2_000 };
  const page = (offset: number) => Array.from({ length: 100 }, (_, index) => ({ id: offset + index }));
  return server(
    async ({ url, headers }, response) => {
      const offset = Number(new URL(url, 'http://localhost').searchParams.get('offset') ?? 0);
      dead ||= offset >= 1_000;
      await sleep(10);
      if (dead && headers.authorization !== 'Bearer token2') return json(response, 401, { error: 'unauthorized' });
      return json(response, 200, { brands: offset < meta.total ? page(offset) : [], meta });
    },
    (_, response) => {
      given += 1;
      json(response, 200, { access_token: `token${given}`, expires_in: 10_800 });
    },
  );
}

it.each([
  ['is kept', (api: TestServer) => account(api).env, ['refresh_token', 'refresh_token']],
  [
    'lives in memory',
    (api: TestServer) => ({
      ...at(api),
      HOME: '',
      DISPATCH_CONFIG_DIR: undefined,
      DISPATCH_TOKEN: undefined,
      DISPATCH_CLIENT_ID: 'key',
      DISPATCH_CLIENT_SECRET: 'canary-secret',
    }),
    ['client_credentials', 'client_credentials'],
  ],
] as const)('07 pages read at once that meet the end of a token that %s renew it once', async (_, env, asked) => {
  const api = await shortLived();
  const { code, out, err } = await run(['brands', 'list', '--all', '-o', 'ndjson', '--fields', 'id'], {
    env: env(api),
  });
  expect([code, err]).toEqual([0, '']);
  expect(out.trim().split('\n')).toHaveLength(2_000);
  expect(grants(api)).toEqual(asked);
  // Twenty pages and the empty one, and again more than one that met the end.
  expect(api.requests.length).toBeGreaterThan(22);
});

const UPLOADED = { datafile: { id: 1, uid: 'uid-1' } };

it('07 an upload is replayed with the file opened again, and its bytes match', async () => {
  const content = randomBytes(3_000_000);
  const file = join(folder(), 'photo.jpg');
  writeFileSync(file, content);
  const api = await server(({ headers }, response) =>
    headers.authorization === 'Bearer bearer token value'
      ? json(response, 201, UPLOADED)
      : json(response, 401, { error: 'unauthorized' }),
  );
  const { env } = account(api, KEYS, fresh());
  const { code, out, err } = await run(['datafiles', 'upload', file], { env });
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('uid-1');
  expect(api.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  for (const { body } of api.requests) expect(fileIn(body).equals(content)).toBe(true);
  expect(grants(api)).toEqual(['refresh_token']);
});

it('07 also when the 401 comes before the file has been read', async () => {
  const content = randomBytes(8_000_000);
  const file = join(folder(), 'photo.jpg');
  writeFileSync(file, content);
  const bodies: Buffer[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.authorization === 'Bearer old') return json(response, 401, { error: 'unauthorized' });
    const body = await buffer(request);
    if (request.url?.endsWith('/oauth/token')) return json(response, 200, { access_token: 'new', expires_in: 10_800 });
    bodies.push(body);
    return json(response, 201, UPLOADED);
  };
  const url = `http://127.0.0.1:${await listen(createServer((request, response) => void answer(request, response)))}`;
  const { env } = account({ url }, KEYS, fresh());
  const { code, err } = await run(['datafiles', 'upload', file], { env });
  expect([code, err]).toEqual([0, '']);
  expect(bodies.map((body) => fileIn(body).equals(content))).toEqual([true]);
});

it('07 a token of the environment is not renewed: one request, exit 3', async () => {
  const api = await server((_, response) => json(response, 401, { error: 'unauthorized' }));
  expect((await run(GET, { env: at(api) })).code).toBe(3);
  expect(api.requests).toHaveLength(1);
  expect(api.tokenRequests).toHaveLength(0);
});

/** The bytes of the one part of a form: between the blank line behind its headers and the last boundary. */
function fileIn(body: Buffer): Buffer {
  return body.subarray(body.indexOf('\r\n\r\n') + 4, body.lastIndexOf('\r\n--'));
}
