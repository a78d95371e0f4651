import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

/** reference: Hosts, where accounts keep their datafiles. */
let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

it('an upload or download that is answered 404 names the setting to try', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'tap.jpg'), 'x');
  server.on('POST /v3/datafiles', { status: 404, body: { error: 'Not found' } });
  server.on('GET /v3/datafiles/abc', { status: 404, body: { error: 'Not found' } });
  for (const words of ['datafiles upload tap.jpg', 'datafiles download abc']) {
    const { code, err } = await run(words, { server, folder });
    expect(code).toBe(4);
    expect(err).toContain('dispatch profiles set default --files-url https://files-api.dispatch.me/v1/datafiles');
  }
});

it('with a files address of its own, a 404 is only that', async () => {
  const env = { DISPATCH_FILES_URL: `${server.url}/v1/datafiles` };
  server.on('GET /v1/datafiles/abc', { status: 404, body: { error: 'Not found' } });
  const { code, err } = await run('datafiles download abc', { server, env });
  expect(code).toBe(4);
  expect(err).not.toContain('--files-url');
});
