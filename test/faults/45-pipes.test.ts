/** Case 45: readers that are slow, or go away. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/output/result.ts';
import { at, json, server, start } from './helpers.ts';
import { shell } from './shell.ts';

const records = Array.from({ length: 5_000 }, (_, index) => ({ id: index + 1, name: 'x'.repeat(1_000) }));

/** Five megabytes, in pages as asked for. */
const brands = () =>
  server(({ url }, response) => {
    const query = new URL(url, 'http://localhost').searchParams;
    const offset = Number(query.get('offset') ?? 0);
    const page = records.slice(offset, offset + Number(query.get('limit')));
    json(response, 200, { brands: page, meta: { total: records.length } });
  });

it.each([
  ['a list', ['brands', 'list', '--all', '-o', 'ndjson'], records.map((each) => `${JSON.stringify(each)}\n`).join('')],
  // Its last piece is small enough to be left in a buffer.
  [
    'an array',
    ['brands', 'list', '--all', '-o', 'json'],
    `[\n${records.map((each) => `  ${JSON.stringify(each)}`).join(',\n')}\n]\n`,
  ],
  ['one answer', ['api', 'GET', '/v3/brands?limit=5000'], JSON.stringify({ brands: records, meta: { total: 5_000 } })],
])('45: every byte of %s reaches a slow reader', async (_, words, expected) => {
  const child = start(words, { env: at(await brands()) });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) {
    chunks.push(chunk);
    await sleep(20);
  }
  const got = Buffer.concat(chunks).toString();
  expect(got.length).toBe(expected.length);
  expect(got === expected).toBe(true);
  expect(await ended).toBe(0);
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
