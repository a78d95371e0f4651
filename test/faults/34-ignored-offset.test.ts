import { expect, it } from 'vitest';
import { at, run } from './helpers.ts';
import { brands, idsIn, listServer, upTo } from './pages.ts';

const ALL = ['brands', 'list', '--all', '-o', 'ndjson'];

it('34 an offset that is ignored is noticed after at most two requests too many', async () => {
  const api = await listServer(() => ({ brands: brands(1, 100), meta: { total: 100_000 } }));
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(upTo(100));
  expect(err).toBe(
    'Warning: the list may be incomplete: the API ignores the offset and gave the same records again; it says there are 100000\n',
  );
  expect(api.requests.length).toBeLessThanOrEqual(3);
});

it('34 a list that has no pages and does not say so is read once, without a word', async () => {
  const api = await listServer(() => ({ brands: brands(1, 12) }));
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect([code, err]).toEqual([0, '']);
  expect(idsIn(out)).toEqual(upTo(12));
  expect(api.requests.length).toBeLessThanOrEqual(3);
});

it('34 also where the records have nothing to tell them apart by', async () => {
  const api = await listServer(() => ({ brands: [{ name: 'Acme' }, { name: 'Acme' }], meta: { total: 2 } }));
  const { code, out } = await run(ALL, { env: at(api) });
  expect(code).toBe(0);
  expect(out).toBe('{"name":"Acme"}\n{"name":"Acme"}\n');
  expect(api.requests.length).toBeLessThanOrEqual(3);
});
