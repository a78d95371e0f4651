import { expect, it } from 'vitest';
import { at, run } from './helpers.ts';
import { brands, idsIn, listServer, upTo } from './pages.ts';

const ALL = ['brands', 'list', '--all', '-o', 'ndjson'];

it('35 a record that is inserted while paging repeats another: each id once, and a warning', async () => {
  const held = brands(1, 250);
  const api = await listServer(({ limit, offset, turn }) => {
    if (turn === 2) held.unshift({ id: 1000, name: 'New' });
    return { brands: held.slice(offset, offset + limit), meta: { total: held.length } };
  });
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(upTo(250));
  expect(err).toBe('Warning: the list may be incomplete: 1 record appeared twice; the total went from 250 to 251\n');
});

it('35 a record that is deleted while paging hides another: a warning, and with --strict exit 6', async () => {
  for (const flags of [[], ['--strict']]) {
    const held = brands(1, 250);
    const api = await listServer(({ limit, offset, turn }) => {
      if (turn === 2) held.shift();
      return { brands: held.slice(offset, offset + limit), meta: { total: held.length } };
    });
    const { code, out, err } = await run([...ALL, ...flags], { env: at(api) });
    expect(code).toBe(flags.length === 0 ? 0 : 6);
    expect(idsIn(out)).toEqual(upTo(250).filter((id) => id !== 101));
    expect(err).toContain('the list may be incomplete: the total went from 250 to 249');
  }
});

it('35 as many inserted as deleted: the total does not tell, the repeated record does', async () => {
  const held = brands(1, 250);
  const api = await listServer(({ limit, offset, turn }) => {
    if (turn === 2) {
      held.unshift({ id: 1000, name: 'New' });
      held.pop();
    }
    return { brands: held.slice(offset, offset + limit), meta: { total: held.length } };
  });
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(upTo(249));
  expect(err).toBe('Warning: the list may be incomplete: 1 record appeared twice\n');
});

it('35 a short page that holds nothing new after an insertion is not the end', async () => {
  const held = brands(1, 10);
  const api = await listServer(({ offset, turn }) => {
    if (turn === 2) held.unshift({ id: 1000, name: 'New' });
    return { brands: held.slice(offset, offset + 1), meta: { total: held.length } };
  });
  const { code, out, err } = await run(ALL, { env: at(api) });
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(upTo(10));
  expect(err).toBe('Warning: the list may be incomplete: 1 record appeared twice; the total went from 10 to 11\n');
});
