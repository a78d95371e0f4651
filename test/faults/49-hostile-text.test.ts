/** Case 49: what the API says reaches a person without anything that acts on a terminal, and a script as it is. */
import { describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { memoryIo } from '../helpers/io.ts';
import { uploaded } from './files.ts';
import { at, folder, json, type Ran, run, server } from './helpers.ts';

/** Clears the screen, sets the title, rings, goes back to the start of the line, turns the direction around. */
const HOSTILE = 'a\u001b[2J\u001b]0;owned\u0007b\r\u202egnp\u2066\u009b31m\u0000\u200b\u2028\ud800c';
/** C0 but line feed and tab, DEL, C1, separators of lines, bidi controls, lone surrogates. */
const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/;

const brand = { id: 1, name: HOSTILE, phone_number: `+1${HOSTILE}`, [HOSTILE]: { [HOSTILE]: [HOSTILE] } };

/** An API that says it wherever it can: in records, their keys, refusals and headers. */
const hostile = () =>
  server(({ method, url }, response) => {
    const headers = { 'x-request-id': Buffer.from('id\u009b2J').toString('latin1') };
    if (url.includes('/datafiles')) return uploaded(response);
    if (method === 'DELETE')
      return json(response, 409, { message: HOSTILE, errors: { [HOSTILE]: [HOSTILE] } }, headers);
    if (method === 'PATCH') return json(response, 500, HOSTILE, headers);
    if (method === 'POST') return json(response, 200, { brand: { ...brand, id: HOSTILE } }, headers);
    return json(response, 200, { brands: [brand], meta: { total: HOSTILE } }, headers);
  });

const commands = [
  ['brands', 'list'],
  ['brands', 'list', '--fields', 'name'],
  ['brands', 'list', '--query', '[].name'],
  ['brands', 'list', '--all'],
  ['brands', 'get', '1'],
  ['brands', 'create', '--name', 'x'],
  ['brands', 'update', '1', '--name', 'x'],
  ['brands', 'update', '1', '--name', 'x', '--preview'],
  ['brands', 'delete', '1', '--preview'],
  ['brands', 'delete', '1', '--yes'],
  ['brands', 'delete', '1', '2', '--yes'],
  ['api', 'GET', '/v3/brands', '--query', '@'],
].map((words) => [words.join(' '), words] as const);

const onTerminal = async (words: readonly string[], url: string): Promise<Pick<Ran, 'out' | 'err'>> => {
  const env = { DISPATCH_API_URL: url, DISPATCH_TOKEN: 'token', DISPATCH_CONFIG_DIR: folder(), NO_COLOR: '1' };
  const io = memoryIo({ env, tty: true, columns: 120, cwd: folder() });
  await main([...words, '--no-input', '--retries', '0'], io);
  return { out: io.out(), err: io.err() };
};

describe('49: tables and messages', () => {
  it.each(commands)('49: dispatch %s, into a pipe', async (_, words) => {
    const { out, err } = await run([...words, '--debug', '--retries', '0'], { env: at(await hostile()) });
    expect(out).not.toMatch(ACTS);
    expect(err).not.toMatch(ACTS);
  });

  it.each(commands)('49: dispatch %s, at a terminal', async (_, words) => {
    const { url } = await hostile();
    for (const format of ['table', 'csv', 'json', 'ndjson']) {
      const { out, err } = await onTerminal([...words, '-o', format, '--debug'], url);
      expect(out).not.toMatch(ACTS);
      // The line of a spinner would begin with one.
      expect(err).not.toMatch(ACTS);
    }
  });

  it('49: nor does a body that is printed as it came, at a terminal', async () => {
    const { url } = await hostile();
    const { out } = await onTerminal(['api', 'GET', '/v3/brands', '--include'], url);
    expect(out).toContain('gnp');
    expect(out).not.toMatch(ACTS);
  });

  it('49: text of several lines cannot pass for a message of its own', async () => {
    const api = await server((_, response) =>
      json(response, 422, { message: 'x\nError: no\r\n', errors: { 'a\nError: b': ['c\nError: d'] } }),
    );
    const { err } = await run(['brands', 'create', '--name', 'x'], { env: at(api) });
    expect(err.match(/^Error: /gm)).toHaveLength(1);
  });

  it('49: nor in a note about a record', async () => {
    const customer = { id: '7\nError: no', created_at: '2017-01-01T00:00:00Z' };
    const api = await server((_, response) => json(response, 200, { customer }));
    const words = ['customers', 'create', '--organization-id', '3', '--first-name', 'x'];
    const { err } = await run(words, { env: at(api) });
    expect(err).toContain('Matched, not created: customer 7 Error: no was there before.\n');
    expect(err).not.toMatch(/^Error: /m);
  });
});

describe('49: JSON', () => {
  it.each([
    ['list', [brand]],
    ['get 1', brand],
  ])('49: of brands %s keeps the text, escaped', async (verb, expected) => {
    for (const format of ['json', 'ndjson']) {
      const { code, out } = await run(['brands', ...verb.split(' '), '-o', format], { env: at(await hostile()) });
      expect(code).toBe(0);
      expect(out).not.toMatch(ACTS);
      const records = format === 'ndjson' && Array.isArray(expected) ? expected[0] : expected;
      expect(JSON.parse(out)).toEqual(records);
    }
  });

  it('49: of errors, too', async () => {
    const { code, err } = await run(['brands', 'delete', '1', '--yes', '-o', 'json'], { env: at(await hostile()) });
    expect(code).toBe(5);
    expect(err).not.toMatch(ACTS);
    expect(JSON.parse(err)).toMatchObject({ error: { status: 409, details: { [HOSTILE]: [HOSTILE] } } });
  });
});
