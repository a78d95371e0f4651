import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { json, run } from './helpers.ts';

const DELAY = 1_000;

it('23 a POST to a port where nobody listens yet is sent again, and arrives once', async () => {
  let received = 0;
  const late = createServer((_, response) => {
    received += 1;
    json(response, 201, { brand: { id: 7, name: 'Acme' } });
  });
  const port = await freePort();
  setTimeout(() => late.listen(port, '127.0.0.1'), DELAY);
  onTestFinished(() => void late.closeAllConnections());
  onTestFinished(() => void late.close());
  const { code, out } = await run(['brands', 'create', '--name', 'Acme', '-o', 'json', '--retries', '12'], {
    env: { DISPATCH_API_URL: `http://127.0.0.1:${port}` },
  });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ id: 7, name: 'Acme' });
  expect(received).toBe(1);
});

it('23 a POST that never finds anybody ends with exit 6, and does not say that it may have been done', async () => {
  const { code, err } = await run(['brands', 'create', '--name', 'Acme', '--retries', '2', '--debug'], {
    env: { DISPATCH_API_URL: 'http://127.0.0.1:9' },
  });
  expect(code).toBe(6);
  expect(err).toContain('Error: cannot reach 127.0.0.1:9 (ECONNREFUSED)\nCheck the network and try again.\n');
  expect(err.match(/^> POST/gm)).toHaveLength(3);
});

it('23 a name that cannot be resolved likewise', async () => {
  const { code, err } = await run(['brands', 'create', '--name', 'Acme', '--retries', '1', '--debug'], {
    env: { DISPATCH_API_URL: 'https://dispatch.invalid' },
  });
  expect(code).toBe(6);
  expect(err).toMatch(/^Error: cannot reach dispatch\.invalid \((ENOTFOUND|EAI_AGAIN)\)$/m);
  expect(err.match(/^> POST/gm)).toHaveLength(2);
});

it('23 a token endpoint that nobody serves is asked no more often because a request waits for it', async () => {
  const { code, err } = await run(['brands', 'list', '--retries', '2', '--debug'], {
    env: { DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'public_key', DISPATCH_CLIENT_SECRET: 'secret_key' },
  });
  expect(code).toBe(6);
  expect(err.match(/^> POST .*oauth\/token/gm)).toHaveLength(3);
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
