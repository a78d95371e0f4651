/** contract: Shape, `--limit`, `--all`, `--offset`, what is said of more records, and lists that change while they are read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

/** Users numbered from 1 on. */
function serveUsers(total: number): void {
  server.on('GET /v3/users', ({ search }) => {
    const { limit = '100', offset = '0' } = Object.fromEntries(search);
    const count = Math.max(0, Math.min(Number(limit), 100, total - Number(offset)));
    const users = Array.from({ length: count }, (_, index) => ({ id: Number(offset) + index + 1 }));
    return { body: { users, meta: { total, limit: 200, offset: Number(offset) } } };
  });
}

const ids = (out: string): number[] => (JSON.parse(out) as { id: number }[]).map(({ id }) => id);

describe('list', () => {
  it('gives the first 100 and says on standard error that there are more', async () => {
    serveUsers(250);
    const { code, out, err } = await run('users list -o json', { server });
    expect(code).toBe(0);
    expect(ids(out)).toHaveLength(100);
    expect(err).toContain('100 of 250');
    expect(err).toContain('--all');
  });

  it('says nothing when there are no more', async () => {
    serveUsers(100);
    const { out, err } = await run('users list -o json', { server });
    expect(ids(out)).toHaveLength(100);
    expect(err).toBe('');
  });

  it('says nothing with --quiet', async () => {
    serveUsers(250);
    expect((await run('users list -o json --quiet', { server })).err).toBe('');
  });

  it.each([
    ['--limit 7', 7],
    ['--limit 130', 130],
    ['--limit 999', 250],
    ['--all', 250],
  ])('%s gives %i of 250', async (flags, count) => {
    serveUsers(250);
    const { code, out } = await run(`users list ${flags} -o json`, { server });
    expect(code).toBe(0);
    expect(ids(out)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it('says that there are more than --limit', async () => {
    serveUsers(250);
    expect((await run('users list --limit 7 -o json', { server })).err).toContain('7 of 250');
  });

  it('--offset leaves out the first ones', async () => {
    serveUsers(12);
    expect(ids((await run('users list --offset 10 -o json', { server })).out)).toEqual([11, 12]);
    expect(ids((await run('users list --offset 3 --limit 2 -o json', { server })).out)).toEqual([4, 5]);
    expect(ids((await run('users list --offset 9 --all -o json', { server })).out)).toEqual([10, 11, 12]);
  });

  it.each(['--limit 0', '--limit -1', '--limit ten', '--limit 1.5', '--offset -1', '--offset x', '--all --limit 5'])(
    '%s is wrong usage',
    async (flags) => {
      expect((await run(`users list ${flags}`, { server })).code).toBe(2);
      expect(server.requests).toEqual([]);
      expect(server.tokenRequests).toEqual([]);
    },
  );
});

describe('an empty list', () => {
  it.each([
    ['json', '[]\n'],
    ['ndjson', ''],
    ['csv --fields id,email', 'id,email\n'],
    ['table', ''],
  ])('is valid as %s and says so on standard error', async (format, expected) => {
    serveUsers(0);
    const { code, out, err } = await run(`users list -o ${format}`, { server });
    expect(code).toBe(0);
    expect(out).toBe(expected);
    expect(err).toBe('No users.\n');
  });
});

describe('a list that changes while it is read', () => {
  /** Between the first page and the second a record is inserted in front, so that the 100th comes once more. */
  function serveShifting(): void {
    server.on('GET /v3/users', ({ search }) => {
      const offset = Number(Object.fromEntries(search)['offset'] ?? 0);
      const last = offset === 0 ? 100 : offset === 100 ? 120 : 0;
      const first = offset === 0 ? 1 : 100;
      const users = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({ id: first + index }));
      return { body: { users, meta: { total: offset === 0 ? 120 : 121, limit: 200, offset } } };
    });
  }

  it('gives every record once and warns', async () => {
    serveShifting();
    const { code, out, err } = await run('users list --all -o json', { server });
    expect(code).toBe(0);
    expect(ids(out)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    expect(err).toContain('Warning:');
  });

  it('fails with exit 6 under --strict', async () => {
    serveShifting();
    const { code, err } = await run('users list --all --strict -o ndjson', { server });
    expect(code).toBe(6);
    expect(err).toContain('may be incomplete');
  });
});
