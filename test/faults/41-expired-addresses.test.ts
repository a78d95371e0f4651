/** Case 41: presigned addresses that expire while a file is transferred. */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileServers, UID } from './files.ts';
import { at, folder, run } from './helpers.ts';

const content = randomBytes(300_000);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * A host that cuts the first transfer after a third and the second after another, whose addresses are good for one request,
 * and what is at them at each of the three.
 */
const host = (versions: readonly string[] = ['"1"', '"1"', '"1"']) => {
  const used = new Set<string>();
  return fileServers(
    ({ url, headers }, response) => {
      if (used.has(url)) return response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      const etag = versions[used.size] ?? '';
      used.add(url);
      const from = headers['if-range'] === etag ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
      const rest = content.subarray(from);
      const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
      response.writeHead(from > 0 ? 206 : 200, {
        'content-length': String(rest.length),
        etag,
        ...(from > 0 ? range : {}),
      });
      if (used.size === versions.length) return response.end(rest);
      return response.write(rest.subarray(0, 100_000), () => setTimeout(() => response.socket?.destroy(), 50));
    },
    (url, count) => `${url}/bucket/report.bin?X-Amz-Signature=s${count}`,
  );
};

it('41: a fresh redirect and a range bring the rest; the hash is right', async () => {
  const { api, host: files } = await host();
  const cwd = folder();
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect([code, err]).toEqual([0, `Saved ${cwd}/report.bin\n`]);
  expect(sha256(readFileSync(join(cwd, 'report.bin')))).toBe(sha256(content));
  expect(api.requests).toHaveLength(3);
  expect(files.requests.map(({ url, headers }) => [url, headers.range, headers['if-range']])).toEqual([
    ['/bucket/report.bin?X-Amz-Signature=s1', undefined, undefined],
    ['/bucket/report.bin?X-Amz-Signature=s2', expect.stringMatching(/^bytes=\d+-$/), '"1"'],
    ['/bucket/report.bin?X-Amz-Signature=s3', expect.stringMatching(/^bytes=\d+-$/), '"1"'],
  ]);
});

it('41: a file that is another one by then is not patched together', async () => {
  const { api } = await host(['"1"', '"2"']);
  const cwd = folder();
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect(err).toContain('the download was cut short');
  expect(code).toBe(6);
  expect(readdirSync(cwd)).toEqual([]);
});

it('41: nor is one that is just as long as what is missing', async () => {
  const { api } = await fileServers(({ headers }, response) => {
    const from = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
    if (from !== undefined) return response.writeHead(200, { etag: '"2"' }).end(content.subarray(Number(from)));
    response.writeHead(200, { 'content-length': String(content.length), etag: '"1"' });
    return response.write(content.subarray(0, 100_000), () => setTimeout(() => response.socket?.destroy(), 50));
  });
  const cwd = folder();
  const { code } = await run(['datafiles', 'download', UID], { env: at(api), cwd });
  expect(code).toBe(6);
  expect(readdirSync(cwd)).toEqual([]);
});

it('41: an address that has expired already says so, and not that the account is at fault', async () => {
  const { api } = await fileServers(
    (_, response) => response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>'),
    (url) => `${url}/bucket/report.bin?X-Amz-Signature=canary`,
  );
  const { code, err } = await run(['datafiles', 'download', UID], { env: at(api) });
  expect(err).toMatch(/refuses the address that the API gave \(403\)\nIt may have expired/);
  expect(err).not.toContain('canary');
  expect(code).toBe(6);
});
