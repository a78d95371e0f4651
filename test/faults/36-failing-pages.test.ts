import { expect, it } from 'vitest';
import { at, json, run } from './helpers.ts';
import { brands, listServer } from './pages.ts';

const HELD = brands(1, 1000);

/** A list whose fourth page fails for good in this way. */
const failing = (fail: 'status' | 'reset' | 'garbage') =>
  listServer(({ limit, offset }, response) => {
    if (offset !== 300) return { brands: HELD.slice(offset, offset + limit), meta: { total: 1000 } };
    if (fail === 'reset') response.socket?.resetAndDestroy();
    else if (fail === 'status') json(response, 500, { message: 'out of order' });
    else response.end('<html>');
    return undefined;
  });

it.each(['status', 'reset', 'garbage'] as const)(
  '36 a page that fails for good (%s): exit 6, and JSON that is not closed',
  async (fail) => {
    const api = await failing(fail);
    const { code, out, err } = await run(['brands', 'list', '--all', '-o', 'json', '--retries', '1'], { env: at(api) });
    expect(code).toBe(6);
    expect(JSON.parse(err).error.code).toMatch(/^(temporary|network|bad_answer)$/);
    expect(() => JSON.parse(out)).toThrow();
    // What was read before is there, and nothing from behind the gap.
    expect(JSON.parse(`${out}]`)).toEqual(HELD.slice(0, 300));
  },
);

it.each(['ndjson', 'csv', 'table'])('36 as %s: exit 6, and nothing from behind the gap', async (format) => {
  const api = await failing('status');
  const { code, out } = await run(['brands', 'list', '--all', '-o', format, '--retries', '0'], { env: at(api) });
  expect(code).toBe(6);
  expect(out).toContain('Brand 300');
  expect(out).not.toContain('Brand 301');
  expect(out).not.toContain('Brand 401');
});

it('36 with --query, which needs all of it: nothing at all', async () => {
  const api = await failing('status');
  const { code, out } = await run(['brands', 'list', '--all', '--query', 'length(@)', '--retries', '0'], {
    env: at(api),
  });
  expect([code, out]).toEqual([6, '']);
});

it('36 a token that is no longer accepted in the middle: exit 3, and the same', async () => {
  const api = await listServer(({ limit, offset }, response) => {
    if (offset < 300) return { brands: HELD.slice(offset, offset + limit), meta: { total: 1000 } };
    json(response, 401, {});
    return undefined;
  });
  const { code, out } = await run(['brands', 'list', '--all', '-o', 'json'], { env: at(api) });
  expect(code).toBe(3);
  expect(() => JSON.parse(out)).toThrow();
});
