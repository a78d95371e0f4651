/** contract: Output, `--plain` and ACCESSIBLE. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

const ASCII = /^[\n\x20-\x7e]*$/;
/** Milliseconds after which a spinner would have been seen. */
const SLOW = 900;

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  const title = 'Leaking tap in the kitchen on the second floor, behind the refrigerator';
  const reply = { body: { jobs: [{ id: 123, title, status: 'scheduled' }], meta: { total: 1 } } };
  server.on('GET /v3/jobs', async () => {
    await new Promise((resolve) => setTimeout(resolve, SLOW));
    return reply;
  });
});
afterEach(() => server.close());

describe.each([
  ['--plain', 'jobs list --no-color --plain', {}],
  ['ACCESSIBLE', 'jobs list --no-color', { ACCESSIBLE: '1' }],
])('%s', (_, words, env) => {
  it('cuts with ASCII marks and shows nothing that moves', async () => {
    const { code, out, err } = await run(words, { server, env, tty: true, columns: 50 });
    expect(code).toBe(0);
    expect(out).toContain('...');
    expect(out).toMatch(ASCII);
    expect(err).toBe('');
  });
});

it.each([
  ['--plain', { ACCESSIBLE: undefined }],
  ['', { ACCESSIBLE: '1' }],
])('errors are cut with ASCII marks too: %s', async (flag, env) => {
  const words = ['jobs', 'get', 'x'.repeat(100), ...(flag ? [flag] : [])];
  const { err } = await run(words, { server, env });
  expect(err).toContain('xxx...');
  expect(err).toMatch(ASCII);
});

it('otherwise there is a sign of life, and a mark of one column', async () => {
  const { out, err } = await run('jobs list --no-color', { server, tty: true, columns: 50 });
  expect(out).toContain('…');
  expect(err).toContain('Reading jobs');
});
