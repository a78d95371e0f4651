/** Case 38 and 39: where a download is redirected to, and what goes there. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileServers, UID } from './files.ts';
import { at, folder, listen, run, server } from './helpers.ts';

it('38: another origin gets no bearer, no cookie and no header of ours', async () => {
  const { api, host } = await fileServers((_, response) => response.end('content'));
  const cwd = folder();
  const { code, err } = await run(['datafiles', 'download', UID], {
    env: { ...at(api), DISPATCH_TOKEN: 'canary-token' },
    cwd,
  });
  expect([code, err]).toEqual([0, `Saved ${cwd}/report.txt\n`]);
  expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toBe('content');
  expect(api.requests[0]?.headers.authorization).toBe('Bearer canary-token');
  // What the transport itself needs to say.
  expect(host.requests.map(({ headers }) => headers)).toEqual([
    { host: host.url.replace('http://', ''), connection: 'keep-alive' },
  ]);
});

it('38: nor does the second of two hops, even back at the address of the API', async () => {
  const api = await server(({ url }, response) => {
    if (url.endsWith(UID)) return response.writeHead(302, { location: '/elsewhere' }).end();
    if (url === '/elsewhere') return response.writeHead(307, { location: '/bucket/report.txt' }).end();
    return response.end('content');
  });
  const { code } = await run(['datafiles', 'download', UID], { env: at(api) });
  expect(code).toBe(0);
  expect(api.requests.map(({ headers }) => 'authorization' in headers)).toEqual([true, false, false]);
});

it('39: a redirect loop ends after five hops', async () => {
  const { api, host } = await fileServers((_, response) => response.writeHead(302, { location: '/again' }).end());
  const cwd = folder();
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect(err).toContain('more than 5 redirects');
  expect(code).toBe(6);
  expect(host.requests).toHaveLength(5);
  expect(readdirSync(cwd)).toEqual([]);
});

it('39: five hops are followed, six are not', async () => {
  const hops = (most: number) =>
    fileServers(
      ({ url }, response) => {
        const hop = Number(url.slice(1));
        if (hop < most) return response.writeHead(302, { location: `/${hop + 1}` }).end();
        return response.end('content');
      },
      (host) => `${host}/1`,
    );
  const five = await run(['datafiles', 'download', UID, '--out', '-'], { env: at((await hops(5)).api) });
  expect([five.code, five.out]).toEqual([0, 'content']);
  const six = await run(['datafiles', 'download', UID, '--out', '-'], { env: at((await hops(6)).api) });
  expect([six.code, six.out]).toEqual([6, '']);
});

it.each(['ftp://example.com/x', 'file:///etc/passwd', 'http://[', ''])(
  '39: a redirect to %j is not followed',
  async (location) => {
    const api = await server((_, response) => response.writeHead(302, location ? { location } : {}).end());
    const { code, err } = await run(['datafiles', 'download', UID], { env: at(api) });
    expect(err).toContain('redirect without a usable address');
    expect(code).toBe(6);
  },
);

it('39: from https to http is an error, and nothing goes there', async () => {
  const keys = folder();
  const [key, cert] = [join(keys, 'key.pem'), join(keys, 'cert.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
      .concat(['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'])
      .concat(['-keyout', key, '-out', cert]),
    { stdio: 'ignore' },
  );
  const plain = await server((_, response) => response.end('content'));
  const made = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
    response.writeHead(302, { location: `${plain.url}/bucket/report.txt` }).end(),
  );
  const port = await listen(made);
  const { code, err } = await run(['datafiles', 'download', UID], {
    env: { DISPATCH_API_URL: `https://localhost:${port}`, NODE_EXTRA_CA_CERTS: cert },
  });
  expect(err).toContain('from https: to http:');
  expect(code).toBe(6);
  expect(plain.requests).toEqual([]);
});
