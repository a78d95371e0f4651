/** Case 47: secrets stay in the store and in the requests, whoever asks for more words, and whatever fails. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileServers, UID } from './files.ts';
import { at, folder, json, type Ran, run, server, start } from './helpers.ts';

const SECRETS = {
  clientSecret: 'canary-client-secret',
  token: 'canary-bearer',
  refresh: 'canary-refresh',
  signature: 'canary-signature',
  password: 'canary-password',
  cookie: 'canary-cookie',
} as const;

const grant = {
  access_token: SECRETS.token,
  refresh_token: SECRETS.refresh,
  token_type: 'bearer',
  created_at: 1499868367,
  expires_in: 10800,
};

const credentials = {
  DISPATCH_TOKEN: undefined,
  DISPATCH_CLIENT_ID: 'key',
  DISPATCH_CLIENT_SECRET: SECRETS.clientSecret,
};

/** An account whose files lie behind presigned addresses. */
const account = () =>
  server(
    ({ method, url }, response) => {
      if (url.startsWith('/bucket/')) return response.end('content');
      if (url.includes('/datafiles/')) {
        const location = `/bucket/report.txt?X-Amz-Credential=${SECRETS.signature}&X-Amz-Signature=${SECRETS.signature}`;
        return response.writeHead(302, { location }).end();
      }
      const headers = { 'set-cookie': `session=${SECRETS.cookie}` };
      if (method === 'POST') return json(response, 422, { message: 'is taken', errors: { email: ['taken'] } }, headers);
      return json(response, 200, { users: [{ id: 1 }], meta: { total: 1 } }, headers);
    },
    (_, response) => json(response, 200, grant),
  );

/** Every secret that the run let out, by name. */
const told = ({ out, err }: Ran) =>
  Object.entries(SECRETS).flatMap(([name, secret]) => (out.includes(secret) || err.includes(secret) ? [name] : []));

const newUser = ['users', 'create', '--organization-id', '3', '--first-name', 'A', '--last-name', 'B'].concat(
  ...[['--roles', 'technician'], ['--password-stdin']],
);

describe.each<[name: string, flags: readonly string[], env: Record<string, string>]>([
  ['--debug', ['--debug'], {}],
  ['NODE_DEBUG', [], { NODE_DEBUG: 'http,https,net,tls,undici,fetch,child_process' }],
  ['errors as JSON', ['--debug', '-o', 'json'], {}],
])('47: with %s', (_, flags, env) => {
  it.each([
    ['a list', ['users', 'list'], 0],
    ['a write with a password that is refused', newUser, 5],
    ['a download', ['datafiles', 'download', UID, '--out', '-'], 0],
    ['a new token', ['auth', 'refresh'], 0],
    ['the status', ['auth', 'status'], 0],
  ])('47: no secret is told by %s', async (__, words, expected) => {
    const ran = await run([...words, ...flags], {
      env: { ...at(await account()), ...credentials, ...env },
      stdin: SECRETS.password,
    });
    expect(told(ran)).toEqual([]);
    expect(ran.code).toBe(expected);
    // Words there were.
    if (flags.includes('--debug') && words[1] !== 'status') expect(ran.err).toMatch(/> (GET|POST) http:/);
  });
});

it('47: a failure that nobody foresaw tells none', async () => {
  const api = await account();
  // What the defect is does not matter: here a function of the language fails, when a token has been got.
  const breaking = 'data:text/javascript,globalThis.encodeURIComponent = () => { throw new Error("broken") }';
  const ran = await run(['users', 'list', '--filter', 'note_eq=a b', '--debug'], {
    env: { ...at(api), ...credentials },
    node: ['--import', breaking],
  });
  expect(ran.err).toContain('unexpected failure: broken');
  expect(ran.err).toMatch(/\n\s*at /);
  expect(ran.code).toBe(1);
  expect(told(ran)).toEqual([]);
});

it('47: a failure outside of everything that is waited for is told like any other', async () => {
  const api = await account();
  const breaking =
    'data:text/javascript,const then = globalThis.encodeURIComponent; globalThis.encodeURIComponent = (text) => { setImmediate(() => { throw new Error("broken") }); return then(text) }';
  const ran = await run(['users', 'list', '--filter', 'note_eq=a b', '-o', 'json'], {
    env: { ...at(api), ...credentials },
    node: ['--import', breaking],
  });
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.err).error.message).toBe('unexpected failure: broken');
  expect(told(ran)).toEqual([]);
});

it('47: a transfer that breaks off does not tell its presigned address', async () => {
  const { api } = await fileServers(
    (_, response) => response.socket?.destroy(),
    (host) => `${host}/bucket/report.txt?X-Amz-Signature=${SECRETS.signature}`,
  );
  const ran = await run(['datafiles', 'download', UID, '--debug', '--retries', '0', '-o', 'json'], { env: at(api) });
  expect(ran.code).toBe(6);
  expect(told(ran)).toEqual([]);
});

it('47: the status names where each secret comes from, and none', async () => {
  const env = { ...at(await account()), ...credentials };
  for (const format of ['table', 'json', 'ndjson', 'csv']) {
    const ran = await run(['auth', 'status', '-o', format], { env });
    expect(ran.out).toContain('DISPATCH_CLIENT_SECRET');
    expect(told(ran)).toEqual([]);
  }
});

it.runIf(process.platform === 'linux')('47: the process that asks the keyring gets no secret', async () => {
  // A bus on which nobody answers, so that there is time to look.
  const bus = join(folder(), 'bus');
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(bus, resolve));
  const child = start(['auth', 'login', '--client-id', 'key', '--client-secret-stdin'], {
    env: {
      ...at(await account()),
      DISPATCH_TOKEN: SECRETS.token,
      DISPATCH_CLIENT_ID: 'key',
      DISPATCH_CLIENT_SECRET: SECRETS.clientSecret,
      AWS_SECRET_ACCESS_KEY: SECRETS.signature,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`,
    },
  });
  child.stdin?.end(SECRETS.clientSecret);
  /** Command line and environment of every child. In this order: a process that has just begun still has ours. */
  const children = () =>
    readdirSync(`/proc/${child.pid}/task`)
      .flatMap((task) => readFileSync(`/proc/${child.pid}/task/${task}/children`, 'utf8').trim().split(' '))
      .filter(Boolean)
      .map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8'));
  let seen: readonly string[] = [];
  const look = () => {
    seen = children();
    return seen;
  };
  await expect.poll(look, { interval: 5 }).toEqual([expect.stringContaining('keyring-child')]);
  silent.close();
  expect(seen[0]).toContain('DBUS_SESSION_BUS_ADDRESS=');
  expect(seen[0]).not.toContain('DISPATCH_');
  for (const secret of Object.values(SECRETS)) expect(seen[0]).not.toContain(secret);
});
