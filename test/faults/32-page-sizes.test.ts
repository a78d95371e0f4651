import { expect, it } from 'vitest';
import { at, run } from './helpers.ts';
import { askedBy, brands, idsIn, listServer, upTo } from './pages.ts';

const ALL = ['brands', 'list', '--all', '-o', 'ndjson'];

it('32 asked for 100, given 37, told that the limit is 200: advances by 37 and reads everything', async () => {
  const held = brands(1, 250);
  const api = await listServer(({ limit, offset }) => ({
    brands: held.slice(offset, offset + Math.min(limit, 37)),
    meta: { total: 250, limit: 200, offset },
  }));
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect([code, err]).toEqual([0, '']);
  expect(idsIn(out)).toEqual(upTo(250));
});

it('32 the same with --limit beyond a page, and from an offset', async () => {
  const held = brands(1, 250);
  const api = await listServer(({ limit, offset }) => ({
    brands: held.slice(offset, offset + Math.min(limit, 37)),
    meta: { total: 250, limit: 200, offset },
  }));
  const { code, out } = await run(['brands', 'list', '--limit', '120', '--offset', '100', '-o', 'ndjson'], {
    env: at(api),
  });
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(upTo(220).slice(100));
  for (const request of api.requests) expect(askedBy(request, 0).limit).toBeLessThanOrEqual(100);
});

it('32 pages that are longer than asked for lose nothing and repeat nothing', async () => {
  const held = brands(1, 1000);
  const api = await listServer(({ offset }) => ({ brands: held.slice(offset, offset + 200), meta: { total: 1000 } }));
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect([code, err]).toEqual([0, '']);
  expect(idsIn(out)).toEqual(upTo(1000));
});

it('32 pages of changing length lose nothing and repeat nothing', async () => {
  const held = brands(1, 1000);
  const api = await listServer(({ offset, turn }) => ({
    brands: held.slice(offset, offset + ([100, 37, 1, 100, 100, 99][turn % 6] ?? 0)),
    meta: { total: 1000 },
  }));
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect([code, err]).toEqual([0, '']);
  expect(idsIn(out)).toEqual(upTo(1000));
});
