import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { at, run, server } from './helpers.ts';

const say = (body: string) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);

/** Announces more than it sends. */
const cut = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"brands": [{"id": 1}');
  setTimeout(() => response.socket?.destroy(), 50);
};

/** A chunk that is announced longer than it comes. */
const cutChunk = (response: ServerResponse) =>
  response.socket?.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"brands": [');

/** What is no number for the length of a chunk. */
const noChunk = (response: ServerResponse) =>
  response.socket?.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{"brands": []}\r\n0\r\n\r\n');

const LISTS: readonly (readonly [what: string, answer: (response: ServerResponse) => unknown])[] = [
  ['cut JSON', say('{"brands": [{"id": 1}, {"id"')],
  ['a body cut on the wire', cut],
  ['a chunk cut on the wire', cutChunk],
  ['chunks that are none', noChunk],
  ['nothing', say('')],
  ['HTML', say(`<html><body>${'Welcome! '.repeat(100)}</body></html>`)],
  ['null', say('null')],
  ['a number', say('7')],
  ['a string', say('"brands"')],
  ['an empty object', say('{}')],
  ['a list of another kind', say('{"jobs": []}')],
  ['null for the list', say('{"brands": null}')],
  ['an object for the list', say('{"brands": {"id": 1}}')],
  ['numbers for records', say('{"brands": [1, 2]}')],
  ['null for a record', say('{"brands": [{"id": 1}, null]}')],
];

it.each(LISTS)('25 %s instead of a list is a typed error, never an empty list', async (_, answer) => {
  const api = await server((_request, response) => answer(response));
  const { code, out, err } = await run(['brands', 'list', '-o', 'json', '--retries', '1'], { env: at(api) });
  expect([code, out]).toEqual([6, '']);
  const { error } = JSON.parse(err);
  expect(error.code).toMatch(/^(bad_answer|network)$/);
  expect(String(error.details ?? '').length).toBeLessThanOrEqual(200);
});

it.each([
  ['nothing', ''],
  ['null', 'null'],
  ['an empty object', '{}'],
  ['a list', '[{"id": 1}]'],
  ['a string', '"job"'],
])('25 %s instead of a record is a typed error', async (_, body) => {
  const api = await server((_request, response) => say(body)(response));
  const { code, out, err } = await run(['jobs', 'get', '1', '-o', 'json'], { env: at(api) });
  expect([code, out]).toEqual([6, '']);
  expect(JSON.parse(err).error.code).toBe('bad_answer');
});

it.each([
  ['a list', ['brands', 'list'], '{"headers": {"authorization": "Bearer s3cr3t-token"}, "access_token": "another"}'],
  ['a list, as a string', ['brands', 'list'], '"Bearer s3cr3t-token"'],
  ['a record', ['jobs', 'get', '1'], '["Bearer s3cr3t-token", {"refresh_token": "another"}]'],
])('25 what an answer instead of %s repeats of the token is not shown', async (_, words, body) => {
  const api = await server((_request, response) => say(body)(response));
  const env = { ...at(api), DISPATCH_TOKEN: 's3cr3t-token' };
  for (const format of ['json', 'table']) {
    const { code, out, err } = await run([...words, '-o', format], { env });
    expect([code, out]).toEqual([6, '']);
    expect(err).toContain('[redacted]');
    expect(err).not.toMatch(/s3cr3t|another/);
  }
});
