/** contract: Output, `--sort`. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  const page = (...jobs: readonly object[]) => ({ body: { jobs, meta: { total: 3 } } });
  server.on('GET /v3/jobs', ({ search }) => {
    const offset = Number(new Map(search).get('offset') ?? 0);
    if (offset >= 3) return page();
    return offset === 0 ? page({ id: 20, title: 'Tap' }, { id: 3, title: 'Sink' }) : page({ id: 100, title: null });
  });
});
afterEach(() => server.close());

describe('--sort', () => {
  it.each([
    ['id', [3, 20, 100]],
    ['-id', [100, 20, 3]],
    ['title', [3, 20, 100]],
    ['-title', [20, 3, 100]],
    ['-title,id', [20, 3, 100]],
  ])('%s orders the whole result', async (fields, expected) => {
    const { out } = await run(['jobs', 'list', '--all', '--sort', fields, '-o', 'json'], { server });
    expect(JSON.parse(out).map(({ id }: { id: number }) => id)).toEqual(expected);
  });

  it('comes before --query', async () => {
    const { out } = await run('jobs list --all --sort -id --query [0].id -o json', { server });
    expect(out).toBe('100\n');
  });

  it('names a field that is not shown', async () => {
    const { out } = await run('jobs list --all --sort=-id --fields title -o csv', { server });
    expect(out).toBe('title\n""\nTap\nSink\n');
  });

  it('of an unknown field sends nothing', async () => {
    const { code, err } = await run('jobs list --sort tilte', { server });
    expect(code).toBe(2);
    expect(err).toContain('--sort names the unknown field tilte');
    expect(err).toContain('Did you mean title?');
    expect(server.requests).toEqual([]);
  });

  it('says in help that it holds the whole result', async () => {
    const { out } = await run('help output');
    expect(out).toMatch(/--sort .*\(holds\s+the\s+whole\s+result\s+in\s+memory\)/s);
  });
});
