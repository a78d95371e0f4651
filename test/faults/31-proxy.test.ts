import { createServer as createProxy, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { makeCertificates } from './certificates.ts';
import { json, listen, run } from './helpers.ts';

const made = makeCertificates();

/** The API behind TLS; remembers the headers of its requests. */
async function secureApi() {
  const headers: IncomingMessage['headers'][] = [];
  const port = await listen(
    createServer({ key: made.key, cert: made.good }, (request, response) => {
      headers.push(request.headers);
      json(response, 200, { brands: [{ id: 1, name: 'Acme' }], meta: { total: 1 } });
    }),
  );
  return { port, url: `https://127.0.0.1:${port}`, headers };
}

/** A proxy that connects to wherever it is asked to, or answers with this status. */
async function startProxy(status = 200) {
  const asked: { readonly target: string | undefined; readonly headers: IncomingMessage['headers'] }[] = [];
  const proxy = createProxy();
  proxy.on('connect', ({ url, headers }: IncomingMessage, client: Socket) => {
    asked.push({ target: url, headers });
    if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    return client.on('error', () => target.destroy());
  });
  return { port: await listen(proxy), asked };
}

it('31 requests go through HTTPS_PROXY, and no secret reaches the wrong side of it', async () => {
  const api = await secureApi();
  const proxy = await startProxy();
  const { code, out, err } = await run(['brands', 'list', '-o', 'json', '--debug'], {
    env: {
      DISPATCH_API_URL: api.url,
      NODE_EXTRA_CA_CERTS: made.authority,
      HTTPS_PROXY: `http://me:canary-password@127.0.0.1:${proxy.port}`,
    },
  });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual([{ id: 1, name: 'Acme' }]);
  expect(err).not.toContain('canary-password');
  expect(proxy.asked.map(({ target }) => target)).toEqual([`127.0.0.1:${api.port}`]);
  // `me:canary-password`
  expect(proxy.asked[0]?.headers['proxy-authorization']).toBe('Basic bWU6Y2FuYXJ5LXBhc3N3b3Jk');
  expect(proxy.asked[0]?.headers.authorization).toBeUndefined();
  expect(api.headers[0]?.authorization).toBe('Bearer token');
  expect(api.headers[0]?.['proxy-authorization']).toBeUndefined();
});

it('31 NO_PROXY goes around it', async () => {
  const api = await secureApi();
  const proxy = await startProxy();
  const env = {
    DISPATCH_API_URL: api.url,
    NODE_EXTRA_CA_CERTS: made.authority,
    HTTPS_PROXY: `127.0.0.1:${proxy.port}`,
  };
  const direct = await run(['brands', 'list'], { env: { ...env, NO_PROXY: 'example.com, 127.0.0.1' } });
  expect([direct.code, api.headers.length, proxy.asked.length]).toEqual([0, 1, 0]);
  const others = await run(['brands', 'list'], { env: { ...env, NO_PROXY: 'example.com,127.0.0.1:1,27.0.0.1' } });
  expect([others.code, api.headers.length, proxy.asked.length]).toEqual([0, 2, 1]);
});

it('31 a proxy that is down is named, without its password, and a POST was not sent', async () => {
  const { code, err } = await run(['brands', 'create', '--name', 'Acme', '--retries', '1', '--debug'], {
    env: { DISPATCH_API_URL: 'https://api.dispatch.invalid', HTTPS_PROXY: 'http://me:canary-password@127.0.0.1:9' },
  });
  expect(code).toBe(6);
  expect(err).toContain(
    'Error: cannot reach api.dispatch.invalid through the proxy http://[redacted]@127.0.0.1:9 (ECONNREFUSED)\n',
  );
  expect(err).not.toContain('canary-password');
  expect(err).not.toContain('may have been done');
  expect(err.match(/^> POST/gm)).toHaveLength(2);
});

it('31 a proxy that turns us down is named, and a POST was not sent', async () => {
  const proxy = await startProxy(407);
  const { code, err } = await run(['brands', 'create', '--name', 'Acme'], {
    env: { DISPATCH_API_URL: 'https://api.dispatch.invalid', HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` },
  });
  expect(code).toBe(6);
  expect(err).toContain(`the proxy http://127.0.0.1:${proxy.port} does not connect to api.dispatch.invalid (407)`);
  expect(err).not.toContain('may have been done');
  expect(proxy.asked).toHaveLength(1);
});

it('31 a proxy with a certificate of nobody is refused, also with NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
  let asked = 0;
  const proxy = createServer({ key: made.key, cert: made.selfSigned });
  proxy.on('connect', (_, client: Socket) => {
    asked += 1;
    client.destroy();
  });
  const { code, err } = await run(['brands', 'list'], {
    env: {
      DISPATCH_API_URL: 'https://api.dispatch.invalid',
      HTTPS_PROXY: `https://127.0.0.1:${await listen(proxy)}`,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    },
  });
  expect(code).toBe(6);
  expect(err).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(asked).toBe(0);
});

it('31 an HTTPS_PROXY that is no address is wrong usage, and hinders no command that sends nothing', async () => {
  const env = { DISPATCH_API_URL: 'https://api.dispatch.invalid', HTTPS_PROXY: 'socks5://127.0.0.1:1' };
  const listed = await run(['brands', 'list'], { env });
  expect(listed.code).toBe(2);
  expect(listed.err).toContain('HTTPS_PROXY');
  expect((await run(['profiles', 'list'], { env })).code).toBe(0);
});

it('31 a proxy that hangs up when it is asked to connect: exit 6, and it is asked as often as any other', async () => {
  let asked = 0;
  const proxy = createProxy();
  proxy.on('connect', (_: IncomingMessage, client: Socket) => {
    asked += 1;
    client.destroy();
  });
  const { code, err } = await run(['brands', 'list', '--retries', '1'], {
    env: { DISPATCH_API_URL: 'https://127.0.0.1:9', HTTPS_PROXY: `127.0.0.1:${await listen(proxy)}` },
  });
  expect(code).toBe(6);
  expect(err).toContain('through the proxy http://127.0.0.1:');
  expect(asked).toBeLessThanOrEqual(4);
});
