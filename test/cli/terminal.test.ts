/** contract: Output at a terminal, where it differs from a pipe. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

const ESCAPE = '\x1b';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('GET /v3/jobs', {
    body: {
      jobs: [
        {
          id: 123,
          title: 'Leaking tap in the kitchen on the second floor, behind the refrigerator',
          status: 'scheduled',
          customer_id: 7,
          organization_id: 3,
          service_type: 'plumbing',
          address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA' },
        },
      ],
      meta: { total: 1, limit: 200, offset: 0 },
    },
  });
});
afterEach(() => server.close());

const withoutColor = (text: string): string => text.replace(/\x1b\[[\d;]*m/g, '');

describe('a table', () => {
  it.each([40, 60, 80, 120])('fits a terminal of %i columns', async (columns) => {
    const { out } = await run('jobs list', { server, tty: true, columns });
    const lines = withoutColor(out).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(lines[1]).toContain('123');
    expect(lines[1]).toContain('scheduled');
  });

  it('has its whole text in a pipe', async () => {
    const { out } = await run('jobs list', { server });
    expect(out).toContain('Leaking tap in the kitchen on the second floor, behind the refrigerator');
    expect(out).toContain('1 Some Pl., Boston MA');
  });
});

describe('colour', () => {
  it('is there at a terminal', async () => {
    expect((await run('jobs list', { server, tty: true })).out).toContain(ESCAPE);
  });

  it.each([
    ['in a pipe', 'jobs list', false, {}],
    ['with --no-color', 'jobs list --no-color', true, {}],
    ['with NO_COLOR', 'jobs list', true, { NO_COLOR: '1' }],
  ])('is not there %s', async (_, words, tty, env) => {
    expect((await run(words, { server, tty, env })).out).not.toContain(ESCAPE);
  });

  it('is there in a pipe with FORCE_COLOR', async () => {
    expect((await run('jobs list', { server, env: { FORCE_COLOR: '1' } })).out).toContain(ESCAPE);
  });

  it.each(['json', 'ndjson', 'csv'])('is never in %s', async (format) => {
    expect((await run(`jobs list -o ${format}`, { server, tty: true })).out).not.toContain(ESCAPE);
  });
});

describe('text of the API', () => {
  const title = 'Tap\x1b]0;owned\x07\x1b[31m\r\u202Eevil\x00\x9b';
  beforeEach(() => {
    server.on('GET /v3/jobs', { body: { jobs: [{ id: 1, title }], meta: { total: 1 } } });
    server.on('GET /v3/jobs/1', { body: { id: 1, title } });
  });

  it.each([
    'jobs list',
    'jobs get 1',
    'jobs list -o csv',
    'jobs list -o json',
    'api GET /v3/jobs',
    'jobs get 1 -o ndjson',
  ])('%s reaches a terminal without control characters', async (words) => {
    const { out } = await run(`${words} --no-color`, { server, tty: true });
    expect(out).toContain('Tap');
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  });

  it('stays what it is in the data', async () => {
    const { out } = await run('jobs list -o json', { server });
    expect(JSON.parse(out)).toEqual([{ id: 1, title }]);
    const raw = await run('jobs list -o csv --csv-raw --fields title', { server });
    expect(raw.out).toContain('Tap\x1b]0;owned');
  });
});

describe('progress', () => {
  it('is not shown in a pipe', async () => {
    expect((await run('jobs list -o json', { server })).err).toBe('');
  });

  it('never goes to standard output', async () => {
    server.on('GET /v3/jobs', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { body: { jobs: [{ id: 1 }], meta: { total: 1 } } };
    });
    const { out } = await run('jobs list -o json --no-color', { server, tty: true });
    expect(out).toBe('[\n  {"id":1}\n]\n');
  });
});
