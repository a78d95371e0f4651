import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, json, run, server, type TestServer } from './helpers.ts';
import { place } from './store.ts';

const NAMES = ['production', 'sandbox'] as const;
type Name = (typeof NAMES)[number];

/** A server whose every token and record carries its name. */
const named = (name: Name): Promise<TestServer> =>
  server(
    ({ method }, response) =>
      method === 'POST'
        ? json(response, 201, { datafile: { uid: `uid-${name}` } })
        : json(response, 200, { job: { id: 7, title: name } }),
    (_, response) =>
      json(response, 200, { access_token: `token-${name}`, refresh_token: `refresh-${name}`, expires_in: 10_800 }),
  );

/** Two servers and one store, in which each has a profile with the same public key. */
async function both() {
  const servers = { production: await named('production'), sandbox: await named('sandbox') };
  const dir = folder();
  const login = (name: Name) => ({
    api_url: servers[name].url,
    client_id: 'key',
    secret_in: 'file',
    client_secret: `secret-${name}`,
  });
  const profile = (name: Name) => ({ defaults: {}, login: login(name) });
  const profiles = { production: profile('production'), sandbox: profile('sandbox') };
  place(join(dir, 'config.json'), { current: 'production', profiles });
  const env = { DISPATCH_CONFIG_DIR: dir, DISPATCH_API_URL: undefined, DISPATCH_TOKEN: undefined };
  return { servers, env };
}

/** All that a server was sent. */
const sentTo = ({ requests, tokenRequests }: TestServer): string =>
  JSON.stringify([...requests, ...tokenRequests].map(({ url, headers, body }) => [url, headers, body.toString()]));

it('17 production and sandbox at once: no request and no secret crosses', async () => {
  const { servers, env } = await both();
  const file = join(folder(), 'a.txt');
  writeFileSync(file, 'content');
  const ran = await Promise.all(
    Array.from({ length: 24 }, async (_, nth) => {
      const name = NAMES[nth % 2] ?? 'production';
      const upload = nth % 6 < 2;
      const args = upload ? ['datafiles', 'upload', file] : ['jobs', 'get', '7', '-o', 'ndjson', '--fields', 'title'];
      const { code, out, err } = await run([...args, '--profile', name], { env });
      return [code, err, out.includes(upload ? `uid-${name}` : `{"title":"${name}"}`)];
    }),
  );
  expect(ran).toEqual(Array(24).fill([0, '', true]));
  for (const [own, other] of [NAMES, [...NAMES].reverse()] as const) {
    const server = servers[own as Name];
    expect(server.requests).toHaveLength(12);
    expect(server.tokenRequests).toHaveLength(1);
    expect(sentTo(server)).toContain(`secret-${own}`);
    expect(sentTo(server)).not.toMatch(new RegExp(`(token|refresh|secret)-${other}`));
  }
});

it("17 a profile is not used at the other's address, by flag or by variable, and nothing is sent", async () => {
  const { servers, env } = await both();
  const other = servers.sandbox.url;
  for (const [args, more] of [
    [['--api-url', other], {}],
    [[], { DISPATCH_API_URL: other }],
  ] as const) {
    const { code, err } = await run(['jobs', 'get', '7', '--profile', 'production', ...args], {
      env: { ...env, ...more },
    });
    expect(code).toBe(3);
    expect(err).toContain(`the profile production is logged in at ${servers.production.url}, not at ${other}`);
  }
  for (const { requests, tokenRequests } of Object.values(servers)) {
    expect([requests, tokenRequests]).toEqual([[], []]);
  }
});

it("17 the files' address of production is not used for sandbox", async () => {
  const { servers, env } = await both();
  await run(['profiles', 'set', 'production', '--files-url', `${servers.production.url}/files`], { env });
  const keys = { DISPATCH_CLIENT_ID: 'key', DISPATCH_CLIENT_SECRET: 'secret-sandbox' };
  const file = join(folder(), 'a.txt');
  writeFileSync(file, 'content');
  const args = ['datafiles', 'upload', file, '--profile', 'production', '--api-url', servers.sandbox.url];
  expect((await run(args, { env: { ...env, ...keys } })).code).toBe(0);
  expect(servers.production.requests).toHaveLength(0);
  expect(servers.sandbox.requests).toHaveLength(1);
});

it('17 a token file that says it is for another address or account is not sent', async () => {
  const { servers, env } = await both();
  const file = join(env.DISPATCH_CONFIG_DIR, 'tokens', `${servers.sandbox.url.slice(7).replace(':', '-')}_key.json`);
  expect((await run(['auth', 'token', '--profile', 'sandbox'], { env })).out).toBe('token-sandbox\n');
  const token = { access_token: 'token-production', obtained_at: Date.now(), expires_in: 10_800, generation: 1 };
  for (const owner of [
    { api_url: servers.production.url, account: 'key' },
    { api_url: servers.sandbox.url, account: 'KEY' },
  ]) {
    place(file, { ...token, ...owner });
    expect((await run(['auth', 'token', '--profile', 'sandbox'], { env })).out).toBe('token-sandbox\n');
  }
  expect(sentTo(servers.sandbox)).not.toContain('token-production');
});
