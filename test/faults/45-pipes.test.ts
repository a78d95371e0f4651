/** Case 45: readers that are slow, or go away. */
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/output/result.ts';
import { at, json, server } from './helpers.ts';
import { shell } from './shell.ts';

const records = Array.from({ length: 5_010 }, (_, index) => ({ id: index + 1, name: 'x'.repeat(1_000) }));

/** Five megabytes, in pages as asked for. */
const brands = () =>
  server(({ url }, response) => {
    const query = new URL(url, 'http://localhost').searchParams;
    const offset = Number(query.get('offset') ?? 0);
    const page = records.slice(offset, offset + Number(query.get('limit')));
    json(response, 200, { brands: page, meta: { total: records.length } });
  });

/** Takes as much as a pipe holds, a hundred times a second. */
const SLOW_READER = `
  const { readSync, writeSync } = require('node:fs');
  const piece = Buffer.alloc(65536);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let size; (size = readSync(0, piece)) > 0; Atomics.wait(clock, 0, 0, 10)) writeSync(1, piece, 0, size);`;

it.each([
  // The last page is small enough to be left in a buffer of the process.
  ['a list', 'brands list --all -o ndjson', records.map((each) => `${JSON.stringify(each)}\n`).join('')],
  ['one answer', 'api GET /v3/brands?limit=5010', JSON.stringify({ brands: records, meta: { total: 5_010 } })],
])('45: every byte of %s reaches a slow reader', async (_, words, expected) => {
  const line = `dispatch ${words} | "$NODE" -e "$READER"; echo "\${PIPESTATUS[*]}" >&2`;
  const { out, err } = await shell(line, { env: { ...at(await brands()), READER: SLOW_READER } });
  expect(out.length).toBe(expected.length);
  expect(out === expected).toBe(true);
  expect(err).toBe('0 0\n');
});

describe('45: a reader that goes away', () => {
  it.each(FORMATS)('45: is no error: -o %s', async (format) => {
    const line = `dispatch brands list --all -o ${format} | head -1 | wc -l; echo "\${PIPESTATUS[0]}"`;
    const { out, err } = await shell(line, { env: at(await brands()) });
    expect(out.trim().split(/\s+/)).toEqual(['1', '0']);
    expect(err).toBe('');
  });

  it('45: nor before anything was written', async () => {
    const line = 'dispatch brands list | true; echo "$' + '{PIPESTATUS[0]}"';
    const { out, err } = await shell(line, { env: at(await brands()) });
    expect([out, err]).toEqual(['0\n', '']);
  });
});
