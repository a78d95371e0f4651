import { expect, it } from 'vitest';
import { at, run } from './helpers.ts';
import { brands, idsIn, listServer, upTo } from './pages.ts';

const HELD = brands(1, 250);
const ALL = ['brands', 'list', '--all', '-o', 'ndjson'];

/** A list of 250 that says of its number whatever is given for each request. */
const saying = (total: (turn: number) => unknown) =>
  listServer(({ limit, offset, turn }) => ({
    brands: HELD.slice(offset, offset + limit),
    meta: { total: total(turn), limit, offset },
  }));

it.each([
  ['too low', 20, 'Warning: the list may be incomplete: the API says there are 20 records and gave 250\n'],
  ['0', 0, 'Warning: the list may be incomplete: the API says there are 0 records and gave 250\n'],
  ['too high', 900, 'Warning: the list may be incomplete: the API says there are 900 records and gave 250\n'],
  ['the size of a page', 100, 'Warning: the list may be incomplete: the API says there are 100 records and gave 250\n'],
  ['absent', undefined, ''],
  ['null', null, ''],
  ['a text', '250', ''],
  ['negative', -1, ''],
  ['no whole number', 2.5, ''],
])(
  '33 a total that is %s: everything is read up to the empty page, and a difference is reported',
  async (_, total, warning) => {
    const api = await saying(() => total);
    const { code, out, err } = await run(ALL, { env: at(api) });
    expect([code, err]).toEqual([0, warning]);
    expect(idsIn(out)).toEqual(upTo(250));
  },
);

it('33 a total that changes is reported; with --strict the command fails', async () => {
  const warning = 'the list may be incomplete: the total went from 251 to 254';
  const lenient = await saying((turn) => 250 + turn);
  const listed = await run(ALL, { env: at(lenient) });
  expect(listed.code).toBe(0);
  expect(listed.err).toBe(`Warning: ${warning}\n`);
  expect(idsIn(listed.out)).toEqual(upTo(250));
  const strict = await saying((turn) => 250 + turn);
  const failed = await run([...ALL, '--strict'], { env: at(strict) });
  expect(failed.code).toBe(6);
  expect(failed.err).toContain(`Error: ${warning}\n`);
});

it('33 with a total of a billion no more pages than needed are asked for', async () => {
  const api = await saying(() => 1_000_000_000);
  const { code, out } = await run(ALL, { env: at(api) });
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(upTo(250));
  expect(api.requests.length).toBeLessThan(20);
});
