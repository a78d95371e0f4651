import { createServer } from 'node:https';
import { expect, it } from 'vitest';
import { makeCertificates } from './certificates.ts';
import { json, listen, run } from './helpers.ts';

const made = makeCertificates();

/** The API behind TLS. @returns its address, and how many connections and requests it has seen */
async function secureApi(which: 'good' | 'otherHost' | 'selfSigned') {
  const seen = { connections: 0, requests: 0 };
  const api = createServer({ key: made.key, cert: made[which] }, (_, response) => {
    seen.requests += 1;
    json(response, 200, { brands: [{ id: 1, name: 'Acme' }], meta: { total: 1 } });
  });
  api.on('connection', () => {
    seen.connections += 1;
  });
  return { env: { DISPATCH_API_URL: `https://127.0.0.1:${await listen(api)}` }, seen };
}

it('29 a self-signed certificate is refused, also with NODE_TLS_REJECT_UNAUTHORIZED=0, and asked about once', async () => {
  for (const more of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
    const { env, seen } = await secureApi('selfSigned');
    const { code, out, err } = await run(['brands', 'list'], { env: { ...env, ...more } });
    expect([code, out]).toEqual([6, '']);
    expect(err).toMatch(/^Error: the certificate of 127\.0\.0\.1:\d+ is refused \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/m);
    expect(err).toContain('NODE_EXTRA_CA_CERTS');
    expect(seen).toEqual({ connections: 1, requests: 0 });
  }
});

it('29 an authority named in NODE_EXTRA_CA_CERTS is accepted, for its hosts only', async () => {
  const trusting = { NODE_EXTRA_CA_CERTS: made.authority };
  const good = await secureApi('good');
  const listed = await run(['brands', 'list', '-o', 'json'], { env: { ...good.env, ...trusting } });
  expect([listed.code, listed.err]).toEqual([0, '']);
  expect(JSON.parse(listed.out)).toEqual([{ id: 1, name: 'Acme' }]);
  const unknown = await run(['brands', 'list'], { env: good.env });
  expect(unknown.code).toBe(6);
  const other = await secureApi('otherHost');
  for (const more of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
    const { code, err } = await run(['brands', 'list'], { env: { ...other.env, ...trusting, ...more } });
    expect(code).toBe(6);
    expect(err).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  }
  expect(other.seen.requests).toBe(0);
});
